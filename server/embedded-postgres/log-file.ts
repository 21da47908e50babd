import { closeSync, copyFileSync, fstatSync, openSync, readSync, statSync, truncateSync } from 'node:fs';

/** Postgres writes little: warnings and errors. This is years of a healthy one, and hours of a sick one. */
const LARGEST_LOG = 4 * 1024 * 1024;
const CHECK_EVERY = 15 * 60 * 1000;

/** Opens a log for appending, private to the tracker's account. The descriptor is for a child process. */
export function openLog(path: string): number {
  trimLog(path);
  return openSync(path, 'a', 0o600);
}

/** Size of a log in bytes; 0 when there is none. */
export function measureLog(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** What was written to a log since it had a size, at most the last 64 kB of it. */
export function readLogSince(path: string, size: number): string {
  const descriptor = openSync(path, 'r');
  try {
    const end = fstatSync(descriptor).size;
    const start = Math.max(Math.min(size, end), end - 64 * 1024);
    const buffer = Buffer.alloc(end - start);
    return buffer.toString('utf8', 0, readSync(descriptor, buffer, 0, buffer.length, start));
  } finally {
    closeSync(descriptor);
  }
}

/** Looks after the size of a log until the function that it returns is called. Does not keep Node alive. */
export function keepLogSmall(path: string): () => void {
  const timer = setInterval(() => trimLog(path), CHECK_EVERY).unref();
  return () => clearInterval(timer);
}

/**
 * Moves a log that has grown large to `….1`, in place of the one before. Postgres keeps the file open and
 * appends, so it is copied and emptied rather than renamed.
 */
function trimLog(path: string): void {
  if (measureLog(path) <= LARGEST_LOG) return;
  copyFileSync(path, `${path}.1`);
  truncateSync(path);
}
