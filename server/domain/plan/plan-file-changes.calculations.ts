import type { PlanFile, PlanFilePart } from './plan-file.schema.ts';

/** Codes of rows, as a new file stands to what is stored. */
export interface PartChanges {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly unchanged: readonly string[];
  /** Stored, but no longer in the file. */
  readonly removed: readonly string[];
}
export type PlanFileChanges = Readonly<Record<PlanFilePart, PartChanges>>;

/** How many rows of all five files together. */
export interface ImportCounts {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly removed: number;
}

/**
 * Compares two plans row by row, by code; both as expandPlanFile gives them. The order of rows is not compared:
 * a row that only moved is unchanged.
 */
export function comparePlanFiles(stored: PlanFile | null, given: PlanFile): PlanFileChanges {
  return {
    plan: compareRows(stored ? [stored.plan] : [], [given.plan]),
    areas: compareRows(stored?.areas ?? [], given.areas),
    objectives: compareRows(stored?.objectives ?? [], given.objectives),
    activities: compareRows(stored?.activities ?? [], given.activities),
    indicators: compareRows(stored?.indicators ?? [], given.indicators),
  };
}

function compareRows<T extends { readonly code: string }>(
  stored: readonly T[],
  given: readonly T[],
): PartChanges {
  const before = new Map(stored.map((row) => [row.code, canonical(row)]));
  const codes = new Set(given.map(({ code }) => code));
  const pick = (wanted: (row: T) => boolean) => given.filter(wanted).map(({ code }) => code);
  return {
    added: pick(({ code }) => !before.has(code)),
    changed: pick((row) => before.has(row.code) && before.get(row.code) !== canonical(row)),
    unchanged: pick((row) => before.get(row.code) === canonical(row)),
    removed: [...before.keys()].filter((code) => !codes.has(code)),
  };
}

function canonical(row: object): string {
  return JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function countChanges(changes: PlanFileChanges): ImportCounts {
  const parts = Object.values(changes);
  const count = (kind: keyof PartChanges) => parts.reduce((sum, part) => sum + part[kind].length, 0);
  return {
    added: count('added'),
    changed: count('changed'),
    unchanged: count('unchanged'),
    removed: count('removed'),
  };
}
