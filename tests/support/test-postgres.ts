import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { openSql, type Sql } from '#db/sql.ts';
import { identifier } from '#db/statement.ts';
import { findClusterHome } from '#server/embedded-postgres/cluster.ts';
import { readLockHolder } from '#server/embedded-postgres/previous-run.ts';
import { listProcesses, sendSignal } from '#server/embedded-postgres/processes.ts';
import { startEmbeddedPostgres } from '#server/embedded-postgres/start.ts';
import { findTemporaryDirectory } from './temporary-directory.ts';

const PREFIX = 'bohol-tracker-test-';

export interface TestPostgres {
  /** Connection of the superuser to the database `postgres`. */
  readonly adminUrl: string;
  /** A data directory with the same cluster, as it was prepared and stopped, if it was: see `copyCluster`. */
  readonly cluster: string;
  /** Stops Postgres and removes all that it kept; before that it copies its cluster to a data directory, where one is named. */
  readonly stop: (copyTo?: string) => Promise<void>;
}

export interface TestDatabase {
  readonly name: string;
  /** Connection of the superuser to this database. */
  readonly url: string;
  /** Removes the database; sessions that are still open are ended. */
  readonly drop: () => Promise<void>;
}

/**
 * Starts the Postgres of one run of the tests, in a directory of its own below the one for temporary
 * files. What earlier runs left there because they were killed is stopped and removed.
 *
 * It is the embedded Postgres with its ordinary settings, except that nothing is made to survive a power cut
 * and that 200 connections are allowed. What `prepare` makes in it is in the cluster for copies too. `copyOf` is a data
 * directory whose cluster it begins with, where there is one; nothing is prepared then.
 */
export async function startTestPostgres(
  prepare?: (adminUrl: string) => Promise<void>,
  copyOf?: string,
): Promise<TestPostgres> {
  const parent = realpathSync(findTemporaryDirectory());
  removeAbandoned(parent);
  const root = mkdtempSync(join(parent, PREFIX));
  // Open to the account of the database, which is another one when the tests run as root.
  chmodSync(root, 0o711);
  const dataDir = join(root, 'data');
  const cluster = join(root, 'cluster');
  const log = { info: () => {}, warn: (message: string) => console.warn(message) };
  const start = (directory: string) => startEmbeddedPostgres({ dataDir: directory, log, durability: 'off' });
  try {
    const isCopied = copyOf !== undefined && copyCluster(copyOf, dataDir);
    const isMade = prepare !== undefined && !isCopied;
    if (isMade) {
      const first = await start(cluster);
      try {
        // The kernel copies the files of a template: a tenth of the time that copying through Postgres takes.
        await runAsAdmin(first.adminUrl, (sql) => sql`alter system set file_copy_method = 'clone'`);
        await prepare(first.adminUrl);
      } finally {
        await first.stop();
      }
    }
    const used = isMade && !copyCluster(cluster, dataDir) ? cluster : dataDir;
    const server = await start(used);
    return {
      adminUrl: server.adminUrl,
      cluster,
      async stop(copyTo) {
        await server.stop();
        if (copyTo) copyCluster(used, copyTo);
        removeTestData(root);
      },
    };
  } catch (error) {
    removeTestData(root);
    throw error;
  }
}

/**
 * Makes a data directory whose database is a copy of another one's, which must be stopped: a start finds it there, and
 * need not make it. False where the database does not lie in its data directory: then nothing is copied, and a start
 * makes it.
 */
export function copyCluster(from: string, dataDir: string): boolean {
  mkdirSync(dataDir, { recursive: true, mode: 0o711 });
  const parts = ['postgres', 'postgres-password'].map((name) => join(from, name));
  // By a program that keeps the owner: the database's account is another one when the tests run as root.
  if (!parts.every((part) => existsSync(part))) return false;
  execFileSync('cp', ['-pR', ...parts, dataDir]);
  return true;
}

/**
 * Makes a database, as a copy of another one when a template is named; nobody may be connected to that one
 * meanwhile. Without a template it is empty.
 */
export async function createTestDatabase(
  adminUrl: string,
  { template, name = `test_${randomBytes(8).toString('hex')}` }: { template?: string; name?: string } = {},
): Promise<TestDatabase> {
  // Copying files beats writing them through the journal here, since with durability off nothing is flushed.
  await runAsAdmin(adminUrl, (sql) =>
    template === undefined
      ? sql`create database ${identifier(name)} template template0`
      : sql`create database ${identifier(name)} template ${identifier(template)} strategy file_copy`,
  );
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return {
    name,
    url: url.href,
    async drop() {
      await runAsAdmin(adminUrl, (sql) => sql`drop database if exists ${identifier(name)} with (force)`);
    },
  };
}

async function runAsAdmin(adminUrl: string, run: (sql: Sql) => Promise<unknown>): Promise<void> {
  const sql = openSql(adminUrl);
  try {
    await run(sql);
  } finally {
    await sql.end();
  }
}

/** Removes directories of killed runs of this account, with the Postgres that each of them left behind. */
function removeAbandoned(parent: string): void {
  for (const name of readdirSync(parent).filter((candidate) => candidate.startsWith(PREFIX))) {
    const root = join(parent, name);
    const entry = statSync(root, { throwIfNoEntry: false });
    if (entry === undefined || entry.uid !== process.getuid?.()) continue;
    const locked = ['data', 'cluster']
      .map((part) => join(root, part))
      .filter((dataDir) => existsSync(join(dataDir, 'tracker.lock')));
    // Without a lock a run is just beginning or just ending, unless that was long ago.
    const isAbandoned =
      locked.length > 0
        ? locked.every((dataDir) => readLockHolder(dataDir) === null)
        : Date.now() - entry.ctimeMs > 10 * 60_000;
    if (isAbandoned) removeTestData(root);
  }
}

function removeTestData(root: string): void {
  const homes = ['data', 'cluster'].map((name) => findHomeOf(join(root, name)) ?? root);
  const places = new Set([root, ...homes]);
  for (const place of places) {
    for (const { pid } of listProcesses().filter((entry) =>
      entry.commandLine.includes(`/postgres -D ${place}/`),
    )) {
      sendSignal(pid, 'SIGKILL');
    }
    rmSync(place, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  }
}

function findHomeOf(dataDir: string): string | null {
  try {
    return findClusterHome(dataDir);
  } catch {
    // What is recorded is gone already.
    return null;
  }
}
