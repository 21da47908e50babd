import { addDays } from '../calendar/local-day.calculations.ts';
import type { Release } from '../value/indicator-definition.ts';
import type { FieldProblem } from '../error/domain-error.ts';
import { findTextProblem, normaliseText } from '../submission/text.rules.ts';

/** How many days a consent request can be answered. */
export const answerWithinDays = 21;

/** Returns the last moment at which a consent request can be answered. */
export const calculateAnswerDeadline = (now: Date): string =>
  `${addDays(now.toISOString().slice(0, 10), answerWithinDays + 1)}T00:00:00.000Z`;

/** An answer about a reporter's own figures of one indicator in one accepted report. */
export type ConsentAnswer = {
  submission: number;
  indicator: number;
  /** How often the report had been submitted when consent was requested. */
  snapshot: number;
  agreed: boolean;
};

const keyOf = (submission: number, indicator: number) => `${submission}/${indicator}`;

/**
 * Returns a look-up of the answers that count, from answers given oldest first: the newest about each figure,
 * as long as the report is the one that was asked about; null if there is none. `snapshots` says how often each
 * accepted report has been submitted; an answer about a report that has been rewritten or reopened since does
 * not count.
 */
export function createConsentLookup(
  answers: readonly ConsentAnswer[],
  snapshots: ReadonlyMap<number, number>,
): (submission: number, indicator: number) => boolean | null {
  const counted = new Map<string, boolean>();
  for (const { submission, indicator, snapshot, agreed } of answers) {
    if (snapshots.get(submission) === snapshot) counted.set(keyOf(submission, indicator), agreed);
  }
  return (submission, indicator) => counted.get(keyOf(submission, indicator)) ?? null;
}

/**
 * Decides what a compilation treats as released: a yes releases the reporter's own figures, whatever the
 * report says; a no, or no answer, leaves what the report says.
 */
export const decideRelease = (reported: Release, agreed: boolean | null): Release =>
  agreed === true ? 'national' : reported;

/**
 * Why a reporter is not asked whether its own figures of an indicator may be shown, as a sentence without its full stop;
 * null where it can be asked. Nobody is asked about what they have decided not to publish. `release` is what the
 * accepted report says.
 */
export function describeNotAsked(release: Release): string | null {
  if (release === 'national') return 'The report already allows these figures to be shown';
  return release === 'withheld' ? 'The reporter has decided not to publish these figures' : null;
}

/** The maximum length of a reason for a changed answer, in characters. */
export const longestChangeReason = 2000;

/** Lists what is wrong with first answers, by indicator code, to a request about `asked`; at "answers". */
export function findAnswerProblems(
  answers: Readonly<Record<string, boolean>>,
  asked: readonly { code: string }[],
): FieldProblem[] {
  const codes = new Set(asked.map(({ code }) => code));
  const given = Object.keys(answers);
  if (given.length === 0) return [{ path: 'answers', message: 'Choose an answer.' }];
  return given
    .filter((code) => !codes.has(code))
    .map((code) => ({ path: 'answers', message: `${code.slice(0, 20)} was not asked about.` }));
}

/** Returns the reason for a changed answer, and problems at "reason". */
export function checkChangeReason(typed: string): { reason: string; problems: FieldProblem[] } {
  const reason = normaliseText(typed).trim();
  const problem =
    reason === '' ? 'Say why the answer changes.' : findTextProblem(reason, longestChangeReason);
  return { reason, problems: problem ? [{ path: 'reason', message: problem }] : [] };
}

/** Finds the first publication of figures compiled after an answer was given; null if there is none. */
export function findUse(
  answeredAt: string,
  publications: readonly { number: number; compiledAt: string }[],
): number | null {
  const answered = Date.parse(answeredAt);
  const used = publications.filter(({ compiledAt }) => Date.parse(compiledAt) >= answered);
  return used.length === 0 ? null : Math.min(...used.map(({ number }) => number));
}
