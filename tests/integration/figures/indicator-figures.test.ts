import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FigureCell, FigureDefinition } from '#server/domain/figure/figure.types.ts';
import { createSeason, type Season, states } from '../publication/season.ts';

/**
 * Figures of indicators, participants and lenses against the published rows, put together here in another way: every
 * row has its place in the figures, and nothing stands there that no row has.
 */
let season: Season;
let figures: Map<string, FigureDefinition>;
let rows: Row[];

type Row = {
  indicator: string;
  measure: string;
  round: string;
  scope: string;
  dimension: string | null;
  category: string | null;
  state: string;
  value: string | null;
  numerator: string | null;
  denominator: string | null;
  distribution: Record<string, number> | null;
  choice: string | null;
  contributing: number;
  expected: number;
};

const last = '2025-H1';

beforeAll(async () => {
  season = await createSeason(99);
  await season.open('2024-H2');
  for (const reporter of [...states.slice(0, 4), 'SOMTC']) await season.report('2024-H2', reporter);
  await season.compileAndPublish('2024-H2');
  await season.open(last);
  for (const reporter of states.slice(2, 5)) await season.report(last, reporter);
  const number = await season.compileAndPublish(last);
  figures = new Map(
    (await season.world.anonymous.dashboard.figures({ publication: number })).map((figure) => [
      figure.id,
      figure,
    ]),
  );
  rows = await season.world.owner<Row[]>`
    select f.indicator_code as indicator, i.measure, f.round_code as round, f.scope,
      f.dimension_code as dimension, f.category_code as category, f.state, trim_scale(f.value)::text as value,
      trim_scale(f.numerator)::text as numerator, trim_scale(f.denominator)::text as denominator,
      f.distribution, f.choice_code as choice, f.contributing, f.expected
    from rows.figure f
    join rows.indicator i on i.publication = f.publication and i.code = f.indicator_code
    where f.publication = ${number} and (f.scope = 'region' or f.dimension_code is null)`;
});

afterAll(async () => {
  await season.world.close();
});

/** What a cell says, in one text: "=40 (25/62)", "suppressed", "“Yes”". */
function formatFigureCell(cell: FigureCell | undefined): string {
  if (cell?.kind === 'number') {
    const parts = cell.numerator === undefined ? '' : ` (${cell.numerator}/${cell.denominator})`;
    return `=${cell.value}${parts}`;
  }
  return cell?.kind === 'none' ? cell.mark : cell?.kind === 'text' ? 'answer' : 'nothing';
}

function describeRow(row: Row): string {
  if (row.state !== 'reported') return row.state;
  if (row.choice !== null) return 'answer';
  if (row.value === null) return 'not_applicable';
  return `=${row.value}${row.numerator === null ? '' : ` (${row.numerator}/${row.denominator})`}`;
}

/** Where a published figure stands: figure, row and column. */
function placeOf({ indicator, round, scope, dimension, category }: Row): [string, string, string] {
  if (scope !== 'region') return [`${indicator}.by-state`, scope, round];
  if (dimension === null) return [`${indicator}.course`, round, 'figure'];
  return [`${indicator}.${dimension.replaceAll('_', '-')}`, String(category), round];
}

test('every published figure stands in its place, to the digit', () => {
  expect(rows.length).toBeGreaterThan(300);
  for (const row of rows) {
    const [id, key, column] = placeOf(row);
    const found = figures.get(id)?.rows.find((each) => each.key === key)?.cells[column];
    expect(`${id} ${key} ${column} ${formatFigureCell(found)}`).toBe(
      `${id} ${key} ${column} ${describeRow(row)}`,
    );
    if (row.scope === 'region' && row.dimension === null) {
      const reports = figures.get(id)?.rows.find((each) => each.key === key)?.cells['reports'];
      if (reports) expect(reports).toMatchObject({ text: `${row.contributing} of ${row.expected}` });
    }
  }
});

test('and nothing has a number or a receipt that no published figure has', () => {
  const known = new Set(
    rows.map((row) => {
      const cell = row.dimension === null ? 'total' : `${row.dimension}=${row.category}`;
      return `/values/${[row.indicator, row.round, row.scope, cell].map(encodeURIComponent).join('/')}`;
    }),
  );
  const shown = [...figures.values()].filter(({ id }) =>
    /^(I-|[A-Z-]+\.figures$|online-scams\.steps)/.test(id),
  );
  expect(shown.length).toBeGreaterThan(60);
  for (const figure of shown) {
    for (const row of figure.rows) {
      for (const [column, cell] of Object.entries(row.cells)) {
        const receipt = cell.kind === 'text' ? undefined : cell.receipt;
        if (receipt !== undefined) expect(known).toContain(receipt);
        // Without a receipt: targets and baselines, which the plan sets, and those who have not reported.
        else if (cell.kind === 'number') {
          expect(`${row.key} ${column}`).toMatch(/^(target-\d{4} target|baseline-\d{4} figure|\S+ silent)$/);
        }
      }
    }
  }
});

test('answers are counted as published', () => {
  const choices = rows.filter(({ measure, scope, dimension }) => {
    return measure === 'choice' && scope === 'region' && dimension === null;
  });
  const shown = choices.filter(({ distribution }) => distribution !== null);
  expect(shown.length).toBeGreaterThan(0);
  for (const { indicator, round, distribution, contributing, expected } of shown) {
    const cells = figures.get(`${indicator}.answers`)?.rows.find(({ key }) => key === round)?.cells;
    for (const [answer, count] of Object.entries(distribution ?? {})) {
      expect(cells?.[answer]).toMatchObject({ kind: 'number', value: String(count) });
    }
    expect(cells?.['silent']).toMatchObject({ value: String(expected - contributing) });
  }
});

test('a round for which a state has released nothing has the mark that the list of reports gives it', async () => {
  const reported = await season.world.owner<{ reporter: string; round: string; state: string }[]>`
    select reporter_code as reporter, round_code as round, state from rows.coverage
    where publication = (select max(number) from published.publication)`;
  const marks: Record<string, string> = {
    reported: 'withheld',
    not_reported: 'not_yet_reported',
    not_due: 'not_applicable',
  };
  const released = new Set(rows.map(({ indicator, scope, round }) => `${indicator}/${scope}/${round}`));
  let checked = 0;
  for (const [id, figure] of figures) {
    if (!id.endsWith('.by-state')) continue;
    const indicator = id.replace('.by-state', '');
    const stated = figure.rows.filter(({ cells }) => cells['who']?.kind === 'text' && cells['who'].list);
    const names = stated.map(({ cells }) => (cells['who']?.kind === 'text' ? cells['who'].text : ''));
    expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b)));
    for (const { key, cells } of stated) {
      for (const round of ['2024-H2', last]) {
        if (released.has(`${indicator}/${key}/${round}`)) continue;
        const state = reported.find((each) => each.reporter === key && each.round === round)?.state;
        expect(formatFigureCell(cells[round])).toBe(marks[state ?? 'not_due']);
        checked += 1;
      }
    }
  }
  expect(checked).toBeGreaterThan(25);
});

test('steps show the counts of their slices, and each round has its own', async () => {
  const steps = await season.world.owner<
    { indicator: string; dimension: string | null; category: string | null; at: number }[]
  >`
    select indicator_code as indicator, slice_dimension as dimension, slice_category as category,
      funnel_position as at
    from rows.lens_indicator
    where publication = (select max(number) from published.publication) and lens_code = 'online-scams'
      and funnel_position is not null order by funnel_position`;
  for (const round of ['2024-H2', last]) {
    const figure = figures.get(`online-scams.steps.${round}`);
    expect(figure?.rows.map(({ key }) => key)).toEqual(steps.map(({ indicator }) => indicator));
    for (const step of steps) {
      const row = rows.find(
        (each) =>
          each.indicator === step.indicator &&
          each.round === round &&
          each.scope === 'region' &&
          each.dimension === step.dimension &&
          each.category === step.category,
      );
      const count = row?.measure === 'percentage' ? row.numerator : row?.value;
      const cell = figure?.rows.find(({ key }) => key === step.indicator)?.cells['count'];
      if (row?.state === 'reported') expect(cell).toMatchObject({ kind: 'number', value: count });
      else expect(cell).toMatchObject({ kind: 'none', mark: row?.state ?? 'not_applicable' });
    }
    // A step is no share of another: nothing is divided that the publication does not divide.
    expect(figure?.notes.join(' ')).toContain('gives no rate');
  }
});

test('the map counts the activities of each as the plan names them', async () => {
  const [named] = await season.world.owner<{ who: Record<string, number> }[]>`
    select json_object_agg(p.code, (select count(*) from rows.activity a
      where a.publication = p.publication and p.code = any (a.lead || a.cooperating || a.states))) as who
    from rows.reporter p where p.publication = (select max(number) from published.publication)`;
  const map = figures.get('participation');
  expect(map?.rows.length).toBe(Object.keys(named?.who ?? {}).length);
  for (const { key, cells } of map?.rows ?? []) {
    expect(cells['activities']).toMatchObject({ value: String(named?.who[key]) });
  }
  const chart = map?.chart;
  if (chart?.kind !== 'tiles') throw new Error('The map is made of tiles.');
  const places = Object.values(chart.places).map(({ row, column }) => `${row}/${column}`);
  expect(places).toHaveLength(11);
  expect(new Set(places).size).toBe(11);
});

test('pages come for everything that a publication has, and say so of what it has not', async () => {
  const { dashboard } = season.world.anonymous;
  const page = await dashboard.lens({ code: 'online-scams', round: '1999-H1' });
  expect(page.unknownRound).toBe('1999-H1');
  expect(page.figures['online-scams.steps']?.wide).toMatch(/^<svg/);
  const state = await dashboard.state({ iso2: 'tl' });
  expect(state.figures).toEqual({});
  const { participants } = await dashboard.participants({});
  expect(participants.filter(({ kind }) => kind === 'state').map(({ code }) => code)).toHaveLength(11);
  expect((await dashboard.indicators({ level: 'nothing' })).indicators).toEqual([]);
  const round = await dashboard.stateValues({ round: '2024-H2' });
  const rounds = new Set(round.states.flatMap(({ values }) => values.map(({ figure }) => figure.round)));
  expect([...rounds]).toEqual(['2024-H2']);
});
