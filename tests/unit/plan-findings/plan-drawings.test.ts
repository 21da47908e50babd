import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildActivityTimeSeries } from '#server/domain/figure/build-activity-time-series.ts';
import { buildCoverage } from '#server/domain/figure/build-coverage-figure.ts';
import { buildPlanAtAGlance, buildTimeline } from '#server/domain/figure/build-timeline-figures.ts';
import { buildActivitiesByArea, buildActivitiesByRound } from '#server/domain/figure/build-status-figures.ts';
import { drawFigure } from '#server/domain/figure/draw/draw-figure.ts';
import { measureText } from '#server/domain/figure/draw/svg.ts';
import { type FigureDefinition, figureWidths } from '#server/domain/figure/figure.types.ts';
import { countStatuses } from '#server/domain/plan/activity-status.calculations.ts';
import { reporter, stand, statuses } from './example.ts';
import { figure as words } from '#server/domain/language/messages/en/figure.ts';
import { rounds } from '#tests/support/rounds.ts';

const frame = {
  coverage: '9 of 11 states',
  publication: {
    number: 4,
    title: 'Progress',
    publishedAt: '2026-05-20T00:00:00.000Z',
    round: 'r9',
    roundTitle: 'Second half of 2025',
  },
};
const years = [2023, 2024, 2025, 2026, 2027, 2028];

/** Long words and short ones, as plans and translations have them. */
const title = fc
  .array(
    fc.constantFrom('Directors-General', 'and', 'of', 'victims', 'transnational', 'a', 'MLA', '“x” & <y>'),
    {
      minLength: 1,
      maxLength: 14,
    },
  )
  .map((words) => words.join(' '));
const anyStand = fc
  .record({
    status: fc.constantFrom('s0', 's1', 's2', 's3', null),
    carriedFrom: fc.constantFrom('r0', null),
    due: fc.boolean(),
  })
  .map(({ status, carriedFrom, due }) =>
    stand(status, { carriedFrom: status === null ? null : carriedFrom, due: due || status !== null }),
  );
const activity = fc.record({
  title,
  area: fc.constantFrom('A', 'B', 'C'),
  part: fc.constantFrom('1', '2', '3'),
  years: fc.subarray(years, { minLength: 1 }),
  stand: anyStand,
});
const plan = fc.array(activity, { maxLength: 50 }).map((drawn) =>
  drawn
    .toSorted((a, b) => `${a.area}${a.part}`.localeCompare(`${b.area}${b.part}`))
    .map(({ part, ...rest }, index) => ({
      ...rest,
      code: `${rest.area}${part}.${index}`,
      objective: `${rest.area}${part}`,
      lead: 'ACWC',
    })),
);
const areas = ['A', 'B', 'C'].map((code) => ({ code, title: 'Regional and international cooperation' }));
const objectives = areas.flatMap(({ code }) =>
  ['1', '2', '3'].map((part) => ({ code: `${code}${part}`, title: 'Recruitment channels are supervised' })),
);

type Text = { text: string; left: number; right: number; top: number; bottom: number; size: number };

function readTexts(svg: string): Text[] {
  return [...svg.matchAll(/<text ([^>]*)>([^<]*)<\/text>/g)].map(([, attributes = '', written = '']) => {
    const read = (name: string) => new RegExp(`(?:^| )${name}="([^"]*)"`).exec(attributes)?.[1];
    const text = written
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&amp;', '&');
    const size = Number(read('font-size') ?? 13);
    const width = measureText(text, size);
    const x = Number(read('x'));
    const y = Number(read('y'));
    const anchor = read('text-anchor') ?? 'start';
    const left = anchor === 'middle' ? x - width / 2 : anchor === 'end' ? x - width : x;
    return { text, left, right: left + width, top: y - size * 0.72, bottom: y + size * 0.2, size };
  });
}

/** No text is smaller than 12 px, leaves the drawing or lies on another; every number is one. */
function expectReadable(figure: FigureDefinition): void {
  for (const width of Object.values(figureWidths)) {
    const svg = drawFigure(figure, { width, words, labels: {} });
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    const texts = readTexts(svg);
    const height = Number(/viewBox="0 0 \d+ (\d+)"/.exec(svg)?.[1]);
    for (const { text, size, left, right, bottom } of texts) {
      expect(size, text).toBeGreaterThanOrEqual(12);
      expect(left, text).toBeGreaterThanOrEqual(-0.5);
      expect(right, `${text} at ${width}`).toBeLessThanOrEqual(width + 0.5);
      expect(bottom, text).toBeLessThanOrEqual(height + 0.5);
    }
    texts.forEach((a, index) => {
      for (const b of texts.slice(index + 1)) {
        const apart = a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
        expect(apart, `“${a.text}” lies on “${b.text}” in ${figure.id} at ${width}`).toBe(true);
      }
    });
  }
}

const countSaid = (figure: FigureDefinition) =>
  [...drawFigure(figure, { width: figureWidths.narrow, words, labels: {} }).matchAll(/data-say="/g)].length;

describe('drawings of the plan', () => {
  it('shows every activity once at a glance and on the timeline, and stays readable', () => {
    fc.assert(
      fc.property(plan, (activities) => {
        const glance = buildPlanAtAGlance(frame, statuses, areas, activities);
        const part = { id: 'timeline', path: '/plan', about: '' };
        const timeline = buildTimeline(frame, part, years, statuses, objectives, activities, '2025-12-31');
        for (const figure of [glance, timeline]) {
          expect(countSaid(figure)).toBe(activities.length);
          expectReadable(figure);
        }
      }),
      { numRuns: rounds(14, 40) },
    );
  });

  it('draws bars whose numbers do not lie on each other', () => {
    fc.assert(
      fc.property(plan, (activities) => {
        const counts = (code: string) =>
          countStatuses(activities.filter(({ area }) => area === code).map((each) => each.stand));
        expectReadable(
          buildActivitiesByArea(
            frame,
            statuses,
            areas.map((area) => ({ ...area, counts: counts(area.code) })),
          ),
        );
        expectReadable(
          buildActivitiesByRound(
            frame,
            { id: 'activities-by-round', path: '/', about: '' },
            statuses,
            areas.map(({ code }, at) => ({
              code,
              title: 'Second half of 2025',
              start: `${2024 + at}-07-01`,
              end: `${2024 + at}-12-31`,
              counts: counts(code),
            })),
          ),
        );
      }),
      { numRuns: rounds(14, 40) },
    );
  });

  it('draws who reported with no reporter, with eleven states and over all rounds of the plan', () => {
    const rounds = years.flatMap((year) =>
      [1, 2].map((half) => ({ code: `${year}-H${half}`, title: `Half ${half} of ${year}` })),
    );
    const kinds = ['state', 'body'] as const;
    const answers = ['reported', 'not_reported', 'not_due'] as const;
    for (const count of [0, 1, 11]) {
      for (const shown of [rounds.slice(0, 1), rounds.slice(0, 4), rounds]) {
        const rows = kinds.flatMap((kind) =>
          Array.from({ length: count }, (_, at) =>
            reporter(
              `${kind}${at}`,
              kind,
              ...shown.map((_round, index) => answers[(at + index) % 3] ?? 'not_due'),
            ),
          ),
        );
        const figure = buildCoverage(frame, rows, shown);
        expect(figure.rows).toHaveLength(2 * count);
        expectReadable(figure);
      }
    }
  });

  it('draws a course over one round and over all of them', () => {
    const all = years.flatMap((year) => [
      { code: `${year}-H1`, title: `First half of ${year}`, start: `${year}-01-01`, end: `${year}-06-30` },
      { code: `${year}-H2`, title: `Second half of ${year}`, start: `${year}-07-01`, end: `${year}-12-31` },
    ]);
    fc.assert(
      fc.property(
        fc.array(anyStand, { maxLength: all.length }),
        fc.subarray(years, { minLength: 1 }),
        (stands, runs) => {
          const rounds = stands.flatMap((each, index) => {
            const round = all[index];
            return round ? [{ ...round, ...each }] : [];
          });
          const figure = buildActivityTimeSeries(
            frame,
            { first: 2023, last: 2028 },
            statuses,
            { code: 'A1.1', lead: 'ACWC', years: runs },
            rounds,
          );
          expect(countSaid(figure)).toBe(rounds.length);
          expectReadable(figure);
        },
      ),
      { numRuns: rounds(14, 40) },
    );
  });

  it('says statuses in the language of the reader, in legend and marks', () => {
    const activities = [
      {
        code: 'A1.1',
        title: 'x',
        area: 'A',
        objective: 'A1',
        lead: 'ACWC',
        years: [2025],
        stand: stand('s3'),
      },
    ];
    const svg = drawFigure(buildPlanAtAGlance(frame, statuses, areas, activities), {
      width: figureWidths.narrow,
      words,
      labels: { 'activity_status/s3': 'Selesai' },
    });
    expect(readTexts(svg).map(({ text }) => text)).toContain('Selesai');
    expect(svg).toContain('A1.1 x: Selesai');
    expect(svg).not.toContain('Finished');
  });
});
