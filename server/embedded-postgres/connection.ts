import { openSql } from '#db/sql.ts';
import { DatabaseError } from '#db/database-error.ts';
import { EmbeddedPostgresError } from '#server/embedded-postgres/embedded-postgres-error.ts';

/** The tracker's own database on the embedded server. */
export const embeddedDatabaseName = 'bohol';

/** Address of the superuser's connection to the database `postgres`. The password is hexadecimal. */
export function buildAdminUrl(password: string, port: number): string {
  return `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
}

/**
 * Asks one question over a new connection: proof that what listens on this port is the cluster whose password
 * we hold (the proof goes both ways: SCRAM shows the server's knowledge of it too).
 *
 * @throws EmbeddedPostgresError when there is no answer
 */
export async function requireAnswer(adminUrl: string, passwordFile: string): Promise<void> {
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
