import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  isActivityReported,
  isIndicatorReported,
  listActivityChanges,
  listIndicatorChanges,
  listReceivedSnapshots,
  listSnapshotChanges,
} from '#server/domain/submission/snapshot-changes.calculations.ts';
import type {
  SnapshotActivity,
  SnapshotCell,
  SnapshotIndicator,
} from '#server/domain/submission/snapshot-content.ts';

const activity = (change: Partial<SnapshotActivity> = {}): SnapshotActivity => ({
  activity: 'A1.1',
  status: 'on_track',
  achievements: 'Two workshops.',
  challenges: '',
  nextSteps: '',
  narrativeReleased: false,
  ...change,
});
const indicator = (cells: SnapshotCell[], change: Partial<SnapshotIndicator> = {}): SnapshotIndicator => ({
  indicator: 'I-B3',
  note: '',
  release: 'regional',
  cells,
  ...change,
});
const total = (value: string): SnapshotCell => ({ state: 'reported', value });

describe('changes of an activity', () => {
  test('the fields that differ, in the order in which they are read', () => {
    expect(listActivityChanges(activity(), activity())).toEqual([]);
    expect(
      listActivityChanges(
        activity(),
        activity({ nextSteps: 'A third.', status: 'completed', narrativeReleased: true }),
      ),
    ).toEqual(['status', 'nextSteps', 'narrativeReleased']);
  });

  test('what was not asked before counts as not written', () => {
    expect(listActivityChanges(null, activity())).toEqual(['status', 'achievements']);
    expect(listActivityChanges(null, activity({ status: null, achievements: '' }))).toEqual([]);
    expect(listActivityChanges(activity(), null)).toEqual(['status', 'achievements']);
  });
});

describe('changes of an indicator', () => {
  test('each cell by its key, with note and release', () => {
    const before = indicator([
      total('12'),
      { state: 'reported', value: '5', dimension: 'sex', category: 'female' },
    ]);
    const now = indicator(
      [
        total('12'),
        { state: 'reported', value: '6', dimension: 'sex', category: 'female' },
        { state: 'reported', value: '6', dimension: 'sex', category: 'male' },
      ],
      { note: 'Corrected.', release: 'national' },
    );
    expect(listIndicatorChanges(before, now)).toEqual(['sex=female', 'sex=male', 'note', 'release']);
  });

  test('zero, not available, not applicable and nothing are four different answers', () => {
    const answers: SnapshotCell[][] = [
      [total('0')],
      [{ state: 'not_available' }],
      [{ state: 'not_applicable' }],
      [],
    ];
    for (const [i, one] of answers.entries()) {
      for (const [j, other] of answers.entries()) {
        expect(listIndicatorChanges(indicator(one), indicator(other))).toEqual(i === j ? [] : ['total']);
      }
    }
  });

  test('a number is the same number as text and as a number', () => {
    expect(
      listIndicatorChanges(indicator([{ state: 'reported', value: 7 }]), indicator([total('7')])),
    ).toEqual([]);
  });

  test('a part of a percentage counts as a change of its cell', () => {
    const share = (numerator: string): SnapshotCell => ({ state: 'reported', numerator, denominator: '40' });
    expect(listIndicatorChanges(indicator([share('10')]), indicator([share('11')]))).toEqual(['total']);
  });
});

describe('changes of a whole report', () => {
  const cells = fc.uniqueArray(
    fc.record({
      category: fc.constantFrom('female', 'male', 'unknown'),
      state: fc.constantFrom('reported', 'not_available', 'not_applicable'),
      value: fc.nat(50).map(String),
    }),
    { selector: ({ category }) => category },
  );
  const content = fc.record({
    activities: fc.uniqueArray(
      fc.record({
        activity: fc.constantFrom('A1.1', 'A1.2', 'B1.1'),
        status: fc.constantFrom('on_track', 'completed', null),
        achievements: fc.constantFrom('', 'Something.'),
        challenges: fc.constant(''),
        nextSteps: fc.constantFrom('', 'More.'),
        narrativeReleased: fc.boolean(),
      }),
      { selector: (item) => item.activity },
    ),
    indicators: fc.uniqueArray(
      fc.record({
        indicator: fc.constantFrom('I-A1', 'I-B3'),
        note: fc.constantFrom('', 'Provisional.'),
        release: fc.constantFrom('regional', 'national', 'withheld'),
        cells: cells.map((given) =>
          given.map(({ state, category, value }) =>
            state === 'reported'
              ? { dimension: 'sex', category, state, value }
              : { dimension: 'sex', category, state },
          ),
        ),
      }),
      { selector: (item) => item.indicator },
    ),
  });

  test('a report does not differ from itself, and two differ in the same items either way round', () => {
    fc.assert(
      fc.property(content, content, (one, other) => {
        const none = listSnapshotChanges(one, structuredClone(one));
        expect(none.activities.size + none.indicators.size).toBe(0);
        const there = listSnapshotChanges(one, other);
        const back = listSnapshotChanges(other, one);
        expect([...there.activities.keys()].sort()).toEqual([...back.activities.keys()].sort());
        for (const [code, fields] of there.indicators) {
          expect([...fields].sort()).toEqual([...(back.indicators.get(code) ?? [])].sort());
        }
      }),
    );
  });

  test('whether anything was said', () => {
    expect(isActivityReported(activity({ status: null, achievements: '' }))).toBe(false);
    expect(isActivityReported(activity({ status: null }))).toBe(true);
    expect(isIndicatorReported(indicator([]))).toBe(false);
    expect(isIndicatorReported(indicator([total('0')]))).toBe(true);
    expect(isIndicatorReported(null)).toBe(false);
  });
});

describe('snapshots that the secretariat has received', () => {
  test.each<[string, string[], number[]]>([
    ['a draft', ['clear'], []],
    ['once submitted', ['clear', 'submit'], [1]],
    ['withdrawn: it has gone back', ['clear', 'submit', 'withdraw'], []],
    ['withdrawn and submitted again', ['clear', 'submit', 'withdraw', 'clear', 'submit'], [2]],
    ['returned and submitted again', ['clear', 'submit', 'return', 'clear', 'submit'], [1, 2]],
    [
      'returned, submitted, withdrawn: the first one is what was received',
      ['clear', 'submit', 'return', 'clear', 'submit', 'withdraw', 'clear'],
      [1],
    ],
    [
      'reopened after acceptance',
      ['clear', 'submit', 'accept', 'reopen', 'clear', 'sendBack', 'clear', 'submit', 'accept'],
      [1, 2],
    ],
  ])('%s', (_, transitions, numbers) => {
    expect(listReceivedSnapshots(transitions)).toEqual(numbers);
  });
});
