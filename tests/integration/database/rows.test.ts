import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, expectTypeOf, test } from 'vitest';
import { z } from 'zod';
import { readRows, RowShapeError } from '#db/rows.ts';
import { createWorld, type World } from '#tests/support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world?.close());

const read = <S extends z.ZodRawShape>(shape: S, query: ReturnType<typeof sql>) =>
  readRows(world.connections.app, shape, query);

test('rows have the type of their shape and come as the driver gives them', async () => {
  const rows = await read(
    { code: z.string(), on: z.string(), share: z.string(), at: z.string(), note: z.string().nullable() },
    sql`select 'a' as code, date '2025-01-20' as on, 0.50::numeric as share, null as note,
      timestamptz '2025-01-20 08:00+00' as at`,
  );
  expectTypeOf(rows).toEqualTypeOf<
    { code: string; on: string; share: string; at: string; note: string | null }[]
  >();
  expect(rows).toEqual([
    { code: 'a', on: '2025-01-20', share: '0.50', at: '2025-01-20 08:00:00+00', note: null },
  ]);
});

test.each<[what: string, shape: z.ZodRawShape, query: ReturnType<typeof sql>, says: RegExp]>([
  ['of another type', { n: z.number() }, sql`select '1' as n`, /expected number.*at n/s],
  ['empty', { n: z.number() }, sql`select null as n`, /expected number.*at n/s],
  ['missing', { n: z.number(), m: z.number() }, sql`select 1 as n`, /expected number.*at m/s],
  ['not named', { n: z.number() }, sql`select 1 as n, 2 as m`, /Unrecognized key: "m"/],
  [
    'a value with a key that is not named',
    { whom: z.object({ name: z.string() }) },
    sql`select json_build_object('name', 'Ada', 'age', 36) as whom`,
    /does not say all that is in whom/,
  ],
  ['changed by its shape', { n: z.string().transform(Number) }, sql`select '1' as n`, /changes it/],
])('a column that is %s is refused, with the statement', async (_, shape, query, says) => {
  const refused = read(shape, query);
  await expect(refused).rejects.toThrow(RowShapeError);
  await expect(refused).rejects.toThrow(says);
  await expect(refused).rejects.toThrow(/in a row of select /);
});

test('every row is looked at', async () => {
  const query = sql`select case when n < 3 then n end as n from generate_series(1, 3) n order by n`;
  await expect(read({ n: z.number() }, query)).rejects.toThrow(/expected number.*at n/s);
});

test('the values of a statement are not in what is said of it', async () => {
  const refused = read({ n: z.number() }, sql`select ${'what Ada wrote'}::text as n`);
  await expect(refused).rejects.toThrow(/in a row of select \$1::text as n/);
  await expect(refused).rejects.not.toThrow(/Ada/);
});
