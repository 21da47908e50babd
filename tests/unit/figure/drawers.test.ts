import fc from 'fast-check';
import { create } from 'xmlbuilder2';
import { describe, expect, test } from 'vitest';
import { buildIndicatorTimeSeries } from '#server/domain/figure/build-indicator-time-series.ts';
import {
  buildIndicatorAnswers,
  buildIndicatorBreakdown,
  buildIndicatorByState,
  listOwnCells,
  type ReporterInput,
} from '#server/domain/figure/build-indicator-parts.ts';
import { buildLensSteps } from '#server/domain/figure/build-lens-figures.ts';
import { buildOwnFigures, buildParticipation } from '#server/domain/figure/build-participant-figures.ts';
import { drawForPages } from '#server/domain/figure/draw/draw-figure.ts';
import { measureText } from '#server/domain/figure/draw/svg.ts';
import type { DrawnFigure, FigureDefinition } from '#server/domain/figure/figure.types.ts';
import type {
  PublicIndicator,
  PublicRound,
  RoundFigure,
} from '#server/domain/finding/public-figure.types.ts';
import { figure as words } from '#server/domain/language/messages/en/figure.ts';

const publication = {
  number: 3,
  title: 'Third',
  publishedAt: '2026-06-16T00:00:00.000Z',
  round: '2027-H2',
  roundTitle: 'Second half of 2027',
};

/** Eight rounds: the most that the plan will have but one. */
const rounds: PublicRound[] = [2024, 2025, 2026, 2027].flatMap((year) => [
  {
    code: `${year}-H1`,
    title: `First half of ${year}`,
    periodStart: `${year}-01-01`,
    periodEnd: `${year}-06-30`,
  },
  {
    code: `${year}-H2`,
    title: `Second half of ${year}`,
    periodStart: `${year}-07-01`,
    periodEnd: `${year}-12-31`,
  },
]);

const longName =
  'Directors-General of Immigration Departments & Heads of <Consular> Affairs Divisionsofministriesofforeignaffairs';

const indicatorOf = (rest: Partial<PublicIndicator>): PublicIndicator => ({
  code: 'I-X1',
  title: `Persons "found" & counted by ${longName}`,
  measure: 'count',
  unit: 'persons',
  direction: 'up',
  aggregation: 'sum',
  reportedBy: 'states',
  personCount: true,
  crossBorderOverlap: true,
  numeratorLabel: 'Counted',
  denominatorLabel: 'All',
  dimensions: [
    {
      code: 'form_of',
      name: 'Form',
      categories: Array.from({ length: 11 }, (_, at) => ({ code: `c${at}`, name: `${longName} ${at}` })),
    },
  ],
  choices: [
    { code: 'yes', label: 'Yes', counts: true },
    { code: 'no', label: 'No formal instruction of any kind', counts: false },
  ],
  baseline: { year: 2023, value: '0' },
  targets: [2024, 2025, 2026, 2027, 2028].map((year) => ({ year, value: String((year - 2023) * 20) })),
  ...rest,
});

const states = ['suppressed', 'withheld', 'not_available', 'not_applicable', 'not_yet_reported'] as const;
/** A number that nothing else has: what a figure that is not shown would say. */
const secret = '987654';

/** A figure as published, or one without a number: as the database holds it, none of its parts is there either. */
function figureOf(round: string, value: string | null, rest: Partial<RoundFigure> = {}): RoundFigure {
  const state = states[round.charCodeAt(3) % states.length] ?? 'suppressed';
  return {
    round,
    state: value === null ? state : 'reported',
    value,
    numerator: null,
    denominator: null,
    distribution: null,
    choice: null,
    contributing: 9,
    expected: 11,
    note: value === null ? 'Few persons.' : null,
    ...rest,
  };
}

const amounts = fc.oneof(
  fc.constantFrom('0', '1', '99.9999', '1000000000', '0.0001', null),
  fc.nat(2_000_000_000).map(String),
);
const shares = fc.oneof(
  fc.constantFrom('0', '100', '0.1', null),
  fc.nat(1000).map((n) => String(n / 10)),
);
const series = (value: fc.Arbitrary<string | null>) =>
  fc
    .array(value, { minLength: rounds.length, maxLength: rounds.length })
    .map((values) => rounds.map(({ code }, at) => figureOf(code, values[at] ?? null)));

const draw = (figure: FigureDefinition): DrawnFigure => drawForPages(figure, { words, labels: {} });

type Box = { text: string; left: number; right: number; top: number; bottom: number };

/** The texts of a drawing with the room that they take. Throws for what is no XML. */
function readTexts(svg: string): { width: number; height: number; boxes: Box[]; crossed: Box[] } {
  const root = create(svg).root().node as unknown as Element;
  const [, , width = 0, height = 0] = (root.getAttribute('viewBox') ?? '').split(' ').map(Number);
  const boxes = [...root.getElementsByTagName('text')].map((node) => {
    const text = node.textContent ?? '';
    const size = Number(node.getAttribute('font-size') ?? 13);
    const x = Number(node.getAttribute('x'));
    const y = Number(node.getAttribute('y'));
    const length = measureText(text, size);
    const anchor = node.getAttribute('text-anchor');
    const left = anchor === 'middle' ? x - length / 2 : anchor === 'end' ? x - length : x;
    return { text, left, right: left + length, top: y - size * 0.72, bottom: y + size * 0.2 };
  });
  // The lines between two years, which reach down beside their numbers.
  const between = [...root.getElementsByTagName('line')]
    .filter((node) => Number(node.getAttribute('y2')) >= height - 4)
    .map((node) => Number(node.getAttribute('x1')));
  const crossed = boxes.filter(
    ({ text, left, right }) => /^20\d\d$/.test(text) && between.some((x) => x > left && x < right),
  );
  return { width, height, boxes, crossed };
}

function expectSound(figure: FigureDefinition): void {
  const { wide, narrow } = draw(figure);
  for (const svg of [wide, narrow]) {
    expect(svg).not.toMatch(/NaN|undefined|Infinity|null/);
    const { width, height, boxes, crossed } = readTexts(svg);
    // Collected first: a look at each pair by itself would take longer than the drawing.
    const outside = boxes.filter(
      ({ left, right, bottom }) => left < -1 || right > width + 1 || bottom > height + 1,
    );
    const over = boxes.flatMap((box, at) =>
      boxes
        .slice(at + 1)
        .filter(
          (other) =>
            box.right > other.left + 0.6 &&
            other.right > box.left + 0.6 &&
            box.bottom > other.top + 0.6 &&
            other.bottom > box.top + 0.6,
        )
        .map((other) => [box.text, other.text]),
    );
    expect({ figure: figure.id, outside, over, crossed }).toEqual({
      figure: figure.id,
      outside: [],
      over: [],
      crossed: [],
    });
  }
}

const reporters = (figures: RoundFigure[]): ReporterInput[] =>
  Array.from({ length: 11 }, (_, at) => ({
    code: `S${at}`,
    kind: 'state',
    name: `${longName} ${at}`,
    figures: at % 3 === 0 ? figures : [],
    coverage: Object.fromEntries(
      rounds.map(({ code }, of) => [
        code,
        (['reported', 'not_reported', 'not_due'] as const)[(at + of) % 3]!,
      ]),
    ),
  }));

describe('drawings hold whatever may be published', () => {
  test('statusesByRound, as bars and as lines, with changes of what is counted', () => {
    const notes = [
      { reporter: null, round: '2025-H1', kind: 'law', note: 'A law.' },
      { reporter: 'Somewhere', round: '2025-H1', kind: 'definition', note: 'Another definition.' },
      { reporter: null, round: null, kind: 'method', note: 'Always.' },
    ];
    fc.assert(
      fc.property(series(amounts), series(shares), (counts, percentages) => {
        const flow = indicatorOf({});
        const level = indicatorOf({ measure: 'percentage', unit: '%', aggregation: 'percentage' });
        const cases: [PublicIndicator, RoundFigure[]][] = [
          [flow, counts],
          [level, percentages],
          [{ ...flow, targets: [], baseline: null }, counts],
        ];
        for (const [indicator, region] of cases) {
          expectSound(buildIndicatorTimeSeries({ publication, indicator, rounds, region, notes }));
        }
      }),
      { numRuns: 25 },
    );
  });

  test('small multiples, splits, answers, steps, own figures and the map', () => {
    fc.assert(
      fc.property(series(amounts), series(shares), (counts, percentages) => {
        const indicator = indicatorOf({});
        const parts = { publication, indicator, rounds, region: counts };
        const form = indicator.dimensions[0]!;
        const cells = form.categories.map(({ code }, at) => ({
          dimension: form.code,
          category: code,
          figures: at % 2 === 0 ? counts : percentages,
        }));
        const choice = indicatorOf({ measure: 'choice', unit: 'states', aggregation: 'count_of_states' });
        const answered = counts.map((each) =>
          each.state === 'reported'
            ? { ...each, value: '3', distribution: { yes: 3, no: 6 }, contributing: 9 }
            : each,
        );
        const own = buildOwnFigures(publication, reporters([])[0]!, rounds, [
          { ...indicator, figures: counts },
          { ...indicator, code: 'I-X2', measure: 'percentage', unit: '%', figures: percentages },
          {
            ...choice,
            code: 'I-X3',
            figures: counts.map((each) => ({ ...each, value: null, choice: each.value && 'yes' })),
          },
        ]);
        const step = { ...indicator, slice: null, figures: counts };
        for (const figure of [
          buildIndicatorByState(parts, reporters(counts)),
          buildIndicatorBreakdown(parts, form, cells),
          buildIndicatorAnswers({ ...parts, indicator: choice, region: answered }),
          own,
          buildLensSteps(
            publication,
            { code: 'lens', title: longName },
            [1, 2, 3].map((position) => ({ ...step, funnel: { position, label: longName } })),
            rounds.at(-1)!,
            'lens.steps',
          ),
        ]) {
          if (figure) expectSound(figure);
        }
      }),
      { numRuns: 15 },
    );
  });

  test.each([0, 1, 11])('the map of %i states', (count) => {
    const participants = reporters([])
      .slice(0, count)
      .flatMap((state, at) => [
        {
          ...state,
          leads: 0,
          cooperates: 0,
          takesPart: 999,
          tile: at < 8 ? { row: (at % 4) + 1, column: at + 1 } : null,
        },
        {
          ...state,
          code: `BODY-OF-${at}XX`,
          kind: 'body' as const,
          leads: 40,
          cooperates: 3,
          takesPart: 0,
          tile: null,
        },
      ]);
    expectSound(buildParticipation(publication, '', rounds, participants));
  });
});

describe('what a figure says', () => {
  test('zero is printed, and each way of having no number has its mark', () => {
    const indicator = indicatorOf({ targets: [], baseline: null });
    const region = rounds
      .slice(0, 6)
      .map(({ code }, at) => (at === 5 ? figureOf(code, '0') : figureOf(code, null, { state: states[at]! })));
    const { rows } = buildIndicatorTimeSeries({
      publication,
      indicator,
      rounds: rounds.slice(0, 6),
      region,
      notes: [],
    });
    expect(rows.map(({ cells }) => cells['figure'])).toMatchObject([
      ...states.map((mark) => ({ kind: 'none', mark, reason: 'Few persons.' })),
      { kind: 'number', value: '0', receipt: '/values/I-X1/2026-H2/region/total' },
    ]);
  });

  test('only what is reported is read: a number beside another state goes nowhere', () => {
    // No publication holds such a row; a figure would not pass it on if one did.
    const leak = { state: 'suppressed', numerator: secret, denominator: secret } as const;
    const region = rounds.map(({ code }, at) =>
      at % 2 === 0
        ? figureOf(code, secret, { ...leak, distribution: { yes: Number(secret), no: 1 }, choice: secret })
        : figureOf(code, '40', { distribution: { yes: 3, no: 2 } }),
    );
    const indicator = indicatorOf({ measure: 'choice', aggregation: 'count_of_states', unit: 'states' });
    const counted = indicatorOf({});
    const parts = { publication, rounds, region };
    const form = counted.dimensions[0]!;
    const made = [
      buildIndicatorTimeSeries({ ...parts, indicator: counted, notes: [] }),
      buildIndicatorAnswers({ ...parts, indicator }),
      buildIndicatorByState({ ...parts, indicator: counted }, reporters(region)),
      buildIndicatorBreakdown({ ...parts, indicator: counted }, form, [
        { dimension: form.code, category: 'c0', figures: region },
      ]),
      buildOwnFigures(publication, reporters([])[0]!, rounds, [{ ...counted, figures: region }]),
      ...rounds.map((round) =>
        buildLensSteps(
          publication,
          { code: 'lens', title: 'Lens' },
          [{ ...counted, slice: null, funnel: { position: 1, label: 'Found' }, figures: region }],
          round,
          'lens.steps',
        ),
      ),
    ];
    for (const figure of made) {
      if (!figure) throw new Error('Every one of them has something to show.');
      const { wide, narrow } = draw(figure);
      const everything = JSON.stringify(figure) + wide + narrow;
      expect(everything).not.toContain(secret);
      expect(everything).not.toContain('987,654');
    }
  });

  test('a share of nothing is no zero', () => {
    const indicator = indicatorOf({ measure: 'percentage', unit: '%', aggregation: 'percentage' });
    const nothing = figureOf('2024-H1', null, { state: 'reported', numerator: '0', denominator: '0' });
    const { rows } = buildIndicatorTimeSeries({
      publication,
      indicator,
      rounds: rounds.slice(0, 1),
      region: [nothing],
      notes: [],
    });
    expect(rows.find(({ key }) => key === '2024-H1')?.cells['figure']).toMatchObject({
      kind: 'none',
      mark: 'not_applicable',
    });
  });

  test('one reporter is one, and several are several', () => {
    const all = reporters([figureOf('2024-H1', '12')]);
    const coverageOf = (some: typeof all) =>
      buildIndicatorByState({ publication, indicator: indicatorOf({}), rounds, region: [] }, some)?.coverage;
    expect(coverageOf(all.slice(0, 1))).toMatch(/^1 of 1 (state|reporter) with a figure of its own$/);
    expect(coverageOf(all)).toMatch(/^\d+ of \d+ (states|reporters) with a figure of their own$/);
  });

  test('who has released no more than marks is in the table, and not among those with a figure', () => {
    const [number, marks] = reporters([figureOf('2024-H1', '12')]);
    const range = { ...number!, code: 'YY', figures: [figureOf('2024-H1', null, { least: 1, most: 10 })] };
    const silent = { ...marks!, figures: [figureOf('2024-H1', null)] };
    const build = (all: ReporterInput[]) =>
      buildIndicatorByState({ publication, indicator: indicatorOf({}), rounds, region: [] }, all);
    const both = build([number!, range, silent]);
    expect(both?.rows).toHaveLength(3);
    expect(both?.title).toMatch(/: 2 \w+ have released figures of their own$/);
    expect(both?.coverage).toMatch(/^2 of 3 /);
    expect(both?.notes[1]).toMatch(/^1 \w+ is shown with marks alone, which say why\.$/);
    expect(build([silent])?.title).toMatch(/: no figure of a single reporter can be shown$/);
    const own = (figures: RoundFigure[][]) =>
      buildOwnFigures(
        publication,
        number!,
        rounds,
        figures.map((each, at) => ({ ...indicatorOf({ code: `I-X${at}` }), figures: each })),
      );
    const three = own([[figureOf('2024-H1', '12')], [...silent.figures], []]);
    expect([three?.rows.length, three?.title]).toEqual([
      2,
      expect.stringMatching(/ has released 1 figure of its own$/),
    ]);
    expect(three?.notes.at(-1)).toBe('1 figure is shown with marks alone, which say why.');
    expect(own([[...silent.figures]])?.title).toMatch(
      / has released no figure of its own that can be shown$/,
    );
  });

  test('who has released nothing has no picture of its own, and is counted in one sentence', () => {
    const [first, second] = reporters(rounds.slice(0, 1).map(({ code }) => figureOf(code, '12')));
    if (!first || !second) throw new Error('two reporters are needed');
    const build = (all: (typeof first)[]) =>
      buildIndicatorByState({ publication, indicator: indicatorOf({}), rounds, region: [] }, all);
    const figure = build([first, second, { ...second, code: 'ZZ' }]);
    expect(figure?.rows.map(({ key }) => key)).toEqual([first.code]);
    expect(figure?.coverage).toBe('1 of 3 states with a figure of their own');
    expect(figure?.notes[1]).toMatch(/^2 states released nothing and are left out here/);
    expect(build([first, second])?.notes[1]).toMatch(/^1 state released nothing and is left out here/);
    expect(build([first])?.notes.join(' ')).not.toContain('released nothing');
    // Why there is none is told from the list of reports alone.
    const marks = listOwnCells('I-X1', rounds, second, {});
    expect(rounds.slice(0, 3).map(({ code }) => marks?.[code])).toMatchObject([
      { kind: 'none', mark: 'not_yet_reported' },
      { kind: 'none', mark: 'not_applicable' },
      { kind: 'none', mark: 'withheld' },
    ]);
    expect(JSON.stringify(marks)).not.toContain('receipt');
    // A released figure does not speak for the rounds around it.
    expect(figure?.rows[0]?.cells['2024-H1']).toMatchObject({ kind: 'number', value: '12' });
    expect(figure?.rows[0]?.cells['2024-H2']).toMatchObject({ kind: 'none', mark: 'not_yet_reported' });
    expect(
      buildIndicatorByState({ publication, indicator: indicatorOf({}), rounds, region: [] }, []),
    ).toBeNull();
  });
});
