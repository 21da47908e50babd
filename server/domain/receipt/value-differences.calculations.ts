import type { PublishedValue } from '../publication/documents.ts';
import { keyOfCell, type ValueCell } from '../publication/published-parts.ts';
import { isSameFigure } from './cell-history.calculations.ts';

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
  const old = new Map(was.map((value) => [keyOfCell(value), value]));
  const fresh = new Map(now.map((value) => [keyOfCell(value), value]));
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
