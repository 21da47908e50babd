import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  realpathSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { ConfigError } from '#server/config/config-error.ts';
import { isFileError } from '#server/config/private-file.ts';

/**
 * Creates the data directory if it is missing. Returns its real path (absolute, symbolic links resolved).
 *
 * An existing directory keeps its mode. A new one is private to the account that runs the tracker (0700). If
 * that is root, it can be traversed but not listed (0711), because the database inside runs under its own
 * account. Everything in it must therefore be private by its own mode.
 */
export function ensureDataDirectory(path: string): string {
  if (!existsSync(path)) {
    makeDirectory(path);
    // Set explicitly, because the umask restricts the mode given to mkdir.
    chmodSync(path, process.getuid?.() === 0 ? 0o711 : 0o700);
  }
  return realpathSync(path);
}

/** Creates missing parents one by one: with `recursive`, Node reports ENOENT whatever the cause. */
function makeDirectory(path: string): void {
  if (existsSync(path)) return;
  makeDirectory(dirname(path));
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    // Another process that starts at the same time may have created it.
    const isThere = statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
    if (!isFileError(error, 'EEXIST') || !isThere) throw error;
  }
}

/** How much is written to test whether the directory accepts data. */
const probeBytes = 64 * 1024;

/**
 * Checks that the data directory is a directory that accepts data, by writing to it: modes mean little to
 * root and say nothing about a disk that is full or read-only.
 *
 * @throws ConfigError with one sentence that names DATA_DIR
 */
export function requireWritableDataDirectory(path: string): void {
  try {
    if (!statSync(path).isDirectory()) throw buildDataDirectoryError(path, 'ENOTDIR');
    const probe = join(path, `.probe-${randomBytes(6).toString('hex')}`);
    try {
      const descriptor = openSync(probe, 'wx', 0o600);
      try {
        for (let left = probeBytes; left > 0; ) left -= writeSync(descriptor, Buffer.alloc(left));
        fsyncSync(descriptor);
      } finally {
        closeSync(descriptor);
      }
    } finally {
      // On a read-only disk there is nothing to remove, and a failure here would hide the cause.
      if (existsSync(probe)) rmSync(probe, { force: true });
    }
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw buildDataDirectoryError(path, isFileError(error) ? (error.code ?? '') : '');
  }
}

const reasons: Readonly<Record<string, (path: string) => string>> = {
  EROFS: (path) => `${path} lies on a disk that is read-only`,
  ENOSPC: (path) => `there is no room left on the disk of ${path}`,
  EDQUOT: (path) => `there is no room left for this account on the disk of ${path}`,
  ENOTDIR: (path) => `${path} is a file or lies below one, not a directory`,
  EEXIST: (path) => `${path} is a file or a broken link, not a directory`,
  EACCES: (path) => `this account may not write to ${path}`,
  EPERM: (path) => `this account may not write to ${path}`,
  ELOOP: (path) => `${path} is a link that leads to itself`,
  ENAMETOOLONG: (path) => `${path} is too long for a name`,
  EIO: (path) => `the disk of ${path} is faulty`,
};

/**
 * Returns the error for a data directory that cannot be used; `code` is the operating system's, such as
 * EROFS.
 */
export function buildDataDirectoryError(path: string, code: string): ConfigError {
  const reason = reasons[code]?.(path) ?? `nothing can be kept in ${path}${code === '' ? '' : ` (${code})`}`;
  return new ConfigError('DATA_DIR', `DATA_DIR cannot be used: ${reason}.`);
}
