import { compareText } from '#server/domain/publication/compare-text.ts';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { valueRow } from '#server/domain/data/value-rows.schema.ts';
import { findRangeClass } from '#server/domain/disclosure/range-classes.rules.ts';
import { createAddresses } from '#server/domain/standards/addresses.ts';
import { buildHxlValueColumns } from '#server/domain/standards/hxl/hxl-columns.ts';
import { buildSdmxColumns } from '#server/domain/standards/sdmx/sdmx-components.ts';
import { readDataFile } from '#tests/support/data-file.ts';
import { createSeason, type Season, states } from './season.ts';

/** Ranges of suppressed figures of a publication: they are in every form, and nothing else has one. */
let season: Season;
let ranged: Record<string, string>[];
beforeAll(async () => {
  season = await createSeason(4711);
  const round = '2024-H2';
  await season.open(round);
  for (const reporter of states.slice(0, 7)) await season.report(round, reporter);
  await season.compileAndPublish(round);
  const rows: Record<string, string>[] = parse(await readDataFile(season.world, 'values.csv'), {
    columns: true,
    record_delimiter: '\r\n',
  });
  ranged = rows.filter((row) => row['least'] !== '' || row['most'] !== '');
});
afterAll(() => season?.world.close());

test('a range stands only where a small count or a regional sum is suppressed, and always holds it', async () => {
  expect(ranged.length).toBeGreaterThan(10);
  expect(new Set(ranged.map((row) => row['scope']))).toEqual(new Set(['region', 'state']));
  for (const { uri, state, value, least, most } of ranged) {
    expect([uri, state, value]).toEqual([uri, 'suppressed', '']);
    const isSmall = least === '1' && most === '10';
    const range = findRangeClass(BigInt(least!) * 10_000n);
    if (!isSmall) expect(range).toEqual({ least: Number(least), most: Number(most) });
  }
  const behind = await season.world.owner<{ key: string; persons: boolean; amount: number }[]>`
    select concat_ws('/', s.indicator_code, s.scope, coalesce(s.dimension_code, ''), coalesce(s.category_code, '')) as key,
      bool_and(i.person_count) as persons, sum(v.value)::float8 as amount
    from rows.figure_source s
    cross join lateral unnest(s.value_ids) as x (id)
    join tracker.compiled_value v on v.value_id = x.id
    join tracker.indicator i on i.code = s.indicator_code
    group by 1`;
  const amounts = new Map(behind.map((each) => [each.key, each]));
  expect(ranged.some((row) => Number(row['most']) > 10)).toBe(true);
  for (const row of ranged) {
    const scope = row['scope'] === 'region' ? 'region' : row['reporter_code'];
    const key = [row['indicator_code'], scope, row['dimension_code'], row['category_code']].join('/');
    const { persons, amount } = amounts.get(key)!;
    const [least, most] = [Number(row['least']), Number(row['most'])];
    expect([key, amount >= least && amount < most + 1]).toEqual([key, true]);
    if (scope !== 'region') expect([key, persons, most]).toEqual([key, true, 10]);
  }
});

test('JSON, SDMX, HXL and totals say the same', async () => {
  const { data: rows } = JSON.parse(await readDataFile(season.world, 'values.json?limit=1000')) as {
    data: Record<string, unknown>[];
  };
  for (const row of rows) expect(valueRow.safeParse(row).error).toBeUndefined();
  expect(rows.find((row) => row['uri'] === ranged[0]!['uri'])).toMatchObject({
    state: 'suppressed',
    value: null,
    least: Number(ranged[0]!['least']),
    most: Number(ranged[0]!['most']),
  });

  const { dashboard } = season.world.anonymous;
  const from = {
    exchange: await dashboard.exchange({}),
    addresses: createAddresses('https://tracker.test', 1),
  };
  const code = ranged[0]!['indicator_code']!;
  const values = (await dashboard.exchangeValues({ publication: 1, indicator: code })).rows;
  const limitsOf = (limit: 'least' | 'most') =>
    ranged.flatMap((row) => (row['indicator_code'] === code ? [row[limit]!] : [])).sort(compareText);
  const expected = { least: limitsOf('least'), most: limitsOf('most') };
  for (const [name, columns] of [
    ['LEAST', buildSdmxColumns(from)],
    ['MOST', buildSdmxColumns(from)],
    ['least', buildHxlValueColumns(from)],
    ['most', buildHxlValueColumns(from)],
  ] as const) {
    const cellOf = columns.find((column) => column.name === name)!.cell;
    const said = values.map((value) => cellOf(value)).filter((limit) => limit !== null);
    expect([name, said.map(String).sort(compareText)]).toEqual([
      name,
      expected[name.toLowerCase() as 'least'],
    ]);
  }

  const totals = await season.world.owner<{ indicator: string }[]>`
    select e.key as indicator
    from rows.document d, jsonb_each(d.body) e, jsonb_array_elements(e.value) t
    where d.kind = 'totals' and t.value ? 'least' order by 1`;
  const whole = ranged.filter((row) => row['scope'] === 'region' && row['dimension_code'] === '');
  expect(totals.map(({ indicator }) => indicator)).toEqual(
    whole.map((row) => row['indicator_code'] ?? '').sort(compareText),
  );
});
