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
import { isFileError } from '#server/config/file-error.ts';

/**
 * Makes the data directory when it is missing and returns its real path (absolute, symbolic links resolved).
 *
 * A directory that exists keeps its mode. A new one is private to the account that runs the tracker (0700);
 * made by root it can be passed through but not listed (0711), because the database inside it runs under an
 * account of its own. Whatever is kept in it must therefore be private by its own mode.
 */
export function prepareDataDirectory(path: string): string {
  if (!existsSync(path)) {
    makeDirectory(path);
    // Not left to mkdir, whose mode is cut by the umask.
    chmodSync(path, process.getuid?.() === 0 ? 0o711 : 0o700);
  }
  return realpathSync(path);
}

/** With what is missing above it, one by one: made all at once, Node says ENOENT whatever was in the way. */
function makeDirectory(path: string): void {
  if (existsSync(path)) return;
  makeDirectory(dirname(path));
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    // Another tracker that starts now may have been first.
    const isThere = statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
    if (!isFileError(error, 'EEXIST') || !isThere) throw error;
  }
}

/** As much as is written to see whether a directory takes anything. */
const probeBytes = 64 * 1024;

/**
 * Checks that the data directory is a directory in which something can be kept, by doing so: modes say little to root, and
 * nothing of a disk that is full or read-only.
 *
 * @throws ConfigError with one sentence that names DATA_DIR
 */
export function requireWritableDataDirectory(path: string): void {
  try {
    if (!statSync(path).isDirectory()) throw refuseDataDirectory(path, 'ENOTDIR');
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
      // On a disk that is read-only there is nothing to remove, and saying so would hide why.
      if (existsSync(probe)) rmSync(probe, { force: true });
    }
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw refuseDataDirectory(path, isFileError(error) ? (error.code ?? '') : '');
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

/** The sentence for a data directory that cannot be used; `code` is the operating system's, such as EROFS. */
export function refuseDataDirectory(path: string, code: string): ConfigError {
  const reason = reasons[code]?.(path) ?? `nothing can be kept in ${path}${code === '' ? '' : ` (${code})`}`;
  return new ConfigError('DATA_DIR', `DATA_DIR cannot be used: ${reason}.`);
}
