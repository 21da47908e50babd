import { describe, expect, test } from 'vitest';
import type { CheckedIndicator, RuleSetting } from '#server/domain/validation/checked-report.ts';
import { cell, check, counts, define, has, history, indicator, rate, setting } from './checked.ts';

const find = (more: Partial<CheckedIndicator>, settings: RuleSetting[] = []) =>
  check({ indicators: [indicator(more)], settings });
const bare = define({ dimensions: [] });

describe('totals and parts', () => {
  test.each<[string, Partial<CheckedIndicator>, string[]]>([
    ['without a figure is a gap', {}, ['gap not_reported I-1 total']],
    [
      'with parts and no total is an error',
      { cells: counts('3', { 'sex=female': '1' }).slice(1) },
      ['error total_missing I-1 total'],
    ],
    ['with a total only should be split', { cells: counts('3') }, ['warning split_missing I-1 sex']],
    ['of zero need not be split', { cells: counts('0') }, []],
    ['with parts that fill it is fine', { cells: counts('3', { 'sex=female': '1', 'sex=male': '2' }) }, []],
    [
      'with parts below it should say where the rest is',
      { cells: counts('9', { 'sex=female': '1', 'sex=male': '2' }) },
      ['warning parts_below_total I-1 sex'],
    ],
    ['with a part missing may be below', { cells: counts('9', { 'sex=female': '1' }) }, []],
    [
      'with parts above it is an error',
      { cells: counts('2', { 'sex=female': '1', 'sex=male': '2' }) },
      ['error parts_exceed_total I-1 sex'],
    ],
    [
      'that is not available should say why',
      { cells: [cell({ state: 'not_available' })] },
      ['warning not_available_without_note I-1 note'],
    ],
    ['that says why is fine', { cells: [cell({ state: 'not_applicable' })], note: 'No such law.' }, []],
    [
      'copied and not confirmed blocks',
      { cells: counts('0'), copiedFrom: '2025-H2' },
      ['error copied_not_confirmed I-1'],
    ],
  ])('an indicator %s', (_, more, expected) => {
    expect(has(find(more))).toEqual(expected);
  });

  test('a breakdown that leaves some out by its definition may be below the total', () => {
    const cells = counts('9', { 'sex=female': '1', 'sex=male': '2' });
    const settings = [setting('parts_below_total', 'warning', { except: ['sex'] }, 'I-1')];
    expect(has(find({ cells }, settings))).toEqual([]);
  });

  test('whoever holds a part only is not asked for what others hold', () => {
    const part = indicator({ cells: counts('3', { 'sex=female': '1' }).slice(1) });
    expect(check({ indicators: [part], whole: false })).toEqual([]);
    expect(check({ indicators: [indicator({ cells: counts('3') })], whole: false })).toEqual([]);
  });

  test('the upper figure of a percentage is a part of the lower', () => {
    const definition = define({
      measure: 'percentage',
      numeratorLabel: 'Answered',
      denominatorLabel: 'Sent',
      dimensions: [],
    });
    const [finding] = find({ definition, cells: rate('12', '9') });
    expect(finding?.sentence).toBe('In I-1, “Answered” (12) is more than “Sent” (9).');
    expect(find({ definition, cells: rate('9', '9') })).toEqual([]);
  });
});

describe('against its own past', () => {
  const jump = (now: string, ...past: string[]) =>
    find({ definition: bare, cells: counts(now), history: history(...past) });

  test.each<[string, string, string[], string[]]>([
    ['nothing before', '900', [], []],
    ['far above the last', '505', ['40'], ['unlikely_jump']],
    ['five times is within reach', '200', ['40'], []],
    ['far above the middle of years', '505', ['40', '22', '31', '10'], ['unlikely_jump']],
    ['as high as once before', '505', ['40', '22', '31', '505'], []],
    ['far below', '6', ['140', '122', '131'], ['unlikely_jump']],
    ['small numbers may jump', '15', ['1', '2', '1'], []],
    ['from one to a crowd', '21', ['1'], ['unlikely_jump']],
    ['zero after a count', '0', ['40'], ['zero_after_counts']],
    ['zero after zero', '0', ['0', '40'], []],
    ['zero after years of counts', '0', ['40', '22', '10', '0'], ['zero_after_counts']],
    ['a crowd after zeros', '40', ['0', '0'], ['unlikely_jump']],
  ])('%s', (_, now, past, rules) => {
    expect(jump(now, ...past).map(({ rule }) => rule)).toEqual(rules);
  });

  test('the sentence names the figures, so that another figure is another warning', () => {
    expect(jump('12505', '40', '22', '1031', '10')[0]?.sentence).toBe(
      'I-1 is 12,505, far above earlier reports: between 10 and 1,031 in the last 4 rounds.',
    );
    expect(jump('505', '40')[0]?.sentence).toBe('I-1 is 505, far above earlier reports: 40 in 2025-H2.');
    expect(jump('0', '40', '22')[0]?.sentence).toBe(
      'I-1 is zero after between 22 and 40 in 2025-H1 and 2025-H2.',
    );
  });

  test('what was not available is passed over', () => {
    const past = history(cell({ state: 'not_available' }), '40');
    expect(find({ definition: bare, cells: counts('505'), history: past })).toHaveLength(1);
    expect(
      find({ definition: bare, cells: counts('9'), history: history(cell({ state: 'not_available' })) }),
    ).toEqual([]);
  });

  test('a percentage is compared in points, where the numbers are large enough', () => {
    const definition = define({ measure: 'percentage', dimensions: [] });
    const past = history(...['20', '25', '30'].map((numerator) => cell({ numerator, denominator: '100' })));
    const rules = (cells: CheckedIndicator['cells']) => find({ definition, cells, history: past });
    expect(rules(rate('90', '100'))[0]?.sentence).toBe(
      'I-1 is 90.0%, far above earlier reports: between 20.0% and 30.0% in the last 3 rounds.',
    );
    expect(rules(rate('60', '100'))).toEqual([]);
    expect(rules(rate('9', '10'))).toEqual([]);
    expect(rules(rate('0', '0')).map(({ rule }) => rule)).toEqual(['zero_after_counts']);
  });

  test('factor, smallest difference and number of rounds can be set for one indicator', () => {
    const odd = { definition: bare, cells: counts('90'), history: history('40', '2') };
    const set = (parameters: Record<string, unknown>) =>
      find(odd, [setting('unlikely_jump', 'warning', parameters, 'I-1')]).length;
    expect([
      set({}),
      set({ factor: 3 }),
      set({ factor: 2, rounds: 1 }),
      set({ factor: 2, minimum: 100 }),
    ]).toEqual([0, 1, 1, 0]);
  });

  test('a cumulative figure does not fall', () => {
    const cumulative = [setting('cumulative_falls', 'warning', { cumulative: true }, 'I-1')];
    const fallen = { definition: bare, cells: counts('39'), history: history('40') };
    expect(has(find(fallen, cumulative))).toEqual(['warning cumulative_falls I-1 total']);
    expect(find(fallen)).toEqual([]);
    expect(find({ ...fallen, cells: counts('40') }, cumulative)).toEqual([]);
  });

  test('a step that was taken is not given up', () => {
    const definition = define({
      measure: 'choice',
      dimensions: [],
      choices: [
        { code: 'yes', label: 'Yes' },
        { code: 'no', label: 'No' },
      ],
    });
    const steps = [setting('cumulative_falls', 'warning', { cumulative: true, steps: ['no', 'yes'] }, 'I-1')];
    const answer = (choice: string) => cell({ choice });
    const back = { definition, cells: [answer('no')], history: history(answer('yes')) };
    expect(find(back, steps)[0]?.sentence).toBe('I-1 went back from “Yes” in 2025-H2 to “No”.');
    expect(find({ ...back, cells: [answer('yes')], history: history(answer('no')) }, steps)).toEqual([]);
  });
});

describe('against other indicators', () => {
  const all = indicator({
    definition: define({
      dimensions: [
        {
          code: 'form',
          name: 'Form',
          categories: [
            { code: 'scam', name: 'Forced criminality' },
            { code: 'labour', name: 'Labour' },
          ],
        },
      ],
    }),
    cells: counts('30', { 'form=scam': '12' }),
  });
  const slice = (total: string) =>
    indicator({ definition: define({ code: 'I-2', dimensions: [] }), cells: counts(total) });
  const run = (total: string, settings: RuleSetting[]) =>
    check({ indicators: [all, slice(total)], settings });

  test('a slice is no more than the total it is a part of', () => {
    const rule = [setting('slice_above_total', 'error', { other: 'I-1' }, 'I-2')];
    expect(run('31', rule)[0]?.sentence).toBe('I-2 is 31, more than I-1, which is 30.');
    expect(run('30', rule)).toEqual([]);
  });

  test('a slice can be a category', () => {
    const rule = [setting('slice_above_total', 'error', { other: 'I-1', other_cell: 'form=scam' }, 'I-2')];
    expect(run('13', rule)[0]?.sentence).toBe(
      'I-2 is 13, more than I-1 for “Forced criminality”, which is 12.',
    );
    expect(has(run('13', rule))).toEqual(['error slice_above_total I-2 total']);
  });

  test('what is asked in two places is the same in both', () => {
    const rule = [setting('unequal_to_other', 'warning', { other: 'I-1', other_cell: 'form=scam' }, 'I-2')];
    expect(run('11', rule)[0]?.sentence).toBe('I-2 is 11, and I-1 for “Forced criminality” is 12.');
    expect(run('12', rule)).toEqual([]);
  });

  test('where the other is not there, nothing is compared', () => {
    const rule = [setting('slice_above_total', 'error', { other: 'I-9' }, 'I-2')];
    expect(run('31', rule)).toEqual([]);
    expect(run('31', [setting('slice_above_total', 'error', {}, 'I-2')])).toEqual([]);
  });
});
