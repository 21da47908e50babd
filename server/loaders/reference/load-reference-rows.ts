import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows } from '#db/rows.ts';
import { type ReferenceListName, referenceLists } from '#server/domain/reference/reference-lists.ts';
import type { ReferenceRow } from '#server/domain/reference/reference-row.rules.ts';
import { hashContent } from '#server/operation/hash-content.ts';
import { referenceTables, type StoredCell } from './reference-tables.ts';

const rowShape = {
  row: z.string(),
  cells: z.record(z.string(), z.string()),
  words: z.record(z.string(), z.record(z.string(), z.string())),
  ended: z.boolean(),
};

/** A cell as text, as an expression over `t`. */
function readCell({ column, type, of }: StoredCell): string {
  if (of) return `(select o.${of.column} from tracker.${of.table} o where o.id = t.${column})`;
  return type === 'boolean'
    ? `case when t.${column} then 'yes' else 'no' end`
    : `coalesce(t.${column}::text, '')`;
}

/** The rows of a list in order, each with its names in other languages. */
export function loadReferenceRows(tx: Transaction, list: ReferenceListName): Promise<ReferenceRow[]> {
  const { table, cells, row, code = row, order, days, ends } = referenceTables[list];
  const pairs = Object.entries(cells).map(([name, cell]) => `'${name}', ${readCell(cell)}`);
  if (days)
    pairs.push(`'from_on', coalesce(d.${days.from}::text, '')`, `'to_on', coalesce(d.${days.to}::text, '')`);
  const translated = referenceLists[list].fields.flatMap(({ name, translated: words }) =>
    words
      ? [
          `'${name}', coalesce((select json_object_agg(w.language, w.label) from tracker.translation w
      where w.list = '${words}' and w.code = ${code}), '{}')`,
        ]
      : [],
  );
  const latest = days
    ? `left join lateral (select * from tracker.${days.table} x where x.${days.owner} = t.id
        order by x.${days.from} desc limit 1) d on true`
    : '';
  // All of it is made of names of the lists above.
  return readRows(
    tx,
    rowShape,
    sql.raw(`select ${row} as row, json_build_object(${pairs.join(', ')}) as cells,
      json_build_object(${translated.join(', ')}) as words, ${ends ? 't.ended_on is not null' : 'false'} as ended
      from tracker.${table} t ${latest} order by ${order}`),
  ).then((rows) => [...rows]);
}

/** How a row reads, as a short text that a form sends back. */
export const getReferenceVersion = (row: ReferenceRow): string => hashContent(row).slice(0, 24);
