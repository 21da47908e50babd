import { chmodSync, existsSync, mkdirSync, realpathSync } from 'node:fs';

/**
 * Makes the data directory when it is missing and returns its real path (absolute, symbolic links resolved).
 *
 * A directory that exists keeps its mode. A new one is private to the account that runs the tracker (0700);
 * made by root it can be passed through but not listed (0711), because the database inside it runs under an
 * account of its own. Whatever is kept in it must therefore be private by its own mode.
 */
export function prepareDataDirectory(path: string): string {
  if (!existsSync(path)) {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    // Not left to mkdir, whose mode is cut by the umask.
    chmodSync(path, process.getuid?.() === 0 ? 0o711 : 0o700);
  }
  return realpathSync(path);
}
