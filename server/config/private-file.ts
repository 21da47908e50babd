import { randomBytes } from 'node:crypto';
import { linkSync, unlinkSync, writeFileSync, readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * Whether an error comes from the operating system and has one of the given codes (any code if none is
 * given).
 */
export function isFileError(error: unknown, ...codes: string[]): error is NodeJS.ErrnoException {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return false;
  return codes.length === 0 || codes.includes(error.code);
}

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

/**
 * Returns the secret in a file. Creates the file if it is missing (64 hexadecimal characters, 256 random
 * bits, mode 0600). Two processes that start together get the same secret.
 */
export function readOrCreateSecretFile(path: string): string {
  const existing = readSecretFile(path);
  if (existing !== null) return existing;
  createFileOnce(path, `${randomBytes(32).toString('hex')}\n`);
  return readFileSync(path, 'utf8').trim();
}

/** Returns the trimmed text of a secret file, or null if there is none. */
export function readSecretFile(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    if (isFileError(error, 'ENOENT')) return null;
    throw error;
  }
}
