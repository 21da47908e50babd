import type { PlanFile, PlanFilePart, PlanFileRule } from './plan-file.schema.ts';

/** Codes of rows, by how a new file compares with the stored one. */
export interface PartChanges {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly unchanged: readonly string[];
  /** Stored, but no longer in the file. */
  readonly removed: readonly string[];
}
export type PlanFileChanges = Readonly<Record<PlanFilePart | 'rules', PartChanges>>;

/** Numbers of rows in all files together. */
export interface ImportCounts {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly removed: number;
}

/**
 * Compares two plans row by row, by code; both as expandPlanFile returns them. The order of rows is not
 * compared: a row that only moved is unchanged.
 */
export function comparePlanFiles(stored: PlanFile | null, given: PlanFile): PlanFileChanges {
  return {
    plan: compareRows(stored ? [stored.plan] : [], [given.plan]),
    areas: compareRows(stored?.areas ?? [], given.areas),
    objectives: compareRows(stored?.objectives ?? [], given.objectives),
    activities: compareRows(stored?.activities ?? [], given.activities),
    indicators: compareRows(stored?.indicators ?? [], given.indicators),
    // A file that was left out changes nothing and is not counted.
    rules: compareRows(nameRules(given.rules && stored?.rules), nameRules(given.rules)),
  };
}

/** A rule has no code: it is identified by its type and indicator. */
export const nameRule = ({ indicator, rule }: Pick<PlanFileRule, 'indicator' | 'rule'>): string =>
  `${indicator ?? ''}/${rule}`;

const nameRules = (rules: PlanFile['rules'] | undefined) =>
  (rules ?? []).map((rule) => ({ code: nameRule(rule), ...rule }));

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

/** Returns the same text whatever the order of keys, also in nested objects. */
function canonical(row: unknown): string {
  return JSON.stringify(row, (_, value: unknown) =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
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
