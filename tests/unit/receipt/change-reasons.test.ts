import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listCellHistory } from '#server/domain/receipt/value-history.calculations.ts';
import {
  type ChangeFacts,
  changeReasons,
  listChangeReasons,
  changeReasonWords,
  describeReasons,
} from '#server/domain/receipt/change-reasons.rules.ts';

const facts: ChangeFacts = {
  roundIn: 'both',
  indicatorIn: 'both',
  scope: 'region',
  before: 'reported',
  after: 'reported',
  moreReports: 'same',
  reporterBefore: null,
  reporterAfter: null,
  redefined: false,
};
const national: ChangeFacts = {
  ...facts,
  scope: 'reporter',
  moreReports: null,
  reporterBefore: true,
  reporterAfter: true,
};
const states = [
  'reported',
  'not_available',
  'not_applicable',
  'not_yet_reported',
  'suppressed',
  'withheld',
] as const;

describe('why a figure differs', () => {
  it.each<[string, Partial<ChangeFacts>, string[]]>([
    ['a round that is new', { roundIn: 'later', before: null, redefined: true }, ['new_round']],
    ['an indicator that is new', { indicatorIn: 'later', before: null }, ['new_indicator']],
    ['an indicator that is gone', { indicatorIn: 'earlier', after: null }, ['gone']],
    ['hidden now', { after: 'suppressed', moreReports: 'more' }, ['suppressed']],
    ['shown now', { before: 'suppressed' }, ['shown']],
    ['held back by all', { after: 'withheld' }, ['consent']],
    ['released', { before: 'withheld', redefined: true }, ['consent', 'definition']],
    ['one more report', { moreReports: 'more' }, ['coverage']],
    [
      'a report less, defined otherwise',
      { moreReports: 'fewer', redefined: true },
      ['definition', 'coverage'],
    ],
    ['other numbers of as many reports', {}, ['correction']],
  ])('of the region: %s', (_, given, reasons) => {
    expect(listChangeReasons({ ...facts, ...given })).toEqual(reasons);
  });

  it.each<[string, Partial<ChangeFacts>, string[]]>([
    ['it had reported before and is shown now', { before: null }, ['consent']],
    ['it had reported before and is no longer shown', { after: null }, ['consent']],
    ['it reported since', { before: null, reporterBefore: false }, ['coverage']],
    ['it put its figure right', {}, ['correction']],
    ['it was asked for and now answers', { before: 'not_yet_reported', reporterBefore: false }, ['coverage']],
  ])('of one reporter: %s', (_, given, reasons) => {
    expect(listChangeReasons({ ...national, ...given })).toEqual(reasons);
  });

  it('always has a reason that has words, and never calls a hidden figure a correction', () => {
    const side = fc.constantFrom('both', 'later', 'earlier');
    fc.assert(
      fc.property(
        fc.record({
          roundIn: side,
          indicatorIn: side,
          scope: fc.constantFrom('region', 'reporter'),
          before: fc.constantFrom(null, ...states),
          after: fc.constantFrom(null, ...states),
          moreReports: fc.constantFrom('more', 'fewer', 'same', null),
          reporterBefore: fc.constantFrom(true, false, null),
          reporterAfter: fc.constantFrom(true, false, null),
          redefined: fc.boolean(),
        }) as fc.Arbitrary<ChangeFacts>,
        (given) => {
          const reasons = listChangeReasons(given);
          expect(reasons.length).toBeGreaterThan(0);
          for (const reason of reasons) expect(changeReasonWords[reason].title).toBeTruthy();
          if (given.after === 'suppressed' && given.roundIn === 'both')
            expect(reasons).not.toContain('correction');
        },
      ),
    );
    expect(Object.keys(changeReasonWords).sort()).toEqual([...changeReasons].sort());
    expect(describeReasons(['definition', 'correction'])).toBe('Definition changed; corrected');
  });
});

describe('the history of a cell', () => {
  const figure = (
    value: string | null,
    contributing: number,
    state = value === null ? 'suppressed' : 'reported',
  ) => ({
    figure: {
      round: '2025-H1',
      state: state as 'reported',
      value,
      numerator: null,
      denominator: null,
      distribution: null,
      choice: null,
      contributing,
      expected: 10,
      note: null,
    },
  });

  it('tells first, same, more reports, a correction, and what was hidden', () => {
    const history = [figure('12', 4), figure('12', 4), figure('15', 5), figure('14', 5), figure(null, 5)];
    expect(listCellHistory(history, 'region').map(({ change }) => change)).toEqual([
      'first',
      'same',
      ['coverage'],
      ['correction'],
      ['suppressed'],
    ]);
    expect(listCellHistory([], 'region')).toEqual([]);
  });

  it('takes answers in another order for the same', () => {
    const [one, other] = [figure('3', 5), figure('3', 5)];
    const history = [
      { figure: { ...one.figure, distribution: { yes: 3, no: 2 } } },
      { figure: { ...other.figure, distribution: { no: 2, yes: 3 } } },
    ];
    expect(listCellHistory(history, 'region')[1]?.change).toBe('same');
  });
});
