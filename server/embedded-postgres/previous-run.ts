import {
  getClusterName,
  resetPostmasterFile,
  isPostmasterOf,
  type Postmaster,
  readPostmasterFile,
  stopPostmaster,
} from '#server/embedded-postgres/postmaster.ts';
import {
  isSameProcess,
  listProcesses,
  type ProcessEntry,
  readProcess,
  sendSignal,
  waitUntil,
  EmbeddedPostgresError,
} from '#server/embedded-postgres/processes.ts';
import { linkSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { createFileOnce, isFileError } from '#server/config/private-file.ts';

/** As long as a Postgres that an earlier run started may take to recover or to stop. */
const SETTLE_TIMEOUT = 10 * 60 * 1000;
const STOP_TIMEOUT = 15 * 1000;
const ORPHAN_TIMEOUT = 3 * 1000;

/** The Postgres that runs on a cluster and accepts connections, or null. Changes nothing. */
export function findRunningPostmaster(clusterDirectory: string): Postmaster | null {
  const live = readLivePostmaster(clusterDirectory);
  return live?.status === 'ready' && live.port !== null ? followPostmaster(live.pid, live.port) : null;
}

/**
 * Deals with what an earlier run may have left on a cluster, and returns its Postgres when that still serves.
 *
 * - A live Postgres that starts is waited for; one that stops is waited for and, past its time, ended.
 * - Workers of a Postgres that was killed are waited for and, past their time, killed: they can no longer
 *   commit anything for anybody, but keep the memory that a new Postgres must be alone with.
 * - A file that names a process which is not this cluster's Postgres is disarmed.
 *
 * Only for the holder of the lock of the data directory.
 */
export async function resolvePreviousRun(clusterDirectory: string): Promise<Postmaster | null> {
  const running = await waitForLivePostmaster(clusterDirectory);
  if (running !== null) return running;
  await endStrayPostmasters(clusterDirectory);
  await endOrphans(clusterDirectory);
  resetPostmasterFile(clusterDirectory);
  return null;
}

async function waitForLivePostmaster(clusterDirectory: string): Promise<Postmaster | null> {
  const first = readLivePostmaster(clusterDirectory);
  if (first === null) return null;
  const { isRunning } = followPostmaster(first.pid, first.port ?? 0);
  const isStarting = () => readLivePostmaster(clusterDirectory)?.status === 'starting';
  await waitUntil(() => !isRunning() || !isStarting(), SETTLE_TIMEOUT);
  const ready = findRunningPostmaster(clusterDirectory);
  if (ready !== null) return ready;
  const isGone = await waitUntil(() => !isRunning(), STOP_TIMEOUT);
  if (!isGone) await stopPostmaster({ pid: first.pid, isRunning });
  return null;
}

function readLivePostmaster(clusterDirectory: string) {
  const file = readPostmasterFile(clusterDirectory);
  if (file === null || file.pid === null) return null;
  const entry = readProcess(file.pid);
  if (entry === null || !isPostmasterOf(entry, clusterDirectory)) return null;
  return { pid: file.pid, port: file.port, status: file.status };
}

/** A server whose file somebody deleted still writes to the cluster, and nothing but its command line tells. */
async function endStrayPostmasters(clusterDirectory: string): Promise<void> {
  for (const { pid } of listProcesses().filter((entry) => isPostmasterOf(entry, clusterDirectory))) {
    await stopPostmaster(followPostmaster(pid, 0));
  }
}

async function endOrphans(clusterDirectory: string): Promise<void> {
  const title = `postgres: ${getClusterName(clusterDirectory)}: `;
  const findOrphans = () => listProcesses().filter((entry) => isOrphan(entry, title));
  if (await waitUntil(() => findOrphans().length === 0, ORPHAN_TIMEOUT, 50)) return;
  for (const { pid } of findOrphans()) sendSignal(pid, 'SIGKILL');
  await waitUntil(() => findOrphans().length === 0, ORPHAN_TIMEOUT, 50);
}

function isOrphan(entry: ProcessEntry, title: string): boolean {
  if (!entry.commandLine.startsWith(title)) return false;
  const parent = readProcess(entry.parentPid);
  return parent === null || !parent.commandLine.includes('/postgres -D ');
}

/** A Postgres that somebody else started, followed by its number and start time. */
function followPostmaster(pid: number, port: number): Postmaster {
  const identity = readProcess(pid)?.identity ?? '';
  return { pid, port, child: null, isRunning: () => isSameProcess(pid, identity) };
}

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
