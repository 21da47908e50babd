import { z } from 'zod';
import { sql } from 'drizzle-orm';
import { readRows } from './rows.ts';
import type { Database } from './client.ts';

/** The database answers and takes no writes: it is a standby, or was made read-only when its disk ran full. */
export class ReadOnlyError extends Error {
  override readonly name = 'ReadOnlyError';
}

/**
 * Resolves when the database takes writes: it can lay a megabyte on its disk, and commits an entry of its journal that
 * names no table. Leaves nothing behind. A row that is written anew would not do: its page is on the disk already, and
 * so it can be written when there is no room left for anything else.
 *
 * @throws ReadOnlyError, or what the database says, such as 53100 for a full disk
 */
export async function probeWriting(database: Database): Promise<void> {
  await database.transaction(async (tx) => {
    // A sort that has so little memory goes through a file, which is gone with the transaction.
    await tx.execute(sql`set local work_mem = '64kB'`);
    const [state] = await readRows(
      tx,
      { readOnly: z.enum(['on', 'off']), lines: z.string() },
      sql`select current_setting('transaction_read_only') as "readOnly", (select count(*) from (
        select md5(n::text) || repeat('-', 224) as line from generate_series(1, 4000) n order by 1) sorted) as lines`,
    );
    if (state?.readOnly !== 'off') throw new ReadOnlyError('The database takes no writes.');
    await tx.execute(sql`select pg_logical_emit_message(true, 'bohol.readyz', ''::text)`);
  });
}
