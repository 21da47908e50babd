import { formatCount, formatVerb } from '../language/counted-nouns.ts';
import type { ItemName } from './neighbours.calculations.ts';
import type { SubmissionStatus } from './submission.workflow.ts';

/** What decides what one person does next with one report. */
export type NextStepFacts = {
  status: SubmissionStatus;
  roundState: 'planned' | 'open' | 'closed';
  /** Whether the review of a submitted report has begun. */
  reviewStarted: boolean;
  permissions: { write: boolean; clear: boolean; submit: boolean; withdraw: boolean };
  /** Whether the person answers questions of the secretariat. */
  mayAnswer: boolean;
  /** Whether the person sends the whole report to the clearing officer: the focal point of a state. */
  maySend: boolean;
  /** Null for those who see the whole report; for people of an agency, whether every part of theirs is delivered. */
  part: { delivered: boolean } | null;
  /** Items that are complete, of those that are due and that the person sees. */
  answered: number;
  due: number;
  /** Questions of the secretariat without an answer. */
  unanswered: number;
  /** The first item on which something is expected from the person. */
  gap: ItemName | null;
  errors: number;
  /** Whether the focal point has sent it to the clearing officer. */
  ready: boolean;
};

/** Who does something next with a report. */
export type NextActor = 'you' | 'focal_point' | 'clearing_officer' | 'secretariat' | 'nobody';

/** Where the step is taken: an item, the questions, or a section of "Check and send". */
export type NextStepTarget =
  | ({ page: 'item' } & ItemName)
  | { page: 'questions' }
  | { page: 'check'; section: 'send' | 'errors' };

export type NextStep = {
  /** What is done, on a button. */
  label: string;
  target: NextStepTarget;
  /** Whether it is what the report waits for now; otherwise it is only possible. */
  isExpected: boolean;
};

export type NextStepDecision = {
  /** Null where there is nothing to do. */
  step: NextStep | null;
  actor: NextActor;
  /** How the report stands, in one sentence. */
  sentence: string;
};

const send = { page: 'check', section: 'send' } as const;

/** Decides the one next step of a person in a report, and who acts next. */
export function decideNextStep(facts: NextStepFacts): NextStepDecision {
  switch (facts.status) {
    case 'draft':
    case 'returned':
      return decideWhileWriting(facts);
    case 'cleared':
      return facts.permissions.submit
        ? {
            step: { label: 'Submit', target: send, isExpected: true },
            actor: 'you',
            sentence: 'The report is cleared. It can be submitted now.',
          }
        : { step: null, actor: 'focal_point', sentence: 'The report is cleared and can be submitted.' };
    case 'submitted':
      if (facts.unanswered > 0 && facts.mayAnswer) return decideToAnswer(facts.unanswered);
      return {
        step: facts.permissions.withdraw ? { label: 'Withdraw', target: send, isExpected: false } : null,
        actor: 'secretariat',
        sentence: facts.reviewStarted
          ? 'The secretariat is reviewing the report.'
          : 'The report is submitted. The review has not started.',
      };
    case 'accepted':
      return {
        step: null,
        actor: 'nobody',
        sentence: 'The secretariat has accepted the report. There is nothing left to do.',
      };
  }
}

/** Questions that were sent while the report stays submitted. */
const decideToAnswer = (unanswered: number): NextStepDecision => ({
  step: {
    label: `Answer ${formatCount(unanswered, 'questions')}`,
    target: { page: 'questions' },
    isExpected: true,
  },
  actor: 'you',
  sentence: `The secretariat has asked ${formatCount(unanswered, 'questions')}. The report stays submitted.`,
});

function decideWhileWriting(facts: NextStepFacts): NextStepDecision {
  const { permissions, status, roundState } = facts;
  if (!permissions.write && !permissions.clear) {
    if (roundState === 'planned') {
      return { step: null, actor: 'nobody', sentence: 'The round has not opened yet.' };
    }
    return roundState === 'closed' && status === 'draft'
      ? {
          step: null,
          actor: 'nobody',
          sentence: 'The round closed before this report was sent. Ask the secretariat for an extension.',
        }
      : { step: null, actor: 'focal_point', sentence: 'The report is with its writers.' };
  }
  return permissions.write ? decideForWriter(facts) : decideForClearer(facts);
}

/** For those who read and clear: the report is theirs as soon as it is sent to them. */
function decideForClearer({ ready, errors }: NextStepFacts): NextStepDecision {
  const label = 'Check and clear';
  if (!ready) {
    return {
      step: { label, target: send, isExpected: false },
      actor: 'focal_point',
      sentence: 'The report is being written. The focal point has not sent it to you yet.',
    };
  }
  return errors > 0
    ? {
        step: { label, target: send, isExpected: true },
        actor: 'focal_point',
        sentence: `The report is ready for you, but ${formatCount(errors, 'errors')} must be corrected by its writers first.`,
      }
    : {
        step: { label, target: send, isExpected: true },
        actor: 'you',
        sentence: 'The report is ready for you.',
      };
}

function decideForWriter(facts: NextStepFacts): NextStepDecision {
  const { unanswered, gap, errors, part, answered, due, ready, permissions, maySend } = facts;
  const step = (label: string, target: NextStepTarget): NextStep => ({ label, target, isExpected: true });
  if (part && due === 0) {
    return {
      step: null,
      actor: 'focal_point',
      sentence: 'Your agency has no part of this report yet. The focal point assigns the parts.',
    };
  }
  if (unanswered > 0) {
    return {
      step: step(`Answer ${formatCount(unanswered, 'questions')}`, { page: 'questions' }),
      actor: 'you',
      sentence: `The secretariat has returned the report with ${formatCount(unanswered, 'questions')} that ${formatVerb(unanswered, 'have')} no answer yet.`,
    };
  }
  if (part?.delivered) {
    return { step: null, actor: 'focal_point', sentence: 'Your part is with the focal point.' };
  }
  if (ready && maySend && !permissions.clear) {
    return {
      step: null,
      actor: 'clearing_officer',
      sentence: 'The report is with the clearing officer.',
    };
  }
  const missing = due - answered;
  const counts =
    missing > 0
      ? `${missing} of ${formatCount(due, 'items')} ${formatVerb(missing, 'are')} not answered.`
      : 'Everything is answered.';
  if (gap) {
    return {
      step: step(`${answered === 0 ? 'Start' : 'Continue'} with ${gap.code}`, {
        page: 'item',
        kind: gap.kind,
        code: gap.code,
      }),
      actor: 'you',
      sentence: counts,
    };
  }
  if (errors > 0) {
    return {
      step: step(`Correct ${formatCount(errors, 'errors')}`, { page: 'check', section: 'errors' }),
      actor: 'you',
      sentence: `${counts} ${formatCount(errors, 'errors', 'have')} to be corrected.`,
    };
  }
  if (part) return { step: step('Deliver your part', send), actor: 'you', sentence: counts };
  if (permissions.clear) return { step: step('Check and clear', send), actor: 'you', sentence: counts };
  if (maySend) return { step: step('Send to clearing officer', send), actor: 'you', sentence: counts };
  return { step: null, actor: 'focal_point', sentence: counts };
}
