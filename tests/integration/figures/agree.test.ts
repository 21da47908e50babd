import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DrawnFigure, FigureDefinition } from '#server/domain/figure/figure.types.ts';
import { buildFigureColumns } from '#server/domain/receipt/figure-file.ts';
import type { FigureReceipt } from '#app/contract.ts';
import { listCells, plain } from '#tests/support/figure-cells.ts';
import { createSeason, type Season, states } from '../publication/season.ts';

let season: Season;
/** Every figure of every publication with its receipt. */
const receipts: FigureReceipt[] = [];
/** `rows.figure` by publication and path of the receipt, read by the database's owner. */
const published = new Map<string, PublishedRow>();

type PublishedRow = {
  state: string;
  measure: string;
  value: string | null;
  numerator: string | null;
  denominator: string | null;
  distribution: Record<string, number> | null;
};

beforeAll(async () => {
  season = await createSeason(41);
  const reporters = [...states.slice(0, 4), 'SOMTC'];
  await season.open('2024-H2');
  for (const reporter of reporters) await season.report('2024-H2', reporter);
  await season.compileAndPublish('2024-H2');
  // A correction, and one who comes late.
  await season.correct('2024-H2', reporters[0]!);
  await season.report('2024-H2', states[4]!);
  await season.compileAndPublish('2024-H2');
  await season.open('2025-H1');
  for (const reporter of states.slice(1, 5)) await season.report('2025-H1', reporter);
  await season.compileAndPublish('2025-H1');

  const { anonymous, owner } = season.world;
  for (const { number } of (await anonymous.dashboard.publications({})).publications) {
    const { publication } = await anonymous.dashboard.publication({ number });
    const kept = await owner<DrawnFigure[]>`
      select definition, wide, narrow from rows.drawing where publication = ${number} order by position`;
    // The newest are asked for one by one, as readers ask; a publication's are all written by the same code.
    for (const figure of kept) {
      receipts.push(
        number === publication.newest
          ? await anonymous.dashboard.figureReceipt({ publication: number, id: figure.definition.id })
          : { publication, figure, indicators: [], newer: null },
      );
    }
  }
  const rows = await owner<(PublishedRow & { place: string })[]>`
    select concat_ws('/', f.publication, f.indicator_code, f.round_code, f.scope,
        coalesce(f.dimension_code || '=' || f.category_code, 'total')) as place,
      f.state, i.measure, f.value::text, f.numerator::text, f.denominator::text, f.distribution
    from rows.figure f
    join rows.indicator i on i.publication = f.publication and i.code = f.indicator_code`;
  for (const { place, ...row } of rows) published.set(place, row);
});
afterAll(() => season?.world.close());

const definitionOf = ({ figure }: FigureReceipt) => figure.definition;
const nameOf = ({ id, publication }: FigureDefinition) => `${id} of publication ${publication.number}`;

test('there are figures of all three publications, with numbers and with marks', () => {
  const definitions = receipts.map(definitionOf);
  expect(new Set(definitions.map(({ publication }) => publication.number))).toEqual(new Set([1, 2, 3]));
  expect(definitions.length).toBeGreaterThan(150);
  const cells = definitions.flatMap(({ rows }) => rows.flatMap((row) => Object.values(row.cells)));
  expect(cells.filter(({ kind }) => kind === 'number').length).toBeGreaterThan(1000);
  const marks = new Set(cells.map((cell) => (cell.kind === 'none' ? cell.mark : '')));
  expect([...marks]).toEqual(expect.arrayContaining(['suppressed', 'not_yet_reported']));
});

test('a file of rows has every column that the table shows and the picture draws from', () => {
  const frame = { address: 'https://tracker.test', licence: 'CC-BY-4.0' };
  const kinds = new Set<string>();
  for (const definition of receipts.map(definitionOf)) {
    const { chart, columns } = definition;
    kinds.add(chart.kind);
    const keys = columns.map(({ key }) => key);
    const files = buildFigureColumns(definition, frame).map(({ name }) => name);
    expect(files.length, nameOf(definition)).toBeGreaterThanOrEqual(keys.length);
    expect(new Set(files).size, nameOf(definition)).toBe(files.length);
    const drawn = Object.entries(chart).flatMap(([part, of]: [string, unknown]): unknown[] =>
      [
        'label',
        'value',
        'target',
        'coverage',
        'before',
        'base',
        'share',
        'detail',
        'group',
        'part',
        'mark',
        'due',
      ]
        .concat('from', 'unit')
        .includes(part)
        ? [of]
        : part === 'series' && Array.isArray(of)
          ? of
          : [],
    );
    // A column that no row fills, such as the round of an older report, is not there.
    const filled = new Set(definition.rows.flatMap(({ cells }) => Object.keys(cells)));
    const needed = drawn.filter((each) => typeof each === 'string' && filled.has(each));
    expect(keys, nameOf(definition)).toEqual(expect.arrayContaining(needed));
    // What a row holds is in a column, or no reader of the table or of the file would see it.
    expect(keys, nameOf(definition)).toEqual(expect.arrayContaining([...filled]));
  }
  expect([...kinds]).toEqual(expect.arrayContaining(['statuses', 'course', 'tiles', 'timeline', 'grid']));
});

test('every cell with a receipt says what is published in its place, to the digit', () => {
  let checked = 0;
  for (const definition of receipts.map(definitionOf)) {
    for (const { cell, place } of listCells(definition)) {
      if (!cell || cell.kind === 'text' || !cell.receipt) continue;
      const path = decodeURIComponent(cell.receipt).replace('/values/', `${definition.publication.number}/`);
      const row = published.get(path);
      const said = `${nameOf(definition)}, row ${place.row}, ${place.column}`;
      expect(row, said).toBeDefined();
      checked += 1;
      if (cell.kind === 'none') {
        // A share of nothing was reported, and is no percentage.
        const isShareOfNothing = row!.state === 'reported' && Number(row!.denominator) === 0;
        expect([cell.mark, row!.value], said).toEqual([
          isShareOfNothing ? 'not_applicable' : row!.state,
          null,
        ]);
        continue;
      }
      expect(row!.state, said).toBe('reported');
      // Steps on a way count persons: of a percentage they show the part. Answers are counted one by one.
      const isPart = definition.chart.kind === 'steps' && row!.measure === 'percentage';
      const answers = row!.distribution?.[place.column];
      const expected = answers ?? (isPart ? row!.numerator : row!.value);
      expect(plain(cell.value), said).toBe(plain(String(expected)));
      if (cell.numerator !== undefined) {
        expect([plain(cell.numerator), plain(cell.denominator ?? '')], said).toEqual([
          plain(row!.numerator ?? ''),
          plain(row!.denominator ?? ''),
        ]);
      }
    }
  }
  expect(checked).toBeGreaterThan(1000);
});

test('activities by area and status are those that the database counts', async () => {
  for (const definition of receipts.map(definitionOf).filter(({ id }) => id === 'activities-by-area')) {
    const { number, round } = definition.publication;
    const counted = await season.world.owner<{ area: string; status: string; n: number }[]>`
      select a.area_code as area, s.status_code as status, count(*)::integer as n
      from rows.activity a join rows.activity_status s
        on s.publication = a.publication and s.activity_code = a.code and s.round_code = ${round}
      where a.publication = ${number} and s.status_code is not null group by 1, 2`;
    const drawn = definition.rows.flatMap(({ key, cells }) =>
      Object.entries(cells).flatMap(([status, cell]) =>
        cell.kind === 'number' && cell.value !== '0' && !status.startsWith('not-')
          ? [`${key} ${status} ${cell.value}`]
          : [],
      ),
    );
    expect(drawn.sort()).toEqual(counted.map(({ area, status, n }) => `${area} ${status} ${n}`).sort());
  }
});
