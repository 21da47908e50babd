import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  buildMidtermReview,
  type GapActivity,
  listPartnerGaps,
  compareWithTarget,
} from '#server/domain/learning/midterm-review.calculations.ts';
import {
  checkLearningEntry,
  buildLearningCode,
  parseEvidence,
  toLearningFields,
  formatEvidence,
  type LearningEntry,
  type LearningLists,
} from '#server/domain/learning/learning-entry.rules.ts';

const lists: LearningLists = {
  ratings: [{ code: 'behind', label: 'Behind', meaning: 'Not reached.' }],
  indicators: [{ code: 'I-B3', title: 'Victims identified' }],
  owners: [{ code: 'TH', name: 'Thailand' }],
  sources: [{ code: 'L1', label: 'A lesson' }],
  recommendations: [{ code: 'study/R1', label: 'A study: do it' }],
};

describe('entries', () => {
  test('say what is wrong at each field', () => {
    const { problems } = checkLearningEntry(
      'action',
      { dueOn: '2027-02-30', owner: 'XX', follows: 'L9' },
      lists,
    );
    expect(problems.map(({ path }) => path)).toEqual(['action', 'owner', 'dueOn', 'state', 'follows']);
    const judged = { question: 'Why?', criterion: 'impact', rating: 'behind' };
    expect(checkLearningEntry('question', judged, lists).problems.map(({ path }) => path)).toEqual([
      'judgement',
    ]);
    expect(checkLearningEntry('question', { ...judged, rating: '' }, lists).problems).toEqual([]);
  });

  test('evidence is a page of the tracker, and comes back as it was typed', () => {
    for (const wrong of [
      'no bar',
      'x | https://elsewhere.test',
      'x | //elsewhere.test',
      '| /plan',
      'x | /a b',
    ]) {
      expect(parseEvidence(wrong).problem).not.toBeNull();
    }
    const label = fc.stringMatching(/^[A-Za-z][A-Za-z |]{0,20}[A-Za-z]$/);
    fc.assert(
      fc.property(
        fc.array(fc.record({ label, path: fc.constant('/indicators/I-B3') }), { maxLength: 5 }),
        (links) => {
          expect(parseEvidence(formatEvidence(links))).toEqual({ links, problem: null });
        },
      ),
    );
    const fields = { title: 'One line', lesson: 'Words.', follows: 'study/R1', evidence: 'Plan | /plan' };
    expect(toLearningFields(checkLearningEntry('lesson', fields, lists).content)).toEqual(fields);
  });

  test('codes count up', () => {
    const { content } = checkLearningEntry('question', {}, lists);
    expect(buildLearningCode('question', content, ['Q1', 'Q9'])).toBe('Q10');
    const target = checkLearningEntry('target', { indicator: 'I-B3' }, lists);
    expect(buildLearningCode('target', target.content, [])).toBe('I-B3');
  });
});

describe('targets', () => {
  const rounds = ['2025-H1', '2025-H2'].map((code, at) => ({
    code,
    title: code,
    periodStart: at === 0 ? '2025-01-01' : '2025-07-01',
    periodEnd: at === 0 ? '2025-06-30' : '2025-12-31',
  }));
  const figure = (round: string, value: string | null) => ({
    round,
    state: value === null ? ('suppressed' as const) : ('reported' as const),
    value,
    numerator: null,
    denominator: null,
    distribution: null,
    choice: null,
    contributing: 5,
    expected: 11,
    note: null,
  });
  const flow = { direction: 'up', aggregation: 'sum', reportedBy: 'states', personCount: false } as const;
  const hold = (targets: { year: number; value: string }[], values: (string | null)[]) =>
    compareWithTarget(
      { ...flow, targets },
      rounds,
      values.map((value, at) => figure(rounds[at]!.code, value)),
      [],
    );

  test('stand beside the newest year, with the reports that are in its figure', () => {
    expect(hold([{ year: 2025, value: '11' }], ['4', '6'])).toEqual({
      targetYear: 2025,
      target: '11',
      actualYear: 2025,
      actual: '10',
      coverage: '5 of 11 in 2025-H1, 5 of 11 in 2025-H2',
      outcome: 'cannot_be_said',
      outcomeWords: 'cannot be said: 5 of 11 reported',
      doubt: '5 of 11 reported',
    });
    expect(hold([{ year: 2028, value: '3' }], ['4', '6'])).toMatchObject({
      outcome: 'not_due',
      actualYear: 2025,
      actual: '10',
    });
    expect(hold([{ year: 2025, value: '3' }], [null, null])).toMatchObject({
      outcome: 'cannot_be_said',
      actualYear: null,
      actual: null,
    });
    expect(hold([], ['4', '6'])).toBeNull();
  });
});

test('a gap is late or alone, never done and never before its time', () => {
  const activity: fc.Arbitrary<GapActivity> = fc.record({
    code: fc.string(),
    title: fc.constant('An activity'),
    area: fc.constant('A'),
    lead: fc.constant('SOMTC'),
    partners: fc.array(fc.constantFrom('IOM', 'UNODC'), { maxLength: 2 }),
    status: fc.constant(null),
    isLate: fc.boolean(),
    isDone: fc.boolean(),
    due: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(activity), (activities) => {
      const expected = activities.filter(
        ({ isDone, due, isLate, partners }) => due && !isDone && (isLate || partners.length === 0),
      );
      expect(listPartnerGaps(activities)).toHaveLength(expected.length);
    }),
  );
});

test('a review is made of what was written, and says which actions are overdue', () => {
  const by = { version: 1, changedBy: 'An officer', changedAt: '2026-11-01T00:00:00Z' };
  const action = { action: 'Do it.', owner: 'TH', follows: '', note: '' };
  const entries: LearningEntry[] = [
    { ...by, kind: 'action', code: 'F2', content: { ...action, dueOn: '2026-12-01', state: 'open' } },
    { ...by, kind: 'action', code: 'F1', content: { ...action, dueOn: '2026-06-01', state: 'under_way' } },
    { ...by, kind: 'action', code: 'F3', content: { ...action, dueOn: '2026-05-01', state: 'done' } },
  ];
  const source = { entries, lists, targets: [], gaps: [], support: [] };
  const review = buildMidtermReview(source, '2026-11-29');
  expect(review.actions.map(({ code, overdue, owner }) => [code, overdue, owner])).toEqual([
    ['F3', false, 'Thailand'],
    ['F1', true, 'Thailand'],
    ['F2', false, 'Thailand'],
  ]);
  expect(review.questions).toEqual([]);
});
