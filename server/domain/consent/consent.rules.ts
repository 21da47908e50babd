import { addDays } from '../calendar/local-day.calculations.ts';
import type { Release } from '../value/indicator-definition.ts';

/** How long a question of consent can be answered, in days. */
export const answerWithinDays = 21;

/** The last moment at which a question of consent can be answered. */
export const endOfAnswering = (now: Date): string =>
  `${addDays(now.toISOString().slice(0, 10), answerWithinDays + 1)}T00:00:00.000Z`;

/** An answer about the own figures of one indicator in one report, as it was accepted. */
export type ConsentAnswer = {
  submission: number;
  indicator: number;
  /** How often the report had been submitted when the question was asked. */
  snapshot: number;
  agreed: boolean;
};

const keyOf = (submission: number, indicator: number) => `${submission}/${indicator}`;

/**
 * What counts of the answers, given oldest first: the newest about each figure, as long as the report is the one that
 * was asked about. `snapshots` says how often each accepted report has been submitted; an answer about a report that
 * was written anew since, or is open again, counts for nothing.
 */
export function readConsents(
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
 * What a compilation takes as released: a yes lets the own figures be shown, whatever the report says; a no, or no
 * answer, leaves it at what the report says.
 */
export const decideRelease = (reported: Release, agreed: boolean | null): Release =>
  agreed === true ? 'national' : reported;
