import { linkSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { createFileOnce } from '#server/config/create-file-once.ts';
import { isFileError } from '#server/config/file-error.ts';
import { EmbeddedPostgresError } from '#server/embedded-postgres/embedded-postgres-error.ts';
import { isSameProcess, readProcess } from '#server/embedded-postgres/processes.ts';

/** The right to use a data directory, held by one process at a time. */
export interface DataDirectoryLock {
  /** Gives the right back. Done twice, it does nothing the second time. */
  readonly release: () => void;
}

const holderSchema = z.object({ pid: z.number(), identity: z.string() });

/**
 * Takes the file `tracker.lock`, which names the process that uses the data directory. A lock whose process is
 * gone, or whose number now belongs to another process, is taken over.
 *
 * @throws EmbeddedPostgresError when another living process holds it
 */
export function lockDataDirectory(dataDir: string): DataDirectoryLock {
  const path = join(dataDir, 'tracker.lock');
  const holder = { pid: process.pid, identity: readProcess(process.pid)?.identity ?? '' };
  const text = `${JSON.stringify(holder)}\n`;
  // Each turn without success means that another process took or left the lock meanwhile.
  for (let turn = 0; turn < 20; turn += 1) {
    if (createFileOnce(path, text)) return { release: () => releaseLock(path, text) };
    const found = readLock(path);
    if (found === null) continue;
    const pid = livingHolder(found);
    if (pid !== null) {
      throw new EmbeddedPostgresError(
        `Another tracker (process ${pid}) is using ${dataDir}; stop it first, or set DATA_DIR to another directory.`,
      );
    }
    removeStaleLock(path, found);
  }
  throw new EmbeddedPostgresError(
    `The file ${path} keeps changing; start only one tracker on one data directory.`,
  );
}

/** Process number of the tracker that uses a data directory, or null when none does. */
export function readLockHolder(dataDir: string): number | null {
  const text = readLock(join(dataDir, 'tracker.lock'));
  return text === null ? null : livingHolder(text);
}

function readLock(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (isFileError(error, 'ENOENT')) return null;
    throw error;
  }
}

function livingHolder(text: string): number | null {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return null;
  }
  const holder = holderSchema.safeParse(content);
  return holder.success && isSameProcess(holder.data.pid, holder.data.identity) ? holder.data.pid : null;
}

/**
 * Two processes may find the same stale lock. Moving it aside first lets the slower of the two see that what it
 * moved is no longer what it judged, but the other's new lock, and put that back.
 */
function removeStaleLock(path: string, judged: string): void {
  const aside = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    renameSync(path, aside);
    if (readFileSync(aside, 'utf8') !== judged) linkSync(aside, path);
  } catch (error) {
    if (!isFileError(error, 'ENOENT', 'EEXIST')) throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

function releaseLock(path: string, text: string): void {
  if (readLock(path) === text) rmSync(path, { force: true });
}
