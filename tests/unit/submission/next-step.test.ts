import { describe, expect, test } from 'vitest';
import { decideNextStep, type NextStepFacts } from '#server/domain/submission/decide-next-step.rules.ts';

const none = { write: false, clear: false, submit: false, withdraw: false };
const focal: NextStepFacts = {
  status: 'draft',
  roundState: 'open',
  reviewStarted: false,
  permissions: { ...none, write: true },
  mayAnswer: true,
  maySend: true,
  part: null,
  answered: 66,
  due: 66,
  unanswered: 0,
  gap: null,
  errors: 0,
  ready: false,
};
const clearing: NextStepFacts = { ...focal, permissions: { ...none, clear: true }, maySend: false };
const agency: NextStepFacts = { ...focal, maySend: false, part: { delivered: false }, answered: 5, due: 5 };
const gap = { kind: 'activity', code: 'A1.1' } as const;

/** The label, where it leads, and who acts next. */
const find = (facts: NextStepFacts) => {
  const { step, actor } = decideNextStep(facts);
  const { target } = step ?? {};
  const to =
    target?.page === 'item'
      ? target.code
      : target?.page === 'check'
        ? `check#${target.section}`
        : target?.page;
  return [step?.label ?? null, to ?? null, actor];
};

describe('the one next step of a focal point', () => {
  test.each([
    ['starts with the first gap', { gap, answered: 0 }, ['Start with A1.1', 'A1.1', 'you']],
    ['goes on with the next gap', { gap, answered: 35 }, ['Continue with A1.1', 'A1.1', 'you']],
    ['corrects errors', { errors: 2 }, ['Correct 2 errors', 'check#errors', 'you']],
    ['sends the whole', {}, ['Send to clearing officer', 'check#send', 'you']],
    ['waits for the clearing officer', { ready: true }, [null, null, 'clearing_officer']],
    [
      'answers before anything else',
      { status: 'returned', unanswered: 1, gap, ready: true },
      ['Answer 1 question', 'questions', 'you'],
    ],
    [
      'submits what is cleared',
      { status: 'cleared', permissions: { ...none, submit: true } },
      ['Submit', 'check#send', 'you'],
    ],
    [
      'can withdraw what nobody reviews yet',
      { status: 'submitted', permissions: { ...none, withdraw: true } },
      ['Withdraw', 'check#send', 'secretariat'],
    ],
    [
      'answers what is asked while the report stays submitted',
      { status: 'submitted', permissions: none, unanswered: 2 },
      ['Answer 2 questions', 'questions', 'you'],
    ],
    [
      'waits where somebody else answers',
      { status: 'submitted', permissions: none, unanswered: 2, mayAnswer: false },
      [null, null, 'secretariat'],
    ],
    ['waits for the review', { status: 'submitted', permissions: none }, [null, null, 'secretariat']],
    ['is done', { status: 'accepted', permissions: none }, [null, null, 'nobody']],
    ['waits for the round', { roundState: 'planned', permissions: none }, [null, null, 'nobody']],
    ['is too late', { roundState: 'closed', permissions: none }, [null, null, 'nobody']],
  ] as [string, Partial<NextStepFacts>, unknown][])('%s', (_, facts, expected) => {
    expect(find({ ...focal, ...facts })).toEqual(expected);
  });

  test('of a sectoral body, who clears too', () => {
    const body = { ...focal, maySend: false, permissions: { ...none, write: true, clear: true } };
    expect(find(body)).toEqual(['Check and clear', 'check#send', 'you']);
    expect(find({ ...body, gap })).toEqual(['Continue with A1.1', 'A1.1', 'you']);
  });
});

describe('the one next step of a clearing officer', () => {
  test('is expected once the report is sent to them, and possible before', () => {
    expect(decideNextStep(clearing)).toMatchObject({
      step: { label: 'Check and clear', isExpected: false },
      actor: 'focal_point',
    });
    expect(decideNextStep({ ...clearing, ready: true })).toMatchObject({
      step: { label: 'Check and clear', isExpected: true },
      actor: 'you',
      sentence: 'The report is ready for you.',
    });
    expect(decideNextStep({ ...clearing, ready: true, errors: 1 }).sentence).toBe(
      'The report is ready for you, but 1 error must be corrected by its writers first.',
    );
  });
});

describe('the one next step of people of an agency', () => {
  test.each([
    ['writes', { gap, answered: 3 }, ['Continue with A1.1', 'A1.1', 'you']],
    ['delivers', {}, ['Deliver your part', 'check#send', 'you']],
    ['has delivered', { part: { delivered: true } }, [null, null, 'focal_point']],
    ['has no part', { answered: 0, due: 0 }, [null, null, 'focal_point']],
    ['answers', { status: 'returned', unanswered: 2 }, ['Answer 2 questions', 'questions', 'you']],
  ] as [string, Partial<NextStepFacts>, unknown][])('%s', (_, facts, expected) => {
    expect(find({ ...agency, ...facts })).toEqual(expected);
  });
});
