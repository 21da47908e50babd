import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createFileOnce } from '#server/config/create-file-once.ts';
import { isFileError } from '#server/config/file-error.ts';

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
