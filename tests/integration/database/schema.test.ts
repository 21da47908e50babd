import { is, SQL } from 'drizzle-orm';
import {
  getTableConfig,
  getViewConfig,
  type PgColumn,
  PgDialect,
  PgTable,
  PgView,
} from 'drizzle-orm/pg-core';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorld, type World } from '#tests/support/world.ts';

const folder = join(import.meta.dirname, '../../../db/schema');
type Definition = { schema: string | undefined; name: string; columns: readonly PgColumn[]; keys: string[] };

let world: World;
let tables: Definition[];
let views: Definition[];
beforeAll(async () => {
  world = await createWorld();
  const files = await readdir(folder);
  const modules: object[] = await Promise.all(
    files.map((file) => import(join(folder, file)) as Promise<object>),
  );
  const defined: unknown[] = modules.flatMap((module) => Object.values(module) as unknown[]);
  tables = defined
    .filter((value) => is(value, PgTable))
    .map((table) => {
      const { schema, name, columns, primaryKeys } = getTableConfig(table);
      const keys = [
        ...columns.filter(({ primary }) => primary),
        ...primaryKeys.flatMap((key) => key.columns),
      ];
      return { schema, name, columns, keys: keys.map((column) => column.name) };
    });
  views = defined
    .filter((value) => is(value, PgView))
    .map((view) => {
      const { schema, name, selectedFields } = getViewConfig(view);
      return { schema, name, columns: Object.values(selectedFields) as PgColumn[], keys: [] };
    });
});
afterAll(() => world?.close());

const dialect = new PgDialect();

/** A default as the catalogue writes it, without casts: `'draft'`, `0`, `now()`. */
function describeDefault({ default: value, generated, generatedIdentity }: PgColumn): string {
  if (generatedIdentity) return ` identity ${generatedIdentity.type}`;
  const expression = generated?.as ?? value;
  if (expression === undefined) return '';
  const kind = generated ? 'generated' : 'default';
  if (is(expression, SQL)) return ` ${kind} ${dialect.sqlToQuery(expression).sql}`;
  if (typeof expression === 'object') return ` ${kind} '{}'`;
  return ` ${kind} ${typeof expression === 'string' ? `'${expression}'` : String(expression)}`;
}

const describeType = (column: PgColumn): string => column.getSQLType().replace(', ', ',');

/** "tracker.round.code: text not null", as the definitions in db/schema say; a line for every column and key. */
const describeDefinitions = (): string[] =>
  [
    ...tables.flatMap(({ schema, name, columns, keys }) => [
      ...columns.map(
        (column) =>
          `${schema}.${name}.${column.name}: ${describeType(column)}${column.notNull ? ' not null' : ''}${describeDefault(column)}`,
      ),
      ...(keys.length > 0 ? [`${schema}.${name}: key ${keys.join(', ')}`] : []),
    ]),
    // What the catalogue says of a column of a view is its type.
    ...views.flatMap(({ schema, name, columns }) =>
      columns.map((column) => `${schema}.${name}.${column.name}: ${describeType(column)}`),
    ),
  ].sort();

/** The same of the migrated database. */
async function describeDatabase(): Promise<string[]> {
  const columns = await world.owner<{ line: string }[]>`
    select format('%s.%s.%s: %s%s%s', n.nspname, c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
      case when a.attnotnull then ' not null' end,
      case when a.attidentity = 'a' then ' identity always' when a.attgenerated = 's' then ' generated '
        when d.oid is not null then ' default ' end
        || coalesce(regexp_replace(pg_get_expr(d.adbin, d.adrelid), '::("char"|[a-z]+(\\[])?)', '', 'g'), '')) as line
    from pg_attribute a
    join pg_class c on c.oid = a.attrelid and c.relkind in ('r', 'p', 'v', 'm', 'f')
    join pg_namespace n on n.oid = c.relnamespace
    left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    where n.nspname in ('auth', 'tracker', 'published') and a.attnum > 0 and not a.attisdropped`;
  const keys = await world.owner<{ line: string }[]>`
    select format('%s.%s: key %s', n.nspname, c.relname,
      string_agg(a.attname, ', ' order by array_position(k.conkey, a.attnum))) as line
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum = any(k.conkey)
    where k.contype = 'p' and n.nspname in ('auth', 'tracker', 'published') group by n.nspname, c.relname`;
  return [...columns, ...keys].map(({ line }) => line).sort();
}

test('the definitions say what the migrations made: tables, columns, types, nulls, defaults and keys', async () => {
  expect(tables.length).toBeGreaterThan(100);
  expect(describeDefinitions()).toEqual(await describeDatabase());
});

/**
 * Columns that are typed with a list and have no check: a foreign key leads to a column that has one, they are copied
 * from one when a round is compiled, or one use-case alone writes them.
 */
const withoutCheck = [
  'tracker.compiled_indicator_report.release',
  'tracker.compiled_submission.status',
  'tracker.compiled_value.state',
  'tracker.decision.from_status',
  'tracker.decision.to_status',
  'tracker.decision.transition',
  'tracker.indicator_report.measure',
  'tracker.indicator_value.measure',
  'tracker.submission_transition.from_status',
  'tracker.submission_transition.to_status',
];

test('every list of values that the database checks types its column, and no other list does', async () => {
  const checks = await world.owner<{ column: string; values: string[] }[]>`
    select format('%s.%s.%s', n.nspname, c.relname, a.attname) as column,
      array(select found[1] from regexp_matches(pg_get_constraintdef(k.oid), '''([^'']*)''', 'g') found
        order by 1) as values
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and k.conkey = array[a.attnum]
    where k.contype = 'c' and n.nspname in ('auth', 'tracker', 'published')
      and pg_get_constraintdef(k.oid) ~ '^CHECK [(]{2}\\w+ = ANY [(]ARRAY'`;
  const typed = tables.flatMap(({ schema, name, columns }) =>
    columns
      .filter(({ enumValues }) => enumValues && enumValues.length > 0)
      .map((column) => ({
        column: `${schema}.${name}.${column.name}`,
        values: [...(column.enumValues ?? [])].sort(),
      })),
  );
  const byName = (one: { column: string }, other: { column: string }) => (one.column < other.column ? -1 : 1);
  expect(typed.filter(({ column }) => !withoutCheck.includes(column)).sort(byName)).toEqual(
    [...checks].map((check) => ({ ...check })).sort(byName),
  );
  expect(typed.map(({ column }) => column)).toEqual(expect.arrayContaining(withoutCheck));
});

test('a difference on either side is named', async () => {
  await world.owner.script(`
    alter table tracker.round alter title drop not null;
    alter table tracker.round alter state set default 'open';
    alter table tracker.tag alter name type varchar(200);
    alter table tracker.round add colour text;
    alter table auth.try_counter drop tries;
    create table published.unknown (name text)`);
  const defined = describeDefinitions();
  const found = await describeDatabase();
  expect(defined.filter((line) => !found.includes(line))).toEqual([
    'auth.try_counter.tries: integer not null',
    "tracker.round.state: text not null default 'planned'",
    'tracker.round.title: text not null',
    'tracker.tag.name: text not null',
  ]);
  expect(found.filter((line) => !defined.includes(line))).toEqual([
    'published.unknown.name: text',
    'tracker.round.colour: text',
    "tracker.round.state: text not null default 'open'",
    'tracker.round.title: text',
    'tracker.tag.name: character varying(200) not null',
  ]);
});
