import { closeSync, constants, openSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isFileError } from '#server/config/file-error.ts';
import type { ProcessEntry } from '#server/embedded-postgres/processes.ts';

/** What a running Postgres says about itself in the file `postmaster.pid` of its cluster. */
export interface PostmasterFile {
  /** Null when the first line holds no number, as in a file that a power cut has emptied. */
  readonly pid: number | null;
  readonly port: number | null;
  readonly status: 'starting' | 'ready' | 'stopping';
}

/** The file of a cluster, or null when there is none. */
export function readPostmasterFile(clusterDirectory: string): PostmasterFile | null {
  const lines = readLines(clusterDirectory);
  if (lines === null) return null;
  const status = lines[7]?.trim();
  return {
    pid: readNumber(lines[0]),
    port: readNumber(lines[3]),
    status: status === 'ready' || status === 'stopping' ? status : 'starting',
  };
}

/**
 * Lets Postgres see that the process named in a left-over file is not another Postgres: writes our own number
 * in its place, which a starting Postgres, being our child, knows to be no rival. The file is not deleted,
 * because its line on shared memory is how Postgres finds out that workers of the crashed one are still there.
 */
export function disownPostmasterFile(clusterDirectory: string): void {
  const lines = readLines(clusterDirectory);
  if (lines === null) return;
  const text = [String(process.pid), ...lines.slice(1)].join('\n');
  // The directory can belong to another account, and root must not be led by a link that it planted there.
  const descriptor = openSync(
    pathIn(clusterDirectory),
    constants.O_WRONLY | constants.O_TRUNC | constants.O_NOFOLLOW,
  );
  try {
    writeFileSync(descriptor, text, { flush: true });
  } finally {
    closeSync(descriptor);
  }
}

/** Whether a process is the Postgres server of this cluster, and not one of its workers or anything else. */
export function isPostmasterOf(entry: ProcessEntry, clusterDirectory: string): boolean {
  if (`${entry.commandLine} `.includes(`/postgres -D ${clusterDirectory} `)) return true;
  if (!/\/postgres -D /.test(entry.commandLine)) return false;
  try {
    // Its directory may have been renamed since it started. Only Linux can tell, and only to some accounts.
    const itsDirectory = statSync(`/proc/${entry.pid}/cwd`);
    const ours = statSync(clusterDirectory);
    return itsDirectory.dev === ours.dev && itsDirectory.ino === ours.ino;
  } catch {
    return false;
  }
}

function pathIn(clusterDirectory: string): string {
  return join(clusterDirectory, 'postmaster.pid');
}

function readLines(clusterDirectory: string): string[] | null {
  try {
    return readFileSync(pathIn(clusterDirectory), 'utf8').split('\n');
  } catch (error) {
    if (isFileError(error, 'ENOENT')) return null;
    throw error;
  }
}

function readNumber(line: string | undefined): number | null {
  const number = Number.parseInt(line ?? '', 10);
  return Number.isSafeInteger(number) && number > 0 ? number : null;
}
