import { resolve } from 'node:path';

/**
 * A file or directory as a person means it: relative to where they typed the command. npm runs commands in the
 * directory of package.json and tells in INIT_CWD where it was called.
 */
export function resolveNamedPath(path: string): string {
  const calledBy = process.env['npm_lifecycle_event'] === 'admin' ? process.env['INIT_CWD'] : undefined;
  return resolve(calledBy ?? process.cwd(), path);
}
