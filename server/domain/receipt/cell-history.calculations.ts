import type { RoundFigure } from '../finding/public-figure.types.ts';
import { type ChangeReason, explainChange } from './change-reasons.rules.ts';

/** What one publication shows in a cell, and how it differs from the previous publication with the cell. */
export type HistoryLine<Entry> = Entry & { change: 'first' | 'same' | ChangeReason[] };

/** A figure with everything in which two publications can differ. */
export type SaidFigure = Pick<
  RoundFigure,
  'state' | 'value' | 'numerator' | 'denominator' | 'distribution' | 'choice'
>;

const numbersOf = ({ state, value, numerator, denominator, distribution, choice }: SaidFigure): string =>
  JSON.stringify([
    state,
    value,
    numerator,
    denominator,
    choice,
    distribution && Object.entries(distribution).sort(([a], [b]) => (a < b ? -1 : 1)),
  ]);

/** Whether two publications show the same in a cell. */
export const isSameFigure = (one: SaidFigure, other: SaidFigure): boolean =>
  numbersOf(one) === numbersOf(other);

/**
 * Returns the history of a cell, oldest publication first, with what changed and, as far as it is public,
 * why.
 */
export function traceHistory<Entry extends { figure: RoundFigure }>(
  history: readonly Entry[],
  scope: 'region' | 'reporter',
): HistoryLine<Entry>[] {
  return history.map((entry, index) => {
    const before = history[index - 1]?.figure;
    if (!before) return { ...entry, change: 'first' };
    const now = entry.figure;
    if (isSameFigure(before, now)) return { ...entry, change: 'same' };
    const more = (now.contributing ?? 0) - (before.contributing ?? 0);
    const change = explainChange({
      roundIn: 'both',
      indicatorIn: 'both',
      scope,
      before: before.state,
      after: now.state,
      moreReports: more > 0 ? 'more' : more < 0 ? 'fewer' : 'same',
      reporterBefore: before.state !== 'not_yet_reported',
      reporterAfter: now.state !== 'not_yet_reported',
      redefined: false,
    });
    return { ...entry, change };
  });
}
