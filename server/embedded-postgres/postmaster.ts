import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, constants, copyFileSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { statSync, truncateSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { isFileError } from '#server/config/private-file.ts';
import type { Durability, Place } from '#server/embedded-postgres/cluster.ts';
import {
  EmbeddedPostgresError,
  getAccountOptions,
  CLEAN_ENVIRONMENT,
  type ProcessEntry,
  sendSignal,
  waitUntil,
} from '#server/embedded-postgres/processes.ts';

/** A Postgres server that accepts connections. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly isRunning: () => boolean;
  /** The process when it is our child; null when an earlier run started it. */
  readonly child: ChildProcess | null;
}

export interface StartOptions {
  readonly place: Place;
  readonly clusterDirectory: string;
  readonly logFile: string;
  readonly wantedPort: number | null;
  readonly durability: Durability;
}

/** Replay after a crash of a small database takes seconds; this only bounds a start that hangs. */
const START_TIMEOUT = 10 * 60 * 1000;
const PORT_ATTEMPTS = 5;
const SHARED_MEMORY_TIMEOUT = 30 * 1000;

/** Shown in the titles of the worker processes, by which they can be told from those of another cluster. */
export function getClusterName(clusterDirectory: string): string {
  return `bohol-${createHash('sha256').update(clusterDirectory).digest('hex').slice(0, 8)}`;
}

/**
 * Starts Postgres on a cluster and waits until it accepts connections; after a crash that includes recovery.
 *
 * @throws EmbeddedPostgresError with what Postgres complained about
 */
export async function startPostmaster(options: StartOptions): Promise<Postmaster> {
  let wanted = options.wantedPort;
  const patience = performance.now() + SHARED_MEMORY_TIMEOUT;
  for (let attempt = 1; ; ) {
    const port = await findFreePort(wanted);
    const logSize = measureLog(options.logFile);
    const postmaster = spawnPostmaster(options, port);
    if (await waitUntilReady(postmaster, options.clusterDirectory)) return postmaster;

    const complaint = readLogSince(options.logFile, logSize);
    if (/could not (bind|create any TCP)/.test(complaint) && attempt < PORT_ATTEMPTS) {
      // Somebody took the port between our look and the start.
      attempt += 1;
      wanted = null;
    } else if (/pre-existing shared memory block/.test(complaint) && performance.now() < patience) {
      // Workers of a crashed Postgres are still ending.
      await waitUntil(() => false, 200);
    } else {
      throw new EmbeddedPostgresError(
        `The embedded Postgres did not start: ${lastComplaint(complaint)} More may stand in ${options.logFile}.`,
      );
    }
  }
}

/**
 * Ends a Postgres in order: asks for a fast shutdown (sessions end, everything is written), then for an
 * immediate one, which the next start recovers from, and in the end does not ask.
 */
export async function stopPostmaster(postmaster: Pick<Postmaster, 'pid' | 'isRunning'>): Promise<void> {
  const steps: [NodeJS.Signals, number][] = [
    ['SIGINT', 10_000],
    ['SIGQUIT', 10_000],
    ['SIGKILL', 10_000],
  ];
  for (const [signal, timeout] of steps) {
    if (!postmaster.isRunning()) return;
    sendSignal(postmaster.pid, signal);
    if (await waitUntil(() => !postmaster.isRunning(), timeout)) return;
  }
  throw new EmbeddedPostgresError(`The embedded Postgres (process ${postmaster.pid}) cannot be stopped.`);
}

/**
 * The last resort when stopPostmaster is not reached: asks for a fast shutdown while this process exits, when a
 * signal is all that can be sent. Returns how to call it off.
 */
export function stopAtExit({ pid, isRunning }: Pick<Postmaster, 'pid' | 'isRunning'>): () => void {
  const onExit = () => {
    if (isRunning()) sendSignal(pid, 'SIGINT');
  };
  process.once('exit', onExit);
  return () => process.removeListener('exit', onExit);
}

function spawnPostmaster(options: StartOptions, port: number): Postmaster {
  const { place, clusterDirectory, logFile } = options;
  const settings = Object.entries(settingsOf(options, port)).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
  const log = openLog(logFile);
  try {
    const child = spawn(place.binaries.postgres, ['-D', clusterDirectory, ...settings], {
      ...getAccountOptions(place.account),
      cwd: '/',
      env: CLEAN_ENVIRONMENT,
      // A process group of its own: Ctrl-C reaches the tracker, which stops Postgres when it has finished.
      detached: true,
      stdio: ['ignore', log, log],
    });
    // Without a listener a failure to run would be thrown; it shows as a child without a number.
    child.on('error', () => {});
    child.unref();
    const isRunning = () => child.pid !== undefined && child.exitCode === null && child.signalCode === null;
    const postmaster = { pid: child.pid ?? 0, port, child, isRunning };
    child.once('exit', stopAtExit(postmaster));
    return postmaster;
  } finally {
    closeSync(log);
  }
}

async function waitUntilReady(postmaster: Postmaster, clusterDirectory: string): Promise<boolean> {
  const isReady = () => {
    const file = readPostmasterFile(clusterDirectory);
    return file?.pid === postmaster.pid && file.status === 'ready';
  };
  const isOver = await waitUntil(() => !postmaster.isRunning() || isReady(), START_TIMEOUT);
  if (!isOver) await stopPostmaster(postmaster);
  return postmaster.isRunning();
}

function lastComplaint(log: string): string {
  const lines = log.split('\n').filter((line) => line.trim() !== '');
  const line =
    lines.findLast((text) => /\b(FATAL|PANIC):/.test(text)) ?? lines.at(-1) ?? 'it gave no reason.';
  return `${line.replace(/^.*?\b(FATAL|PANIC):\s+/, '').replace(/\.$/, '')}.`;
}

/**
 * Settings of a small server. They are given on the command line, so that they are those of this version of the
 * tracker whatever the cluster was made with.
 */
function settingsOf({ clusterDirectory, durability }: StartOptions, port: number): Record<string, string> {
  const durable: Record<string, string> = { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' };
  const forTests = {
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    max_connections: '200',
  };
  return {
    listen_addresses: '127.0.0.1',
    port: String(port),
    // Reached over TCP only: the path of a socket may be at most 107 bytes long, and a clone can lie deeper.
    unix_socket_directories: '',
    cluster_name: getClusterName(clusterDirectory),
    max_connections: '60',
    shared_buffers: '128MB',
    max_wal_size: '512MB',
    // The data fit in memory: separate processes for reading would only take some.
    io_method: 'sync',
    jit: 'off',
    max_logical_replication_workers: '0',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_destination: 'stderr',
    logging_collector: 'off',
    log_checkpoints: 'off',
    log_line_prefix: '%m [%p] ',
    // Neither values (which stand in the detail of an error) nor statements (which may hold a password).
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
    ...(durability === 'on' ? durable : forTests),
  };
}

/** A port of 127.0.0.1 that nobody listens on: the wanted one when it is free, else any. */
async function findFreePort(wanted: number | null): Promise<number> {
  return (wanted === null ? null : await tryPort(wanted)) ?? (await tryPort(0)) ?? 0;
}

function tryPort(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const { port: found } = server.address() as AddressInfo;
      server.close(() => resolve(found));
    });
  });
}

/** What a running Postgres says about itself in the file `postmaster.pid` of its cluster. */
interface PostmasterFile {
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
export function resetPostmasterFile(clusterDirectory: string): void {
  const lines = readLines(clusterDirectory);
  if (lines === null) return;
  const text = [String(process.pid), ...lines.slice(1)].join('\n');
  // The directory can belong to another account, and root must not be led by a link that it planted there.
  const descriptor = openSync(
    join(clusterDirectory, 'postmaster.pid'),
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

function readLines(clusterDirectory: string): string[] | null {
  try {
    return readFileSync(join(clusterDirectory, 'postmaster.pid'), 'utf8').split('\n');
  } catch (error) {
    if (isFileError(error, 'ENOENT')) return null;
    throw error;
  }
}

function readNumber(line: string | undefined): number | null {
  const number = Number.parseInt(line ?? '', 10);
  return Number.isSafeInteger(number) && number > 0 ? number : null;
}

/** Postgres writes little: warnings and errors. This is years of a healthy one, and hours of a sick one. */
const LARGEST_LOG = 4 * 1024 * 1024;
const CHECK_EVERY = 15 * 60 * 1000;

/** Opens a log for appending, private to the tracker's account. The descriptor is for a child process. */
function openLog(path: string): number {
  trimLog(path);
  return openSync(path, 'a', 0o600);
}

/** Size of a log in bytes; 0 when there is none. */
function measureLog(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** What was written to a log since it had a size, at most the last 64 kB of it. */
function readLogSince(path: string, size: number): string {
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
export function startTrimmingLog(path: string): () => void {
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
