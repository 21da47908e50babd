import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAddresses } from '#server/domain/standards/addresses.ts';
import { buildHxlValueColumns } from '#server/domain/standards/hxl/hxl-columns.ts';
import { buildSdmxColumns } from '#server/domain/standards/sdmx/sdmx-components.ts';
import { readDataFile } from '#tests/support/data-file.ts';
import { compareRegional, recomputeFigures } from './recomputed.ts';
import { createSeason, type Season, states } from './season.ts';

/** A late report would tell its own figures by the difference between two totals: the earlier totals are kept. */
let season: Season;
beforeAll(async () => {
  season = await createSeason(4715);
  const round = '2024-H2';
  await season.open(round);
  for (const reporter of states.slice(0, 7)) await season.report(round, reporter);
  await season.compileAndPublish(round);
  for (const reporter of states.slice(7, 8)) await season.report(round, reporter);
  await season.compileAndPublish(round);
  await recomputeFigures(season.world.owner);
});
afterAll(() => season?.world.close());

const lines = async (file: string): Promise<Record<string, string>[]> =>
  parse(await readDataFile(season.world, file), { columns: true, record_delimiter: '\r\n' });

test('a kept figure is what the accepted values came to in the publication that it is kept from', async () => {
  const { kept, wrong } = await compareRegional(season.world.owner);
  expect(wrong).toEqual([]);
  expect(kept).toBeGreaterThan(3);
});

test('it names that publication in every table that has it, and no other figure names one', async () => {
  const rows = await lines('values.csv?publication=2');
  const then = new Map((await lines('values.csv?publication=1')).map((row) => [row['uri'], row]));
  const kept = rows.filter((row) => row['kept_from'] !== '');
  expect(kept.length).toBeGreaterThan(3);
  for (const row of rows) {
    const isKept = row['note']!.startsWith('As in an earlier publication');
    expect([row['uri'], row['kept_from']]).toEqual([row['uri'], isKept ? '1' : '']);
    if (isKept) expect([row['uri'], row['value']]).toEqual([row['uri'], then.get(row['uri'])?.['value']]);
  }
  expect([...then.values()].every((row) => row['kept_from'] === '')).toBe(true);

  const targets = await lines('targets.csv?publication=2');
  const totals = new Set(
    kept.filter((row) => row['dimension_code'] === '').map((row) => row['indicator_code']),
  );
  const ofThen = targets.filter((one) => one['target_year'] === '2024');
  for (const row of ofThen) {
    expect([row['indicator_code'], row['kept_from']]).toEqual([
      row['indicator_code'],
      totals.has(row['indicator_code']) ? '1' : '',
    ]);
  }
  expect(targets.some((row) => row['kept_from'] === '1')).toBe(
    ofThen.some((row) => totals.has(row['indicator_code'])),
  );

  const { dashboard } = season.world.anonymous;
  const from = {
    exchange: await dashboard.exchange({ publication: 2 }),
    addresses: createAddresses('https://tracker.test', 2),
  };
  const code = totals.values().next().value!;
  const values = (await dashboard.exchangeValues({ publication: 2, indicator: code })).rows;
  const expected = kept.filter((row) => row['indicator_code'] === code).length;
  for (const [name, columns] of [
    ['KEPT_FROM', buildSdmxColumns(from)],
    ['kept_from', buildHxlValueColumns(from)],
  ] as const) {
    const cellOf = columns.find((column) => column.name === name)!.cell;
    expect([name, values.filter((value) => cellOf(value) === 1).length]).toEqual([name, expected]);
  }
});
