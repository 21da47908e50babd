import { randomBytes } from 'node:crypto';
import { linkSync, unlinkSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isFileError } from '#server/config/file-error.ts';

/**
 * Creates a private file (mode 0600, flushed to disk) unless it exists. Returns whether it was created.
 *
 * The file appears complete or not at all, and if two processes try at once, exactly one succeeds: the text
 * is written to a temporary file beside it, then hard-linked into place, which fails for the second process.
 */
export function createFileOnce(path: string, text: string): boolean {
  const draft = join(dirname(path), `.${basename(path)}-${randomBytes(6).toString('hex')}`);
  const options = { mode: 0o600, flag: 'wx', flush: true };
  writeFileSync(draft, text, options);
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (isFileError(error, 'EEXIST')) return false;
    if (!isFileError(error, 'EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS')) throw error;
    // For a file system without hard links: still exclusive, but no longer atomic.
    return createInPlace(path, text, options);
  } finally {
    unlinkSync(draft);
  }
}

function createInPlace(path: string, text: string, options: { mode: number; flag: string }): boolean {
  try {
    writeFileSync(path, text, options);
    return true;
  } catch (error) {
    if (isFileError(error, 'EEXIST')) return false;
    throw error;
  }
}

/** A new name is on the disk when its directory is. Not every file system can do this, and none needs to. */
export async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } catch (error) {
    if (!isFileError(error)) throw error;
  } finally {
    await directory.close();
  }
}
