import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { readRows, type RowOf } from '#db/rows.ts';
import type { Statements } from '#db/sql.ts';
import { quoteName } from '#db/statement.ts';
import { derivedTables, schemas } from './backup-format.ts';

const tableShape = {
  /** As in tracker.round. */
  name: z.string(),
  /** In the order of the table. Columns that the database works out are not among them. */
  columns: z.array(z.string()),
  /** Names of other tables that this one refers to. */
  refersTo: z.array(z.string()),
};
export type CopiedTable = RowOf<typeof tableShape>;

/** Every table that a copy holds; tables that others refer to come before those. */
export async function listTables(owner: Statements): Promise<CopiedTable[]> {
  const tables = await readRows(
    owner,
    tableShape,
    sql`select n.nspname || '.' || c.relname as name,
      array(select a.attname::text from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
        order by a.attnum) as columns,
      array(select distinct m.nspname || '.' || d.relname from pg_constraint f
        join pg_class d on d.oid = f.confrelid join pg_namespace m on m.oid = d.relnamespace
        where f.contype = 'f' and f.conrelid = c.oid and f.confrelid <> c.oid) as "refersTo"
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname = any (${sql.param([...schemas])}::text[])
    order by 1`,
  );
  return orderTables(tables.filter(({ name }) => !derivedTables.includes(name)));
}

function orderTables(tables: readonly CopiedTable[]): CopiedTable[] {
  const ordered: CopiedTable[] = [];
  const done = new Set<string>();
  let waiting = [...tables];
  while (waiting.length > 0) {
    const ready = waiting.filter(({ refersTo }) => refersTo.every((name) => done.has(name)));
    if (ready.length === 0) {
      throw new Error(`These tables refer to each other: ${waiting.map(({ name }) => name).join(', ')}.`);
    }
    for (const table of ready) done.add(table.name);
    ordered.push(...ready);
    waiting = waiting.filter(({ name }) => !done.has(name));
  }
  return ordered;
}

/** "schema.table" as it stands in a statement. */
export const quoteTable = (name: string): string => name.split('.').map(quoteName).join('.');
