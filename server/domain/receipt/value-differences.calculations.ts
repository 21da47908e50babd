import type { PublishedValue } from '../publication/documents.ts';
import { keyOfCell, type ValueCell } from '../publication/published-parts.ts';
import { isSameFigure } from './cell-history.calculations.ts';

/** The values of an indicator in a round, as an earlier publication and a later one show them. */
export type ValuesPair = {
  indicator: string;
  round: string;
  was: readonly PublishedValue[];
  now: readonly PublishedValue[];
};

/** A cell in which two publications differ; null: one of them has no such figure. */
export type CellDifference = ValueCell & {
  indicator: string;
  round: string;
  was: PublishedValue | null;
  now: PublishedValue | null;
};

/** The cells in which two publications say something else, in the order of the later one; what is gone comes last. */
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
 * The codes of two publications, each once: in the order of the later one, with those that only the earlier one has
 * where they stood in it.
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
