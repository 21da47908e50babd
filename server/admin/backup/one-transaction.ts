import { openSql, type SqlTransaction } from '#db/sql.ts';
import { sessionSettings } from './backup-format.ts';

/**
 * Does a long piece of work in one transaction on a connection of its own. A failure, of a COPY too, closes the
 * connection, by which the server undoes everything.
 *
 * @param options.mode what follows `begin`, such as "read only"
 */
export async function inOneTransaction<T>(
  url: string,
  options: { name: string; mode: string },
  work: (tx: SqlTransaction) => Promise<T>,
): Promise<T> {
  const sql = openSql(url, { name: options.name, settings: sessionSettings });
  try {
    return await sql.begin({ mode: options.mode }, work);
  } finally {
    await sql.end(0);
  }
}
