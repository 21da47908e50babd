import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type AcceptedFigures,
  type ComparedIndicator,
  countEqualAnswers,
  listEqualityCandidates,
} from '#server/domain/plan/equality-candidates.calculations.ts';
import { buildSideKey, type FigureSide, groupEqualFigures } from '#server/domain/plan/figure-equality.ts';

const sex = { code: 'sex', categories: [{ code: 'female' }, { code: 'male' }] };
const count = (code: string, more: Partial<ComparedIndicator> = {}): ComparedIndicator => ({
  code,
  measure: 'count',
  unit: 'persons',
  countsPersons: true,
  reporters: 'states',
  dimensions: [sex],
  ...more,
});
const ratio = (code: string, more: Partial<ComparedIndicator> = {}) =>
  count(code, { measure: 'percentage', unit: '%', ...more });
/** A side by its key, "I-1/value/sex=female"; "I-1" is the total. */
const side = (text: string): FigureSide => {
  const [indicator = '', part = 'value', cell = 'total'] = text.split('/');
  const [dimension = null, category = null] = cell === 'total' ? [] : cell.split('=');
  return { indicator, part: part as FigureSide['part'], dimension, category };
};
const report = (round: string, figures: Record<string, string>): AcceptedFigures => ({
  round,
  figures: new Map(Object.entries(figures).map(([key, text]) => [buildSideKey(side(key)), text])),
});
/** Reports of one round with the figures of two sides, row by row. */
const pairs = (a: string, b: string, rows: [string, string][], round = 'R1') =>
  rows.map(([x, y]) => report(round, { [a]: x, [b]: y }));
const equal = (text: string): [string, string] => [text, text];

describe('two figures are listed', () => {
  const plan = [count('I-1'), ratio('I-2'), count('I-3')];
  const list = (reports: AcceptedFigures[], declared: [string, string][] = [], of = plan) =>
    listEqualityCandidates(
      of,
      reports,
      declared.map(([left, right]) => ({ left: side(left), right: side(right) })),
    );

  test('with how often they are equal, in how many rounds', () => {
    const reports = [
      ...pairs('I-1', 'I-2/denominator', [equal('20'), equal('3'), ['4', '5']]),
      ...pairs('I-1', 'I-2/denominator', [equal('30'), equal('0')], 'R2'),
    ];
    expect(list(reports)).toEqual([
      { left: side('I-2/denominator'), right: side('I-1'), equal: 3, answers: 4, rounds: 2 },
    ]);
  });

  test('when a line is equal to a total', () => {
    const reports = pairs('I-1/value/sex=female', 'I-3', [equal('20'), equal('30.0000')]);
    expect(list(reports)).toMatchObject([{ left: side('I-3'), right: side('I-1/value/sex=female') }]);
  });

  test('the surest first', () => {
    const reports = [
      ...pairs('I-1', 'I-2/denominator', [equal('20'), equal('30'), ['4', '5']]),
      ...pairs('I-1', 'I-3', [equal('40'), equal('50')]),
    ];
    expect(list(reports).map(({ left }) => left.indicator)).toEqual(['I-3', 'I-2']);
  });

  test.each<[string, AcceptedFigures[]]>([
    ['one large number only', pairs('I-1', 'I-3', [equal('20'), equal('3'), equal('10')])],
    ['zero', pairs('I-1', 'I-3', [equal('0'), equal('0'), equal('0')])],
    ['half of the reports', pairs('I-1', 'I-3', [equal('20'), equal('30'), ['4', '5'], ['0', '6']])],
    [
      'one round of two',
      [...pairs('I-1', 'I-3', [equal('20'), equal('30')]), ...pairs('I-1', 'I-3', [['20', '21']], 'R2')],
    ],
    ['one indicator', pairs('I-1', 'I-1/value/sex=female', [equal('20'), equal('30')])],
  ])('not when they agree in %s', (_, reports) => {
    expect(list(reports)).toEqual([]);
  });

  test.each<[string, ComparedIndicator[]]>([
    ['another unit', [count('I-1'), count('I-3', { unit: 'cases' })]],
    ['other reporters', [count('I-1'), count('I-3', { reporters: 'states_and_bodies ACWC' })]],
    ['persons and cases', [count('I-1'), count('I-3', { countsPersons: false })]],
    [
      'money and a part of a ratio',
      [
        count('I-1', { measure: 'money', unit: 'USD', countsPersons: false }),
        ratio('I-3', { countsPersons: false }),
      ],
    ],
  ])('not with %s', (_, of) => {
    const other = of[1]?.measure === 'percentage' ? 'I-3/denominator' : 'I-3';
    expect(list(pairs('I-1', other, [equal('20'), equal('30')]), [], of)).toEqual([]);
  });

  test('not when they are declared, or follow from what is', () => {
    const reports = [20, 30].map((n) =>
      report('R1', {
        'I-1': `${n}`,
        'I-2/denominator': `${n}`,
        'I-3': `${n}`,
        'I-1/value/sex=female': `${n - 5}`,
        'I-3/value/sex=female': `${n - 5}`,
      }),
    );
    const declared: [string, string][] = [
      ['I-2/denominator', 'I-1'],
      ['I-3', 'I-2/denominator'],
    ];
    expect(list(reports, declared)).toEqual([]);
    // What follows from others that are listed is left out too, and so are lines beside their totals.
    expect(list(reports).map(({ left, right }) => [left, right].map(buildSideKey).join(' '))).toEqual([
      'I-2/denominator/total I-1/value/total',
      'I-3/value/total I-1/value/total',
    ]);
  });

  test('by a search that finds what trying every pair finds, but for what follows from others', () => {
    const keys = [
      'I-1',
      'I-2/denominator',
      'I-2/numerator',
      'I-3',
      'I-1/value/sex=male',
      'I-3/value/sex=female',
    ];
    const figure = fc.constantFrom('0', '3', '11', '12', '20');
    const anyReport = fc
      .record({
        round: fc.constantFrom('R1', 'R2', 'R3'),
        values: fc.array(fc.option(figure), { minLength: 6, maxLength: 6 }),
      })
      .map(({ round, values }) =>
        report(
          round,
          Object.fromEntries(
            values.flatMap((value, at) => (value === null ? [] : [[keys[at] ?? '', value]])),
          ),
        ),
      );
    fc.assert(
      fc.property(fc.array(anyReport, { minLength: 2, maxLength: 12 }), (reports) => {
        const found = list(reports).map(({ left, right, ...counts }) => ({
          key: [left, right].map(buildSideKey).sort().join(' '),
          ...counts,
        }));
        const tried = keys.flatMap((a, at) =>
          keys.slice(at + 1).flatMap((b) => {
            const [x, y] = [side(a), side(b)];
            if (x.indicator === y.indicator) return [];
            const both = reports.flatMap(({ round, figures }) => {
              const [p, q] = [figures.get(buildSideKey(x)), figures.get(buildSideKey(y))];
              return p === undefined || q === undefined || (p === '0' && q === '0') ? [] : [{ round, p, q }];
            });
            const rounds = [...new Set(both.map(({ round }) => round))];
            const same = both.filter(({ p, q }) => p === q);
            const most = rounds.filter(
              (round) =>
                same.filter((one) => one.round === round).length * 2 >
                both.filter((one) => one.round === round).length,
            );
            if (same.filter(({ p }) => Number(p) > 10).length < 2 || most.length * 2 <= rounds.length)
              return [];
            const key = [x, y].map(buildSideKey).sort().join(' ');
            return [{ key, equal: same.length, answers: both.length, rounds: rounds.length }];
          }),
        );
        for (const one of found) expect(tried).toContainEqual(one);
        // Every pair that was tried is in one group with what is listed: by itself, by others, or by its totals.
        const listed = list(reports);
        for (const { key } of tried) {
          const [left = '', right = ''] = key.split(' ');
          if (found.some((one) => one.key === key)) continue;
          const chain = groupEqualFigures(listed).map((group) => group.map(buildSideKey));
          const totals = [left, right].map((text) => text.replace(/[^/]+$/, 'total'));
          const isImplied = (pair: string[]) =>
            chain.some((group) => pair.every((side) => group.includes(side)));
          expect(isImplied([left, right]) || isImplied(totals)).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });
});

test('what is declared is counted as it is', () => {
  const reports = pairs('I-1', 'I-3', [equal('2'), equal('0'), ['4', '5']]);
  const equality = { left: side('I-3'), right: side('I-1') };
  expect(countEqualAnswers([equality], reports)).toEqual([{ ...equality, equal: 1, answers: 2, rounds: 1 }]);
  expect(countEqualAnswers([equality], [])).toEqual([{ ...equality, equal: 0, answers: 0, rounds: 0 }]);
});
