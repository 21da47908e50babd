import { isFromBefore } from '#db/carry-over.ts';
import type { Sql } from '#db/client.ts';
import { listApplied, listMigrations, migrate } from '#db/migrate.ts';
import { buildDatabaseSecrets } from '#db/passwords.ts';
import { openSql, type Statements } from '#db/sql.ts';
import { type Config, loadConfig } from '#server/config/config.ts';
import { findClusterHome } from '#server/embedded-postgres/cluster.ts';
import {
  embeddedDatabaseName,
  findRunningEmbeddedPostgres,
  startEmbeddedPostgres,
} from '#server/embedded-postgres/start.ts';
import { AdminError } from './command.ts';

export type TrackerServer = {
  config: Config;
  /** The superuser's address on the embedded server; null with DATABASE_URL. */
  adminUrl: string | null;
  /** The owner's address of the tracker's database; on the embedded server it need not exist yet. */
  ownerUrl: string;
};

/**
 * Gives a command the server that the tracker uses: the one in DATABASE_URL, the embedded one of a tracker that
 * runs, or the embedded one started for the time of the command.
 *
 * @param options.mustExist refuse instead of making an embedded server that was never started
 */
export async function withTrackerServer<T>(
  options: { mustExist: boolean },
  work: (server: TrackerServer) => Promise<T>,
): Promise<T> {
  const config = loadConfig();
  if (config.databaseUrl !== null) {
    return work({ config, adminUrl: null, ownerUrl: config.databaseUrl });
  }
  const on = (adminUrl: string) =>
    work({ config, adminUrl, ownerUrl: buildDatabaseUrl(adminUrl, embeddedDatabaseName) });
  const running = await findRunningEmbeddedPostgres(config.dataDir);
  if (running) return on(running.adminUrl);
  if (options.mustExist && findClusterHome(config.dataDir) === null) throw describeNoDatabase(config);
  const warn = (message: string) => void process.stderr.write(`${message}\n`);
  const embedded = await startEmbeddedPostgres({ dataDir: config.dataDir, log: { info: () => {}, warn } });
  try {
    return await on(embedded.adminUrl);
  } finally {
    await embedded.stop();
  }
}

/**
 * Gives a command the owner's connection to the tracker's database.
 *
 * @param needs.make make and migrate a database that is missing or empty; else it must be a tracker's
 * @param needs.current refuse one that is not of this very version
 */
export function withTrackerDatabase<T>(
  needs: { make: boolean; current: boolean },
  work: (owner: Sql, server: TrackerServer) => Promise<T>,
): Promise<T> {
  return withTrackerServer({ mustExist: !needs.make }, async (server) => {
    const { config, adminUrl, ownerUrl } = server;
    if (adminUrl !== null && !(await hasDatabase(adminUrl, embeddedDatabaseName))) {
      if (!needs.make) throw describeNoDatabase(config);
      await withOwner(adminUrl, (admin) => admin.script(`create database ${embeddedDatabaseName}`));
    }
    return withOwner(ownerUrl, async (owner) => {
      const applied = await readMigrations(owner);
      if (applied.length === 0) {
        if (!needs.make) throw describeNoDatabase(config);
        // Never done to a database in use: it also sets the passwords of the runtime roles, and with another SECRET
        // than the running tracker's it would lock that one out.
        await migrate(ownerUrl, buildDatabaseSecrets(config.secret));
      } else if (needs.current) await refuseOtherVersion(applied);
      return work(owner, server);
    });
  });
}

/** One connection, closed in the end. It waits for as long as its statements take. */
export async function withOwner<T>(url: string, work: (owner: Sql) => Promise<T>): Promise<T> {
  const owner = openSql(url, { name: 'bohol_admin', statementTimeoutMs: 0 });
  try {
    return await work(owner);
  } finally {
    await owner.end();
  }
}

/** The same server, another database. */
export function buildDatabaseUrl(url: string, name: string): string {
  const named = new URL(url);
  named.pathname = `/${name}`;
  return named.href;
}

export function hasDatabase(adminUrl: string, name: string): Promise<boolean> {
  return withOwner(adminUrl, async (admin) => {
    const rows = await admin`select from pg_database where datname = ${name}`;
    return rows.length > 0;
  });
}

/** Whether a tracker is connected to this database now. */
export async function isTrackerConnected(owner: Statements): Promise<boolean> {
  const rows = await owner`
    select from pg_stat_activity where datname = current_database()
      and usename in ('bohol_app', 'bohol_public', 'bohol_auth', 'bohol_jobs') limit 1`;
  return rows.length > 0;
}

/** Names and fingerprints of the migrations that a database has, in order; none when it is empty. */
export async function readMigrations(owner: Statements): Promise<{ name: string; sha256: string }[]> {
  return (await hasTable(owner, 'ops.migration')) ? listApplied(owner) : [];
}

/** Whether there is a table of this name, with its schema. */
export async function hasTable(owner: Statements, name: string): Promise<boolean> {
  const rows = await owner`select where to_regclass(${name}) is not null`;
  return rows.length > 0;
}

async function refuseOtherVersion(applied: readonly { name: string; sha256: string }[]): Promise<void> {
  const names = (await listMigrations()).map(({ name }) => name);
  const isOlder = isFromBefore(applied);
  if (!isOlder && applied.some(({ name }) => !names.includes(name))) {
    throw new AdminError(
      'The database was made by a newer version of the tracker; use the command of that version.',
    );
  }
  if (isOlder || applied.length < names.length) {
    throw new AdminError(
      'The database is of an older version of the tracker; start this version, which brings it up to date.',
    );
  }
}

const describeNoDatabase = (config: Config) =>
  new AdminError(
    config.databaseUrl === null
      ? `There is no database in ${config.dataDir} yet. Start the tracker once, or set DATA_DIR to where it keeps its data.`
      : 'There is no tracker in the database at DATABASE_URL yet. Start the tracker once.',
  );
