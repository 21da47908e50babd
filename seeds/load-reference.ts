import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Sql } from '#db/client.ts';
import { readRows } from '#db/rows.ts';
import { Part, quoteName } from '#db/statement.ts';
import { type CsvRow, readCsv } from './read-csv.ts';
import { ensureSeedTable, type OwnerSql } from './seed-marker.ts';

type Type = 'text' | 'integer' | 'boolean' | 'date';

/** A column of a table, its type, and what fills it: a column of the file (the same name) or an expression over `g`. */
type Column = readonly [name: string, type?: Type, value?: string];

type ReferenceTable = {
  table: string;
  /** What identifies a row. */
  key: readonly Column[];
  columns: readonly Column[];
  /** Where rows have a place: new ones come after those that are there, or where the file says. */
  place?: 'after' | 'said';
  /** What a new row must not repeat, where it is not every unique column: a constraint that is deferred cannot be asked. */
  unique?: string;
};

type ReferenceFile = {
  file: string;
  /** The columns of the file that identify a line. */
  key: readonly string[];
  tables: readonly ReferenceTable[];
};

const state = (column: string) => `(select id from tracker.member_state where iso2 = g.${column})`;

/** In the order in which one list may refer to another. An empty cell is no value, but for texts that may be empty. */
const files: readonly ReferenceFile[] = [
  {
    file: 'states.csv',
    key: ['iso2'],
    tables: [
      {
        table: 'member_state',
        key: [['iso2']],
        unique: 'iso2',
        columns: [
          ['iso3'],
          ['m49'],
          ['name'],
          ['actip_status'],
          ['time_zone'],
          ['tile_row', 'integer'],
          ['tile_column', 'integer'],
        ],
      },
      {
        table: 'membership',
        key: [
          ['state_id', 'integer', state('iso2')],
          ['joined_on', 'date'],
        ],
        columns: [['left_on', 'date']],
      },
    ],
  },
  {
    file: 'bodies.csv',
    key: ['acronym'],
    tables: [
      { table: 'sectoral_body', key: [['acronym']], columns: [['name'], ['pillar']] },
      {
        table: 'mandate',
        key: [
          ['body_id', 'integer', '(select id from tracker.sectoral_body where acronym = g.acronym)'],
          ['starts_on', 'date'],
        ],
        columns: [],
      },
    ],
  },
  {
    file: 'agencies.csv',
    key: ['state', 'acronym', 'from_on'],
    tables: [
      {
        table: 'agency',
        key: [['state_id', 'integer', state('state')], ['acronym'], ['from_on', 'date']],
        columns: [['name'], ['is_clearing_authority', 'boolean'], ['to_on', 'date']],
      },
    ],
  },
  {
    file: 'partners.csv',
    key: ['slug'],
    tables: [{ table: 'partner', key: [['slug']], columns: [['name'], ['kind'], ['url']] }],
  },
  {
    file: 'actip-articles.csv',
    key: ['code'],
    tables: [{ table: 'actip_article', key: [['code']], columns: [['title'], ['chapter']], place: 'after' }],
  },
  { file: 'tags.csv', key: ['code'], tables: [{ table: 'tag', key: [['code']], columns: [['name']] }] },
  {
    file: 'lenses.csv',
    key: ['code'],
    tables: [
      {
        table: 'lens',
        key: [['code']],
        columns: [
          ['title'],
          ['description'],
          ['menu_label', 'text', "coalesce(g.menu_label, '')"],
          ['situation', 'text', "coalesce(g.situation, '')"],
        ],
      },
    ],
  },
  {
    file: 'lens-drivers.csv',
    key: ['lens', 'tag'],
    tables: [
      {
        table: 'lens_driver',
        key: [
          ['lens_code', 'text', 'g.lens'],
          ['tag_code', 'text', 'g.tag'],
        ],
        columns: [['text']],
        place: 'after',
      },
    ],
  },
  {
    file: 'activity-statuses.csv',
    key: ['code'],
    tables: [
      {
        table: 'activity_status',
        key: [['code']],
        columns: [
          ['label'],
          ['mark'],
          ['iati_code'],
          ['is_late', 'boolean'],
          ['is_done', 'boolean'],
          ['is_on_track', 'boolean'],
        ],
        place: 'after',
      },
    ],
  },
  {
    file: 'library-kinds.csv',
    key: ['code'],
    tables: [
      {
        table: 'library_kind',
        key: [['code']],
        columns: [['label'], ['is_cooperation', 'boolean']],
        place: 'after',
      },
    ],
  },
  {
    file: 'dimensions.csv',
    key: ['code'],
    tables: [{ table: 'dimension', key: [['code']], columns: [['name']] }],
  },
  {
    file: 'categories.csv',
    key: ['dimension', 'code'],
    tables: [
      {
        table: 'category',
        key: [['dimension_code', 'text', 'g.dimension'], ['code']],
        columns: [['name']],
        place: 'said',
      },
    ],
  },
  {
    file: 'choice-lists.csv',
    key: ['list', 'code'],
    tables: [
      {
        table: 'choice',
        key: [['list_code', 'text', 'g.list'], ['code']],
        columns: [['label'], ['counts', 'boolean']],
        place: 'said',
      },
    ],
  },
  {
    file: 'translations.csv',
    key: ['language', 'list', 'code'],
    tables: [{ table: 'translation', key: [['language'], ['list'], ['code']], columns: [['label']] }],
  },
];

/**
 * Loads the lists under seeds/reference as the owner of the database.
 *
 * Safe to repeat on a live database, whose lists people edit at the desk: a line that no load has seen adds its row
 * unless the row is there, and a line that has changed since the last load is written only where the row still reads
 * as the line did. Nothing is deleted, moved or taken up again. Returns how many lines were new or had changed.
 */
export async function loadReference(ownerSql: Sql): Promise<{ written: number }> {
  const given = await Promise.all(files.map(({ file }) => readCsv(`reference/${file}`)));
  return ownerSql.begin(async (tx) => {
    await ensureSeedTable(tx);
    await tx`insert into ops.seed (name) values ('reference') on conflict (name) do nothing`;
    const [marker] = await readRows(
      tx,
      { content: z.record(z.string(), z.array(z.record(z.string(), z.string()))).nullable() },
      sql`select content from ops.seed where name = 'reference' for update`,
    );
    let written = 0;
    const seen: Record<string, CsvRow[]> = {};
    for (const [index, list] of files.entries()) {
      const rows = given[index] ?? [];
      const keyOf = (row: CsvRow) => JSON.stringify(list.key.map((column) => row[column] ?? ''));
      const before = new Map((marker?.content?.[list.file] ?? []).map((row) => [keyOf(row), row]));
      const added = rows.filter((row) => !before.has(keyOf(row)));
      const changed = rows.flatMap((now) => {
        const old = before.get(keyOf(now));
        return old && asText(old) !== asText(now) ? [{ old, now }] : [];
      });
      for (const table of list.tables) {
        if (added.length > 0) await addRows(tx, table, added);
        if (changed.length > 0) await changeRows(tx, table, changed);
      }
      written += added.length + changed.length;
      // A line that was taken out of the file stays known, so that it is not new when it comes again.
      const own = new Set(rows.map(keyOf));
      seen[list.file] = [...rows, ...[...before].flatMap(([key, row]) => (own.has(key) ? [] : [row]))];
    }
    if (written === 0) return { written };
    await tx`
      insert into tracker.reporter (code, kind, state_id, body_id)
      select iso2, 'state', id, null from tracker.member_state
      union all
      select acronym, 'body', null, id from tracker.sectoral_body
      order by 2 desc, 1
      on conflict (code) do nothing`;
    await tx`
      update ops.seed set content = ${JSON.stringify(seen)}::text::jsonb, done_at = now()
      where name = 'reference'`;
    return { written };
  });
}

/** The same for equal rows, whatever the order in which jsonb gives the columns back; a place is not compared. */
const asText = (row: CsvRow): string =>
  JSON.stringify(
    Object.entries(row)
      .filter(([column]) => column !== 'position')
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

const raw = (text: string) => new Part([text], []);
const nameOf = ([name]: Column) => quoteName(name);
const valueOf = ([name, , value]: Column) => value ?? `g.${quoteName(name)}`;

/** Lines as rows of a statement, named `g`: the columns of the file, each with its type. */
function recordset(table: ReferenceTable, rows: readonly CsvRow[]): { json: string; shape: Part } {
  const typed = new Map(
    [...table.key, ...table.columns].flatMap(([name, type, value]) =>
      value ? [] : [[name, type ?? 'text']],
    ),
  );
  const columns = [...new Set(rows.flatMap(Object.keys))].map(
    (column) => `${quoteName(column)} ${typed.get(column) ?? 'text'}`,
  );
  const given = rows.map((row, at) => ({
    ...Object.fromEntries(Object.entries(row).map(([column, cell]) => [column, cell === '' ? null : cell])),
    line: at + 1,
  }));
  return { json: JSON.stringify(given), shape: raw(`g (${[...columns, 'line integer'].join(', ')})`) };
}

async function addRows(tx: OwnerSql, table: ReferenceTable, rows: readonly CsvRow[]): Promise<void> {
  const { json, shape } = recordset(table, rows);
  const all = [...table.key, ...table.columns];
  const name = `tracker.${table.table}`;
  const place =
    table.place === 'after'
      ? `(select coalesce(max(position), 0) from ${name}) + g.line`
      : table.place && 'g.position::integer';
  await tx`
    insert into ${raw(name)} (${raw([...all.map(nameOf), ...(place ? ['position'] : [])].join(', '))})
    select ${raw([...all.map(valueOf), ...(place ? [place] : [])].join(', '))}
    from json_to_recordset(${json}::text::json) as ${shape} order by g.line
    on conflict ${raw(table.unique ? `(${table.unique})` : '')} do nothing`;
}

/** Writes what a line says now where the row reads as the line did. */
async function changeRows(
  tx: OwnerSql,
  table: ReferenceTable,
  changed: readonly { old: CsvRow; now: CsvRow }[],
): Promise<void> {
  if (table.columns.length === 0) return;
  const side = (rows: readonly CsvRow[]) => {
    const { json, shape } = recordset(table, rows);
    const select = [...table.key, ...table.columns].map(
      (column) => `${valueOf(column)} as ${nameOf(column)}`,
    );
    return { json, select: raw(`${select.join(', ')}, g.line`), shape };
  };
  const old = side(changed.map((row) => row.old));
  const now = side(changed.map((row) => row.now));
  const columnsOf = (from: string) =>
    raw(table.columns.map((column) => `${from}.${nameOf(column)}`).join(', '));
  await tx`
    with old as (select ${old.select} from json_to_recordset(${old.json}::text::json) as ${old.shape}),
      now as (select ${now.select} from json_to_recordset(${now.json}::text::json) as ${now.shape})
    update ${raw(`tracker.${table.table}`)} t
    set (${raw(table.columns.map(nameOf).join(', '))}) = row(${columnsOf('now')})
    from old join now using (line)
    where ${raw(table.key.map((column) => `t.${nameOf(column)} = old.${nameOf(column)}`).join(' and '))}
      and (${columnsOf('t')}) is not distinct from (${columnsOf('old')})`;
}
