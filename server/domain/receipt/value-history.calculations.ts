import type { PublishedValue } from '../publication/documents.ts';
import { buildValueKey, type ValueCell } from '../publication/published-parts.ts';
import { findRange } from '../value/count-range.ts';
import type { RoundFigure } from '../finding/public-figure.types.ts';
import { type ChangeReason, listChangeReasons } from './change-reasons.rules.ts';

/** The values of an indicator in a round, as an earlier and a later publication show them. */
export type ValuesPair = {
  indicator: string;
  round: string;
  was: readonly PublishedValue[];
  now: readonly PublishedValue[];
};

/** A cell in which two publications differ; null if one of them has no such figure. */
export type CellDifference = ValueCell & {
  indicator: string;
  round: string;
  was: PublishedValue | null;
  now: PublishedValue | null;
};

/**
 * Lists the cells in which two publications differ, in the order of the later one; cells that are gone come
 * last.
 */
export function listCellDifferences({ indicator, round, was, now }: ValuesPair): CellDifference[] {
  const old = new Map(was.map((value) => [buildValueKey(value), value]));
  const fresh = new Map(now.map((value) => [buildValueKey(value), value]));
  const differences: CellDifference[] = [];
  for (const key of new Set([...fresh.keys(), ...old.keys()])) {
    const [before, today] = [old.get(key) ?? null, fresh.get(key) ?? null];
    const value = today ?? before;
    if (!value || (before && today && isSameFigure(before, today))) continue;
    const { scope, dimension, category } = value;
    differences.push({ indicator, round, scope, dimension, category, was: before, now: today });
  }
  return differences;
}

/**
 * Merges the codes of two publications, each once: in the order of the later one, with those that only the
 * earlier one has at their position there.
 */
export function mergeOrders(earlier: readonly string[], later: readonly string[]): string[] {
  const kept = new Set(later);
  const gone = new Map<string | null, string[]>();
  let after: string | null = null;
  for (const code of earlier) {
    if (kept.has(code)) after = code;
    else gone.set(after, [...(gone.get(after) ?? []), code]);
  }
  return [...(gone.get(null) ?? []), ...later.flatMap((code) => [code, ...(gone.get(code) ?? [])])];
}

/** What one publication shows in a cell, and how it differs from the previous publication with the cell. */
export type HistoryLine<Entry> = Entry & { change: 'first' | 'same' | ChangeReason[] };

/** A figure with everything in which two publications can differ. */
export type SaidFigure = Pick<
  RoundFigure,
  'state' | 'value' | 'numerator' | 'denominator' | 'distribution' | 'choice' | 'least' | 'most'
>;

const numbersOf = (figure: SaidFigure): string => {
  const { state, value, numerator, denominator, distribution, choice } = figure;
  return JSON.stringify([
    state,
    findRange(figure),
    value,
    numerator,
    denominator,
    choice,
    distribution && Object.entries(distribution).sort(([a], [b]) => (a < b ? -1 : 1)),
  ]);
};

/** Whether two publications show the same in a cell. */
export const isSameFigure = (one: SaidFigure, other: SaidFigure): boolean =>
  numbersOf(one) === numbersOf(other);

/**
 * Returns the history of a cell, oldest publication first, with what changed and, as far as it is public,
 * why.
 */
export function listCellHistory<Entry extends { figure: RoundFigure }>(
  history: readonly Entry[],
  scope: 'region' | 'reporter',
): HistoryLine<Entry>[] {
  return history.map((entry, index) => {
    const before = history[index - 1]?.figure;
    if (!before) return { ...entry, change: 'first' };
    const now = entry.figure;
    if (isSameFigure(before, now)) return { ...entry, change: 'same' };
    const more = (now.contributing ?? 0) - (before.contributing ?? 0);
    const change = listChangeReasons({
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
