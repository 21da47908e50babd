import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DomainError } from '#server/domain/error/domain-error.ts';
import {
  applyTransition,
  getTransitionProblem,
  isItemOpen,
  isOpenForWriting,
  isWithSecretariat,
  listStatusPairs,
  listTransitions,
  type SubmissionFacts,
  type SubmissionStatus,
  submissionStatuses,
  type Transition,
  transitions,
} from '#server/domain/submission/submission.workflow.ts';

const facts = (status: SubmissionStatus, more: Partial<SubmissionFacts> = {}): SubmissionFacts => ({
  status,
  everReturned: false,
  reviewStarted: false,
  ...more,
});

/** Written out by hand: where each move leads from a report that was never returned, and from one that was. */
const moves: Record<Transition, Partial<Record<SubmissionStatus, [SubmissionStatus, SubmissionStatus]>>> = {
  clear: { draft: ['cleared', 'cleared'], returned: ['cleared', 'cleared'] },
  sendBack: { cleared: ['draft', 'returned'] },
  submit: { cleared: ['submitted', 'submitted'] },
  withdraw: { submitted: ['draft', 'returned'] },
  return: { submitted: ['returned', 'returned'] },
  accept: { submitted: ['accepted', 'accepted'] },
  undoAccept: { accepted: ['submitted', 'submitted'] },
  reopen: { accepted: ['returned', 'returned'] },
};

const willing: Partial<SubmissionFacts> = { blockingProblems: 0, reason: 'Because.' };

describe('the moves of a report', () => {
  for (const transition of transitions) {
    for (const status of submissionStatuses) {
      const expected = moves[transition][status];
      test(`${transition} from ${status}: ${expected ? 'may' : 'may not'}`, () => {
        for (const everReturned of [false, true]) {
          const given = facts(status, { ...willing, everReturned });
          if (expected) expect(applyTransition(transition, given)).toBe(expected[everReturned ? 1 : 0]);
          else expect(() => applyTransition(transition, given)).toThrow(DomainError);
        }
        expect(listTransitions(status).includes(transition)).toBe(expected !== undefined);
      });
    }
  }

  test('the pairs of statuses are those of the moves and no others', () => {
    const pairs = new Set(
      Object.values(moves).flatMap((from) =>
        Object.entries(from).flatMap(([status, to]) => to.map((one) => `${status}→${one}`)),
      ),
    );
    expect(new Set(listStatusPairs().map(([from, to]) => `${from}→${to}`))).toEqual(pairs);
    expect(listStatusPairs()).toHaveLength(pairs.size);
  });
});

describe('guards', () => {
  test('nothing is cleared that was not checked, or has an error', () => {
    expect(getTransitionProblem('clear', facts('draft'))).toMatch(/not been checked/);
    for (const problems of [1, 2, 1000]) {
      expect(getTransitionProblem('clear', facts('draft', { blockingProblems: problems }))).toMatch(/errors/);
    }
    expect(getTransitionProblem('clear', facts('draft', { blockingProblems: 0 }))).toBeNull();
  });

  test('nothing is withdrawn once somebody reads it', () => {
    expect(getTransitionProblem('withdraw', facts('submitted', { reviewStarted: true }))).toMatch(/review/);
    expect(getTransitionProblem('withdraw', facts('submitted'))).toBeNull();
  });

  test('nothing is reopened without a reason, and blanks are none', () => {
    for (const reason of [undefined, '', '  ', '\n\t\u00a0']) {
      const given = facts('accepted', reason === undefined ? {} : { reason });
      expect(getTransitionProblem('reopen', given)).toMatch(/reason/);
    }
    expect(getTransitionProblem('reopen', facts('accepted', { reason: 'A slip.' }))).toBeNull();
  });

  test('a refusal is NOT_ALLOWED_NOW with a whole sentence', () => {
    for (const transition of transitions) {
      for (const status of submissionStatuses) {
        const problem = getTransitionProblem(transition, facts(status));
        if (problem === null) continue;
        expect(problem).toMatch(/^[A-Z].*\.$/);
        expect(() => applyTransition(transition, facts(status))).toThrow(
          expect.objectContaining({ code: 'NOT_ALLOWED_NOW', message: problem }),
        );
      }
    }
  });
});

describe('a life of a report', () => {
  const step = fc.record({
    transition: fc.constantFrom(...transitions),
    problems: fc.constantFrom(undefined, 0, 0, 0, 3),
    reason: fc.constantFrom(undefined, 'A slip.', ''),
    reads: fc.boolean(),
  });

  test('takes legal pairs only, leaves with a clearance each time, and is never a draft again once returned', () => {
    const legal = new Set(listStatusPairs().map(([from, to]) => `${from}→${to}`));
    let reached = 0;
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        let status: SubmissionStatus = 'draft';
        let everReturned = false;
        let reviewStarted = false;
        let cleared = false;
        for (const { transition, problems, reason, reads } of steps) {
          if (status === 'submitted' && reads) reviewStarted = true;
          const given: SubmissionFacts = {
            status,
            everReturned,
            reviewStarted,
            ...(problems === undefined ? {} : { blockingProblems: problems }),
            ...(reason === undefined ? {} : { reason }),
          };
          const problem = getTransitionProblem(transition, given);
          if (problem !== null) {
            expect(() => applyTransition(transition, given)).toThrow(problem);
            continue;
          }
          const to: SubmissionStatus = applyTransition(transition, given);
          expect(legal.has(`${status}→${to}`)).toBe(true);
          if (transition === 'clear') {
            expect(problems).toBe(0);
            cleared = true;
          }
          if (to === 'submitted') {
            expect(cleared).toBe(true);
            reviewStarted = false;
          }
          if (transition === 'withdraw') expect(reviewStarted).toBe(false);
          if (to === 'draft' || to === 'returned') cleared = false;
          if (transition === 'return' || transition === 'reopen') everReturned = true;
          if (everReturned) expect(to).not.toBe('draft');
          if (to === 'accepted') reached += 1;
          status = to;
          // Writers and the secretariat never hold a report at once.
          expect(isOpenForWriting(status) && isWithSecretariat(status)).toBe(false);
        }
      }),
      { numRuns: 400 },
    );
    expect(reached).toBeGreaterThan(0);
  });
});

describe('what is open', () => {
  test.each(submissionStatuses)('in a report that is %s', (status) => {
    for (const returnScope of [null, 'all', 'queried'] as const) {
      for (const hasOpenQuery of [false, true]) {
        const expected =
          status === 'draft' || (status === 'returned' && (returnScope === 'all' || hasOpenQuery));
        expect(isItemOpen({ status, returnScope }, hasOpenQuery)).toBe(expected);
        if (isItemOpen({ status, returnScope }, hasOpenQuery)) expect(isOpenForWriting(status)).toBe(true);
      }
    }
  });
});
