import { is } from 'drizzle-orm';
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as audit from '#db/schema/audit.ts';
import * as auth from '#db/schema/auth.ts';
import * as compilation from '#db/schema/compilation.ts';
import * as edition from '#db/schema/edition.ts';
import * as learning from '#db/schema/learning.ts';
import * as library from '#db/schema/library.ts';
import * as mail from '#db/schema/mail.ts';
import * as participants from '#db/schema/participants.ts';
import * as plan from '#db/schema/plan.ts';
import * as planDesk from '#db/schema/plan-desk.ts';
import * as published from '#db/schema/published.ts';
import * as publishing from '#db/schema/publishing.ts';
import * as report from '#db/schema/report.ts';
import * as reportingCountry from '#db/schema/reporting-country.ts';
import * as review from '#db/schema/review.ts';
import * as submission from '#db/schema/submission.ts';
import { createWorld, type World } from '#tests/support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world?.close());

/** Tables that only SQL knows. */
const sqlOnly = [
  'tracker.submission_transition',
  'tracker.viewer_secret',
  'tracker.audit_pending',
  'tracker.audit_source',
];

const tables = [
  audit,
  auth,
  participants,
  plan,
  submission,
  compilation,
  planDesk,
  published,
  reportingCountry,
  mail,
  library,
  report,
  edition,
  publishing,
  review,
  learning,
]
  .flatMap((module) => Object.values(module))
  .filter((value) => is(value, PgTable))
  .map((table) => getTableConfig(table));

/** "tracker.round.code: text not null", as the definitions in db/schema say. */
function describeDefinitions(): string[] {
  return tables
    .flatMap(({ schema, name, columns }) =>
      columns.map((column) => {
        const type = column
          .getSQLType()
          .replace(/^numeric\((\d+), ?(\d+)\)/, 'numeric($1,$2)')
          .replace('timestamp with time zone', 'timestamptz')
          .replace(/ \(.*\)$/, '');
        return `${schema}.${name}.${column.name}: ${type}${column.notNull ? ' not null' : ''}`;
      }),
    )
    .sort();
}

async function describeDatabase(): Promise<string[]> {
  const rows = await world.owner<{ line: string; table: string }[]>`
    select n.nspname || '.' || c.relname as table,
      format('%s.%s.%s: %s%s', n.nspname, c.relname, a.attname,
        replace(format_type(a.atttypid, a.atttypmod), 'timestamp with time zone', 'timestamptz'),
        case when a.attnotnull then ' not null' else '' end) as line
    from pg_attribute a
    join pg_class c on c.oid = a.attrelid and c.relkind = 'r'
    join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('auth', 'tracker', 'published') and a.attnum > 0 and not a.attisdropped`;
  return rows
    .filter(({ table }) => !sqlOnly.includes(table))
    .map(({ line }) => line)
    .sort();
}

test('the definitions in db/schema say what the migrations made: names, types and what may be empty', async () => {
  expect(tables.length).toBeGreaterThan(50);
  expect(describeDefinitions()).toEqual(await describeDatabase());
});

test('lists of values in the definitions are the lists that the database checks', async () => {
  const rows = await world.owner<{ table: string; text: string }[]>`
    select n.nspname || '.' || c.relname as table, pg_get_constraintdef(k.oid) as text
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
    where k.contype = 'c' and n.nspname in ('tracker', 'published')`;
  // "CHECK ((state = ANY (ARRAY['planned'::text, 'open'::text])))" stands for the column "state".
  const lists = new Map<string, string[]>();
  for (const { table, text } of rows) {
    const found = /^CHECK \(\(\(?(\w+) = ANY \(\(?ARRAY\[(.*?)\](?:::text\[\])?\)?\)\)?\)\)$/.exec(text);
    if (!found) continue;
    const values = [...(found[2] ?? '').matchAll(/'([^']*)'/g)].map(([, value]) => value ?? '');
    lists.set(`${table}.${found[1]}`, values.sort());
  }
  const compared: string[] = [];
  for (const { schema, name, columns } of tables) {
    for (const column of columns) {
      const known = lists.get(`${schema}.${name}.${column.name}`);
      if (!known || !column.enumValues?.length) continue;
      compared.push(column.name);
      expect([`${schema}.${name}.${column.name}`, [...column.enumValues].sort()]).toEqual([
        `${schema}.${name}.${column.name}`,
        known,
      ]);
    }
  }
  expect(compared.length).toBeGreaterThan(8);
});
