import { existsSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseError } from '#db/database-error.ts';
import { openSql } from '#db/sql.ts';
import {
  ensureDataDirectory,
  buildDataDirectoryError,
  requireWritableDataDirectory,
} from '#server/config/data-directory.ts';
import { isFileError, readSecretFile } from '#server/config/private-file.ts';
import {
  getClusterDirectory,
  type Durability,
  ensureCluster,
  findClusterHome,
  recordClusterHome,
} from '#server/embedded-postgres/cluster.ts';
import { EmbeddedPostgresError } from '#server/embedded-postgres/processes.ts';
import {
  type DataDirectoryLock,
  lockDataDirectory,
  readLockHolder,
  findRunningPostmaster,
  resolvePreviousRun,
} from '#server/embedded-postgres/previous-run.ts';
import { decidePlace } from '#server/embedded-postgres/place.ts';
import {
  startTrimmingLog,
  type Postmaster,
  startPostmaster,
  stopAtExit,
  stopPostmaster,
} from '#server/embedded-postgres/postmaster.ts';

/** Where Postgres keeps programs and data that cannot stay where the tracker lies. */
export const SYSTEM_DIRECTORY = '/var/lib/bohol-tracker';

export interface EmbeddedPostgresOptions {
  /** Data directory; made when it is missing. */
  readonly dataDir: string;
  readonly log: { info(message: string): void; warn(message: string): void };
  /** `off` for tests only: faster, and nothing survives a power cut. */
  readonly durability?: Durability;
  /** Used by root only, and only for what the database's account cannot reach elsewhere. */
  readonly systemDirectory?: string;
}

export interface EmbeddedPostgres {
  /** Connection of the superuser to the database `postgres`. */
  readonly adminUrl: string;
  readonly port: number;
  /** Number of the server process. */
  readonly pid: number;
  /** True when a Postgres that an earlier, killed run had started was still there and serves on. */
  readonly adopted: boolean;
  /** Stops Postgres, waits until it has ended, and gives the data directory free. Calls after the first join it. */
  readonly stop: () => Promise<void>;
  /** Calls back with one sentence when Postgres ends without stop(). Then stop() still is to be called. */
  readonly onUnexpectedExit: (callback: (reason: string) => void) => void;
}

/**
 * Starts the embedded Postgres of a data directory, or takes over the one that a killed run left behind. When
 * it resolves, Postgres has answered a query.
 *
 * It listens on 127.0.0.1 only, on the port of last time when that is free. It runs in a process group of its
 * own and ends by stop(), or when this process exits in any way that Node can notice; after a `kill -9` of
 * this process it stays, and the next start adopts it.
 *
 * @throws EmbeddedPostgresError or, where nothing can be kept in the data directory, ConfigError: a sentence for a person
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const started = performance.now();
  const dataDir = ensureDataDirectory(options.dataDir);
  requireWritableDataDirectory(dataDir);
  try {
    const lock = lockDataDirectory(dataDir);
    try {
      const { postmaster, adminUrl } = await openPostgres(dataDir, options);
      const how = postmaster.child === null ? 'taken over' : 'started';
      const time = Math.round(performance.now() - started);
      options.log.info(`Postgres ${how} on port ${postmaster.port} after ${time} ms.`);
      return buildHandle(postmaster, adminUrl, lock, startTrimmingLog(join(dataDir, 'postgres.log')));
    } catch (error) {
      lock.release();
      throw error;
    }
  } catch (error) {
    const code = readDiskFault(error);
    if (code !== null) throw buildDataDirectoryError(dataDir, code);
    if (!isFileError(error, 'EACCES', 'EPERM')) throw error;
    throw new EmbeddedPostgresError(
      `This account may not use ${error.path ?? dataDir}; start the tracker as the account that owns ${dataDir}, ` +
        'or set DATA_DIR to another directory.',
      { cause: error },
    );
  }
}

/** The code of a disk that is full or read-only, whether we met it or a program of Postgres complained about it. */
function readDiskFault(error: unknown): string | null {
  if (isFileError(error, 'ENOSPC', 'EDQUOT', 'EROFS', 'ENOTDIR', 'EIO')) return error.code ?? null;
  if (!(error instanceof EmbeddedPostgresError)) return null;
  if (error.message.includes('No space left on device')) return 'ENOSPC';
  if (error.message.includes('Disk quota exceeded')) return 'EDQUOT';
  return error.message.includes('Read-only file system') ? 'EROFS' : null;
}

async function openPostgres(
  dataDir: string,
  { log, durability = 'on', systemDirectory }: EmbeddedPostgresOptions,
) {
  const place = await decidePlace(dataDir, systemDirectory ?? SYSTEM_DIRECTORY);
  const cluster = await ensureCluster(dataDir, place, durability);
  recordClusterHome(dataDir, place.home);
  if (cluster.isNew) log.info(`A new database was made in ${cluster.directory}.`);

  const slow = setTimeout(
    () => log.info('Postgres is still starting; after a crash it replays its journal.'),
    3000,
  );
  const portFile = join(dataDir, 'postgres-port');
  let postmaster: Postmaster | null = null;
  try {
    postmaster = await resolvePreviousRun(cluster.directory);
    postmaster ??= await startPostmaster({
      place,
      clusterDirectory: cluster.directory,
      logFile: join(dataDir, 'postgres.log'),
      wantedPort: readPort(portFile),
      durability,
    });
    const adminUrl = buildAdminUrl(cluster.password, postmaster.port);
    await requireAnswer(adminUrl, join(dataDir, 'postgres-password'));
    writeFileSync(portFile, `${postmaster.port}\n`, { mode: 0o600 });
    return { postmaster, adminUrl };
  } catch (error) {
    if (postmaster !== null && postmaster.child !== null) await stopPostmaster(postmaster);
    throw error;
  } finally {
    clearTimeout(slow);
  }
}

function buildHandle(
  postmaster: Postmaster,
  adminUrl: string,
  lock: DataDirectoryLock,
  stopTrimming: () => void,
): EmbeddedPostgres {
  const { pid, port, child } = postmaster;
  const callbacks: ((reason: string) => void)[] = [];
  let stopping: Promise<void> | null = null;
  let ended: string | null = null;

  const noteEnd = (reason: string) => {
    if (stopping !== null || ended !== null) return;
    ended = reason;
    for (const callback of callbacks) callback(reason);
  };
  const stopWatching = watchForExit(postmaster, noteEnd);
  const callOffExit = stopAtExit(postmaster);

  const stopOnce = async () => {
    stopWatching();
    try {
      await stopPostmaster(postmaster);
    } finally {
      callOffExit();
      stopTrimming();
      lock.release();
    }
  };
  return {
    adminUrl,
    port,
    pid,
    adopted: child === null,
    stop: () => (stopping ??= stopOnce()),
    onUnexpectedExit(callback) {
      callbacks.push(callback);
      if (ended !== null) callback(ended);
    },
  };
}

/** Reports the end of a Postgres; of one that is not our child it can only be seen by looking. */
function watchForExit(postmaster: Postmaster, report: (reason: string) => void): () => void {
  const { pid, child } = postmaster;
  if (child !== null) {
    const onExit = (code: number | null, signal: string | null) =>
      report(`Postgres (process ${pid}) ended unexpectedly, with ${signal ?? `code ${code}`}.`);
    child.once('exit', onExit);
    return () => child.removeListener('exit', onExit);
  }
  const timer = setInterval(() => {
    if (postmaster.isRunning()) return;
    clearInterval(timer);
    report(`Postgres (process ${pid}) ended unexpectedly.`);
  }, 1000).unref();
  return () => clearInterval(timer);
}

function readPort(file: string): number | null {
  try {
    const port = Number(readFileSync(file, 'utf8'));
    return Number.isInteger(port) && port > 0 && port <= 65_535 ? port : null;
  } catch {
    return null;
  }
}

/**
 * Finds the embedded Postgres of a data directory while the tracker runs on it, for a second process (such as
 * an administrator's command) that wants to use the database beside it. Starts and changes nothing.
 *
 * @returns the superuser's address, or null when no tracker is running there; then startEmbeddedPostgres is
 * the way in.
 * @throws EmbeddedPostgresError when Postgres runs but does not answer
 */
export async function findRunningEmbeddedPostgres(dataDir: string): Promise<{ adminUrl: string } | null> {
  if (!existsSync(dataDir)) return null;
  const directory = realpathSync(dataDir);
  if (readLockHolder(directory) === null) return null;
  const home = findClusterHome(directory);
  const postmaster = home === null ? null : findRunningPostmaster(getClusterDirectory(home));
  const passwordFile = join(directory, 'postgres-password');
  const password = readSecretFile(passwordFile);
  if (postmaster === null || password === null) return null;
  const adminUrl = buildAdminUrl(password, postmaster.port);
  await requireAnswer(adminUrl, passwordFile);
  return { adminUrl };
}

/** The tracker's own database on the embedded server. */
export const embeddedDatabaseName = 'bohol';

/** Address of the superuser's connection to the database `postgres`. The password is hexadecimal. */
function buildAdminUrl(password: string, port: number): string {
  return `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
}

/**
 * Asks one question over a new connection: proof that what listens on this port is the cluster whose password
 * we hold (the proof goes both ways: SCRAM shows the server's knowledge of it too).
 *
 * @throws EmbeddedPostgresError when there is no answer
 */
async function requireAnswer(adminUrl: string, passwordFile: string): Promise<void> {
  const sql = openSql(adminUrl);
  try {
    await sql`select 1`;
  } catch (error) {
    if (error instanceof DatabaseError && error.code === '28P01') {
      throw new EmbeddedPostgresError(
        `The database does not accept the password in ${passwordFile}; bring back the file that belongs to it.`,
        { cause: error },
      );
    }
    const reason = error instanceof Error ? error.message : String(error);
    throw new EmbeddedPostgresError(`The embedded Postgres runs but does not answer: ${reason}`, {
      cause: error,
    });
  } finally {
    await sql.end();
  }
}
