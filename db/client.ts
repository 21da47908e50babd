import { Pool } from './pool.ts';
import { Database } from './session.ts';

export type { Database } from './session.ts';
export type { Sql } from './sql.ts';

/** What only reads: a connection, or a transaction in which something has just been written. */
export type Reader = Pick<Database, 'select' | 'selectDistinct' | 'execute'>;

/** The four roles that the application connects as, and the owner that only migrations use. */
export type RoleName = 'bohol_app' | 'bohol_public' | 'bohol_auth' | 'bohol_jobs';

export type Connections = {
  /** Working data under row-level security. */
  readonly app: Database;
  /** The same for pages and files that are read: a save never waits for a connection that they hold. */
  readonly pages: Database;
  /** Schema `published`, read only. */
  readonly public: Database;
  /** Accounts and sessions. */
  readonly auth: Database;
  /** Mail that waits, and the queue of jobs. */
  readonly jobs: Database;
  close(): Promise<void>;
};

/**
 * Opens one pool. `max` is the number of connections; statements longer than `statementTimeoutMs` are ended
 * by the server.
 */
export function openDatabase(
  url: string,
  options: { max: number; statementTimeoutMs: number; name: string; readOnly?: boolean },
): Database {
  return new Database(new Pool(url, options));
}

/** The same server and database as `ownerUrl`, as another role. */
export function buildRoleUrl(ownerUrl: string, role: RoleName, password: string): string {
  const url = new URL(ownerUrl);
  url.username = role;
  url.password = password;
  return url.href;
}

/** Opens the pools of a running application. `passwordOf` is the function that set the roles' passwords. */
export function openConnections(ownerUrl: string, passwordOf: (role: RoleName) => string): Connections {
  const open = (role: RoleName, max: number, statementTimeoutMs: number) =>
    openDatabase(buildRoleUrl(ownerUrl, role, passwordOf(role)), {
      max,
      statementTimeoutMs,
      name: role,
      readOnly: role === 'bohol_public',
    });
  const app = open('bohol_app', 10, 30_000);
  const pages = open('bohol_app', 8, 30_000);
  const pub = open('bohol_public', 6, 10_000);
  const auth = open('bohol_auth', 4, 10_000);
  const jobs = open('bohol_jobs', 2, 30_000);
  return {
    app,
    pages,
    public: pub,
    auth,
    jobs,
    async close() {
      await Promise.all([app, pages, pub, auth, jobs].map((database) => database.$client.end()));
    },
  };
}
