import { DomainError } from '../error/domain-error.ts';

/**
 * The states of a report:
 *
 *   draft -clear→ cleared -submit→ submitted -return→ returned -clear→ cleared -submit→ submitted -accept→ accepted
 *
 * A cleared report can be sent back to its writers. A submitted one can be withdrawn until somebody starts to
 * review it. The secretariat can reopen an accepted one with a reason. An acceptance can be undone, which leaves
 * the report where it was: with the secretariat (docs/decisions/0035-the-review-desk.md). A returned report is
 * cleared again before it is submitted again, so that changed figures leave the country with a sign-off like the
 * first ones (docs/decisions/0010-clear-again-after-a-return.md).
 *
 * Only this file and the seeds name statuses.
 */
export const submissionStatuses = ['draft', 'cleared', 'submitted', 'returned', 'accepted'] as const;
export type SubmissionStatus = (typeof submissionStatuses)[number];

export const transitions = [
  'clear',
  'sendBack',
  'submit',
  'withdraw',
  'return',
  'accept',
  'undoAccept',
  'reopen',
] as const;
export type Transition = (typeof transitions)[number];

export const submissionStatusLabels: Record<SubmissionStatus, string> = {
  draft: 'Draft',
  cleared: 'Cleared',
  submitted: 'Submitted',
  returned: 'Returned',
  accepted: 'Accepted',
};

export type SubmissionFacts = {
  status: SubmissionStatus;
  /** Whether the secretariat has ever returned the report. */
  everReturned: boolean;
  reviewStarted: boolean;
  /** How many problems block clearance; only needed for `clear`. */
  blockingProblems?: number;
  reason?: string;
};

type Rule = {
  from: readonly SubmissionStatus[];
  to: (facts: SubmissionFacts) => SubmissionStatus;
  /** Returns a sentence that explains why not, or null. */
  guard?: (facts: SubmissionFacts) => string | null;
};

const needsReason = (facts: SubmissionFacts) => (facts.reason?.trim() ? null : 'Give a reason.');
/**
 * The status before it was cleared: a report that was returned before stays open only for what was queried.
 */
const backToWriters = (facts: SubmissionFacts): SubmissionStatus =>
  facts.everReturned ? 'returned' : 'draft';

const rules: Record<Transition, Rule> = {
  clear: {
    from: ['draft', 'returned'],
    to: () => 'cleared',
    guard: (facts) =>
      facts.blockingProblems === undefined
        ? 'The report has not been checked.'
        : facts.blockingProblems > 0
          ? 'The report has errors. Correct them before clearing it.'
          : null,
  },
  sendBack: { from: ['cleared'], to: backToWriters },
  submit: { from: ['cleared'], to: () => 'submitted' },
  withdraw: {
    from: ['submitted'],
    to: backToWriters,
    guard: (facts) =>
      facts.reviewStarted ? 'The review has started. Ask the secretariat to return the report.' : null,
  },
  return: { from: ['submitted'], to: () => 'returned' },
  accept: { from: ['submitted'], to: () => 'accepted' },
  undoAccept: { from: ['accepted'], to: () => 'submitted' },
  reopen: { from: ['accepted'], to: () => 'returned', guard: needsReason },
};

/** Lists the transitions that the status allows, before any guard. */
export function listTransitions(status: SubmissionStatus): Transition[] {
  return transitions.filter((transition) => rules[transition].from.includes(status));
}

/** Explains why a transition is not possible now, as a sentence; null if it is. */
export function getTransitionProblem(transition: Transition, facts: SubmissionFacts): string | null {
  const rule = rules[transition];
  if (!rule.from.includes(facts.status)) {
    return `This report is ${submissionStatusLabels[facts.status].toLowerCase()}. ${explainFrom[transition]}`;
  }
  return rule.guard?.(facts) ?? null;
}

const explainFrom: Record<Transition, string> = {
  clear: 'Only a draft or a returned report can be cleared.',
  sendBack: 'Only a cleared report can be sent back to its writers.',
  submit: 'Only a cleared report can be submitted.',
  withdraw: 'Only a submitted report can be withdrawn.',
  return: 'Only a submitted report can be returned.',
  accept: 'Only a submitted report can be accepted.',
  undoAccept: 'Only an accepted report can be taken back into review.',
  reopen: 'Only an accepted report can be reopened.',
};

/**
 * Returns the status after a transition. Throws NOT_ALLOWED_NOW if the workflow forbids it; a guard without
 * its facts forbids it too.
 */
export function applyTransition(transition: Transition, facts: SubmissionFacts): SubmissionStatus {
  const problem = getTransitionProblem(transition, facts);
  if (problem) throw new DomainError('NOT_ALLOWED_NOW', problem);
  return rules[transition].to(facts);
}

/** Lists every pair of statuses that a transition connects; the database has the same list. */
export function listStatusPairs(): [SubmissionStatus, SubmissionStatus][] {
  const pairs = new Map<string, [SubmissionStatus, SubmissionStatus]>();
  for (const transition of transitions) {
    for (const status of rules[transition].from) {
      for (const everReturned of [false, true]) {
        const to = rules[transition].to({ status, everReturned, reviewStarted: false });
        pairs.set(`${status}→${to}`, [status, to]);
      }
    }
  }
  return [...pairs.values()];
}

/** Whether writers may change the report, or part of it. */
export function isOpenForWriting(status: SubmissionStatus): boolean {
  return status === 'draft' || status === 'returned';
}

/** Whether its writers may answer questions: also while the report stays with the secretariat, undecided. */
export function isOpenForAnswers(status: SubmissionStatus): boolean {
  return isOpenForWriting(status) || status === 'submitted';
}

/** Whether a draft can be printed for signature: as long as the report has not been submitted. */
export function canPrintPack(status: SubmissionStatus): boolean {
  return isOpenForWriting(status) || status === 'cleared';
}

/** Whether one item can be changed: after a partial return only an item with an unresolved query. */
export function isItemOpen(
  submission: { status: SubmissionStatus; returnScope: 'all' | 'queried' | null },
  hasOpenQuery: boolean,
): boolean {
  if (submission.status === 'draft') return true;
  if (submission.status !== 'returned') return false;
  return submission.returnScope === 'all' || hasOpenQuery;
}

/**
 * Whether the secretariat has received the report, now or before a return. A submission withdrawn before
 * anybody looked at it does not count, and the report is due as if it had not been submitted.
 */
export function isReceived(submission: { status: SubmissionStatus; everReturned: boolean }): boolean {
  return isWithSecretariat(submission.status) || submission.everReturned;
}

/** Whether the report is with the secretariat. */
export function isWithSecretariat(status: SubmissionStatus): boolean {
  return status === 'submitted' || status === 'accepted';
}
