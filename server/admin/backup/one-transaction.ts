import postgres from 'postgres';
import { sessionSettings } from './backup-format.ts';

/**
 * Does a long piece of work in one transaction on a connection of its own. A failure closes the connection, by which
 * the server undoes everything: after a COPY that was broken off nothing can be asked on it any more. A connection
 * that is lost is never opened again behind the back of the work, whose later statements would then stand alone.
 *
 * @param options.mode what follows `begin`, such as "read only"
 */
export async function inOneTransaction<T>(
  url: string,
  options: { name: string; mode: string },
  work: (sql: postgres.Sql) => Promise<T>,
): Promise<T> {
  const sql = postgres(url, {
    max: 1,
    max_lifetime: null,
    onnotice: () => {},
    onclose: () => void sql.end({ timeout: 0 }),
    connection: { ...sessionSettings, application_name: options.name },
  });
  try {
    await sql.unsafe(`begin ${options.mode}`);
    const result = await work(sql);
    const { command } = await sql.unsafe('commit');
    if (command !== 'COMMIT') throw new Error('The transaction was not kept.');
    return result;
  } finally {
    await sql.end({ timeout: 0 });
  }
}
