import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { canBeExplored } from '#server/domain/figure/build-interactive-chart.ts';
import type { FigureDefinition } from '#server/domain/figure/figure.types.ts';
import { rounds } from '#tests/support/rounds.ts';
import { createSeason, states } from '../publication/season.ts';
import { openCharts } from './compare-chart.ts';
import { bars, timeSeries } from './random-charts.ts';

/**
 * The interactive chart, drawn by a browser, against the picture of the same figure: every mark with its words, place
 * and colour, every tick and label, every line, within a pixel; and nothing more.
 */
let charts: Awaited<ReturnType<typeof openCharts>>;
beforeAll(async () => {
  charts = await openCharts();
});
afterAll(() => charts?.close());

const sample = (arbitrary: fc.Arbitrary<FigureDefinition>, count: number) =>
  fc.sample(arbitrary, { numRuns: count, seed: 16 }).filter(canBeExplored);

async function compareAll(figures: readonly FigureDefinition[]): Promise<string[]> {
  const found: string[] = [];
  for (const figure of figures) {
    const differences = await charts.compare(figure);
    if (differences.length > 0) found.push(JSON.stringify(figure), ...differences);
    if (found.length > 0) break;
  }
  return found;
}

test('is the picture, for every figure of generated publications', async () => {
  const season = await createSeason(41);
  try {
    const reporters = [...states.slice(0, 4), 'SOMTC'];
    for (const round of ['2024-H2', '2025-H1', '2025-H2']) {
      await season.open(round);
      for (const reporter of reporters) await season.report(round, reporter);
      await season.compileAndPublish(round);
    }
    const kept = await season.world.owner<{ definition: FigureDefinition }[]>`
      select definition from rows.drawing order by publication, position`;
    const figures = kept.map(({ definition }) => definition).filter(canBeExplored);
    expect(new Set(figures.map(({ chart }) => chart.kind))).toEqual(new Set(['statuses', 'course']));
    expect(await compareAll(figures)).toEqual([]);
  } finally {
    await season.world.close();
  }
});

test('is the picture, for time series of every kind', async () => {
  const figures = sample(timeSeries, rounds(60, 400));
  expect(figures.length).toBeGreaterThan(40);
  expect(await compareAll(figures)).toEqual([]);
});

test('is the picture, for bars of every kind', async () => {
  const figures = sample(bars, rounds(30, 200));
  expect(figures.length).toBeGreaterThan(20);
  expect(await compareAll(figures)).toEqual([]);
});

describe('the comparison notices', () => {
  const isFlow = ({ chart }: FigureDefinition) => chart.kind === 'course' && chart.shape === 'flow';
  const moved: [
    what: string,
    from: fc.Arbitrary<FigureDefinition>,
    move: (figure: FigureDefinition) => void,
  ][] = [
    [
      'a round that is three weeks late',
      timeSeries,
      ({ chart }) => {
        const place = chart.kind === 'course' && Object.values(chart.places).find(({ is }) => is === 'round');
        if (place) place.start = place.start.replace(/01$/, '22');
      },
    ],
    [
      'a point that is a fiftieth too high',
      timeSeries.filter((figure) => !isFlow(figure)),
      ({ rows }) => {
        const cell = rows.map(({ cells }) => cells['value']).find((one) => one?.kind === 'number');
        if (cell?.kind === 'number') cell.value = String(Math.max(1, Number(cell.value)) * 1.02);
      },
    ],
    [
      'an axis in other steps',
      timeSeries.filter(({ chart }) => chart.kind === 'course' && chart.places['target-2025'] !== undefined),
      ({ rows }) => {
        const cell = rows.find(({ key }) => key === 'target-2025')?.cells['target'];
        if (cell?.kind === 'number') cell.value = '90000000';
      },
    ],
    [
      'a label that is not there',
      timeSeries,
      ({ chart }) => {
        const place = chart.kind === 'course' && Object.values(chart.places).find(({ is }) => is === 'round');
        if (place) place.short = '';
      },
    ],
    [
      'a bar of one more',
      bars,
      ({ rows }) => {
        const cell = rows[0]?.cells['done'];
        if (cell?.kind === 'number') cell.value = String(Number(cell.value) + 1);
      },
    ],
    [
      'a bar in the colour of another status',
      bars,
      ({ columns }) => {
        for (const column of columns) if (column.key === 'done') column.mark = 'bars';
      },
    ],
  ];
  for (const [what, from, move] of moved) {
    test(what, async () => {
      for (const figure of sample(from, 5)) {
        const found = await charts.compare(figure, (one) => {
          move(one);
          return one;
        });
        expect(found.length, JSON.stringify(figure)).toBeGreaterThan(0);
      }
    });
  }
});
