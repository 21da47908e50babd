import { describe, expect, test } from 'vitest';
import { buildReportingMap } from '#server/domain/figure/build-coverage-figure.ts';
import { buildLensSteps } from '#server/domain/figure/build-lens-figures.ts';
import { buildActivitiesByArea, buildActivitiesByRound } from '#server/domain/figure/build-status-figures.ts';
import { buildTimeline } from '#server/domain/figure/build-timeline-figures.ts';
import { buildBarsModel } from '#server/domain/figure/draw/bars-model.ts';
import { drawFigure } from '#server/domain/figure/draw/draw-figure.ts';
import { withPlainColours } from '#server/domain/figure/draw/svg.ts';
import type { FigureDefinition } from '#server/domain/figure/figure.types.ts';
import { lightPalette } from '#server/domain/figure/status-palette.ts';
import { figure as words } from '#server/domain/language/messages/en/figure.ts';
import { counts, reporter, stand, statuses } from '../plan-findings/example.ts';
import { course } from './sample-figures.ts';

/** What each of the six figures of a publication shows, in its model and in its drawing. */
const publication = {
  number: 4,
  title: 'Progress',
  publishedAt: '2026-05-20T00:00:00.000Z',
  round: '2025-H2',
  roundTitle: 'Second half of 2025',
};
const frame = { coverage: '9 of 11 states', publication };
const half = (year: number, at: 1 | 2) => ({
  code: `${year}-H${at}`,
  title: `Half ${at} of ${year}`,
  start: at === 1 ? `${year}-01-01` : `${year}-07-01`,
  end: at === 1 ? `${year}-06-30` : `${year}-12-31`,
});

const draw = (figure: FigureDefinition, width = 720) =>
  withPlainColours(drawFigure(figure, { width, words, labels: {} }));
const readTexts = (svg: string) =>
  [...svg.matchAll(/<text ([^>]*)>([^<]*)<\/text>/g)].map(([, attributes = '', text = '']) => ({
    text,
    x: Number(/(?:^| )x="([\d.-]+)"/.exec(attributes)?.[1]),
    y: Number(/(?:^| )y="([\d.-]+)"/.exec(attributes)?.[1]),
  }));
const modelOf = (figure: FigureDefinition) => {
  const { chart } = figure;
  if (chart.kind !== 'statuses') throw new Error('These are bars of statuses.');
  return buildBarsModel(figure, chart, { words, labels: {} });
};

describe('activities by area', () => {
  const figure = buildActivitiesByArea(frame, statuses, [
    { code: 'A', title: 'Prevention', counts: counts({ s3: 4, s2: 3, s1: 9, s0: 2 }, { notDue: 1 }) },
    { code: 'B', title: 'Protection', counts: counts({ s3: 2, s1: 1 }, { notReported: 5 }) },
  ]);

  test('have what is behind to the left of one axis, and completed and on track next to it to the right', () => {
    const { rows, heads } = modelOf(figure);
    expect(rows[0]?.parts.map(({ title, x1, x2 }) => [title, x1, x2 + 0])).toEqual([
      ['3 Behind', -3, 0],
      ['4 Finished', 0, 4],
      ['9 Under way', 4, 13],
      ['2 Not begun', 13, 15],
      ['1 Not due yet', 15, 16],
    ]);
    expect(rows[1]?.parts.every(({ x1 }) => x1 >= 0)).toBe(true);
    expect(heads).toEqual({ behind: 'Behind: 3', ahead: 'Completed or on track: 16' });
  });

  test('have their numbers inside the bars', () => {
    const svg = draw(figure);
    for (const part of modelOf(figure).rows.flatMap(({ parts }) => parts)) {
      const group = svg.slice(svg.indexOf(`data-say="${part.say}"`)).split('</g>')[0]!;
      const [, x = 0, y = 0, width = 0, height = 0] = (
        /<rect [^>]*?x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"/.exec(group) ?? []
      ).map(Number);
      const [text] = readTexts(group);
      expect([part.say, text?.text]).toEqual([part.say, part.label]);
      expect(text!.x).toBeGreaterThan(x);
      expect(text!.x).toBeLessThan(x + width);
      expect(text!.y).toBeGreaterThan(y);
      expect(text!.y).toBeLessThan(y + height);
    }
  });

  test('are in the colours of their statuses, with a hatch over what is delayed', () => {
    const svg = draw(figure).toLowerCase();
    for (const meaning of ['completed', 'on-track', 'delayed'] as const) {
      expect(svg).toContain(`fill="${lightPalette[meaning].fill}"`);
    }
    // The tile of what is delayed has its colour as ground and lines over it.
    expect(svg).toMatch(/data-say="a prevention: 3 behind">.*?fill="url\(#[^)]*-delayed\)"/s);
    const tile = /<pattern id="[^"]*-delayed".*?<\/pattern>/s.exec(svg)?.[0] ?? '';
    // Beside the pattern of forced colours and of black-and-white print, which the page turns on.
    const always = tile.replace(/<g opacity="[^"]*">.*<\/g>/s, '');
    expect(tile).toContain(`fill="${lightPalette.delayed.fill}"`);
    expect(/<g opacity="([^"]*)"/.exec(tile)?.[1], 'patterns turned off').toBe('0');
    expect(always).toMatch(/<(path|line) [^>]*stroke=/);
  });
});

test('activities by round have a line at what is due, which leaves out what is not due yet', () => {
  const figure = buildActivitiesByRound(frame, { id: 'x', path: '/', about: '' }, statuses, [
    { ...half(2025, 1), counts: counts({ s3: 1, s2: 2, s1: 4 }, { notDue: 6 }) },
    { ...half(2025, 2), counts: counts({ s3: 3, s2: 2, s1: 5 }, { notReported: 1, notDue: 2 }) },
  ]);
  const { rows, ahead } = modelOf(figure);
  expect(rows.map(({ due }) => due)).toEqual([7, 11]);
  expect(ahead).toBe(13);
  const svg = draw(figure);
  const points = [...svg.matchAll(/<polyline points="([^"]+)"/g)].at(-1)?.[1]?.split(' ') ?? [];
  expect(new Set(points.map((point) => point.split(',')[0])).size).toBe(2);
  expect(readTexts(svg).map(({ text }) => text)).toContain('Due by the end of the round');
});

test('the timeline has status colours, lines for the data and for today, and whole titles', () => {
  const title =
    'Regional campaign kit on false online job offers, in national languages and accessible formats';
  const activities = [
    { code: 'A1.1', title, status: 's3', years: [2024, 2025, 2026] },
    { code: 'A1.2', title: 'Short', status: 's2', years: [2025] },
  ].map(({ status, ...rest }) => ({
    ...rest,
    area: 'A',
    objective: 'A1',
    lead: 'ACWC',
    stand: stand(status),
  }));
  const figure = buildTimeline(
    frame,
    { id: 'timeline', path: '/plan', about: '' },
    [2024, 2025, 2026],
    statuses,
    [{ code: 'A1', title: 'Objective' }],
    activities,
    '2025-12-31',
  );
  for (const width of [720, 360]) {
    const svg = draw(figure, width);
    const texts = readTexts(svg).map(({ text }) => text);
    expect(texts.join(' ')).toContain(`A1.1 ${title}`);
    expect(texts).toContain('Data to 31 December 2025');
    expect(svg).toMatch(/<rect [^>]*data-today="2024 2026" data-word="Today"/);
    for (const meaning of ['completed', 'delayed'] as const) {
      expect(svg.toLowerCase()).toContain(`fill="${lightPalette[meaning].fill}"`);
    }
  }
});

test('each step carries its own base', () => {
  const step = (code: string, value: string, numerator: string, denominator: string) => ({
    code,
    title: code,
    measure: 'percentage' as const,
    unit: '%',
    aggregation: 'percentage' as const,
    reportedBy: 'states' as const,
    personCount: true,
    crossBorderOverlap: false,
    numeratorLabel: 'Persons screened',
    denominatorLabel: 'Persons found',
    slice: null,
    funnel: { position: 1, label: 'Screened' },
    figures: [
      {
        round: '2025-H2',
        state: 'reported' as const,
        value,
        numerator,
        denominator,
        distribution: null,
        choice: null,
        contributing: 9,
        expected: 11,
        note: null,
      },
    ],
  });
  const round = {
    code: '2025-H2',
    title: 'Second half of 2025',
    periodStart: '2025-07-01',
    periodEnd: '2025-12-31',
  };
  const lens = { code: 'online-scams', title: 'Online scams' };
  const steps = [step('I-1', '53.2', '649', '1221')] as unknown as Parameters<typeof buildLensSteps>[2];
  const figure = buildLensSteps(publication, lens, steps, round, 'online-scams.steps')!;
  const texts = readTexts(draw(figure)).map(({ text }) => text);
  expect(texts).toContain('649 of 1,221');
  expect(texts.join(' ')).toContain('53.2% of 1,221 persons found');
});

test('the last point of an indicator says its number', () => {
  for (const width of [720, 360]) {
    expect(readTexts(draw(course, width)).map(({ text }) => text)).toContain('62.5%');
  }
});

test('the map says of each state which of the last three rounds it reported for, ranks none and has none in red', () => {
  const rounds = [1, 2, 3, 4].map((at) => ({ code: `r${at}`, title: `Round ${at}` }));
  const rows = [
    reporter('ZZ', 'state', 'reported', 'reported', 'not_reported', 'reported'),
    reporter('AA', 'state', 'reported', 'not_reported', 'not_reported', 'not_reported'),
    reporter('SOMTC', 'body', 'reported', 'reported', 'reported', 'reported'),
  ];
  const tiles = new Map(['ZZ', 'AA'].map((code, at) => [code, { row: 1, column: at + 1 }]));
  const figure = buildReportingMap(frame, rows, rounds, tiles);
  expect(figure.rows.map(({ key }) => key)).toEqual(['ZZ', 'AA']);
  expect(figure.columns.map(({ key }) => key)).toEqual(['state', 'r2', 'r3', 'r4']);
  const svg = draw(figure).toLowerCase();
  expect(svg).toContain('data-say="name of aa: r2: not reported; r3: not reported; r4: not reported"');
  for (const { fill, edge } of [lightPalette.delayed, lightPalette['on-hold']]) {
    expect(svg).not.toContain(fill);
    expect(svg).not.toContain(edge);
  }
  // One ground for all, whatever they reported.
  const grounds = [...svg.matchAll(/<\/title><rect [^>]*fill="([^"]+)"/g)].map(([, fill]) => fill);
  expect([grounds.length, new Set(grounds).size]).toEqual([2, 1]);
});
