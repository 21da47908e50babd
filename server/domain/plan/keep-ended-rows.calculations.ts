import type { PlanFile, PlanFileRows, RawPlanFileRow } from './plan-file.schema.ts';

/** An activity or indicator in some report. */
export type AskedRow = { kind: 'activities' | 'indicators'; code: string };

/** Placeholder for the round from which something ends, while none is chosen. */
export const roundOfAmendment = 'the round chosen below';

export interface KeptRows {
  readonly rows: PlanFileRows;
  /** The restored rows: "activities/A1.1". */
  readonly kept: ReadonlySet<string>;
}

/**
 * Restores rows that have reports: they cannot leave a plan. A missing one is appended, so that references to
 * it stay valid, with its objective and area.
 */
export function restoreRows(
  given: PlanFileRows,
  stored: PlanFileRows | null,
  asked: readonly AskedRow[],
): KeptRows {
  if (!stored) return { rows: given, kept: new Set() };
  const gone = (kind: AskedRow['kind']) => {
    const kept = new Set(asked.filter((row) => row.kind === kind).map(({ code }) => code));
    return missing(given[kind], stored[kind]).filter(({ code }) => kept.has(code ?? ''));
  };
  const activities = gone('activities');
  const indicators = gone('indicators');
  const needed = (rows: readonly RawPlanFileRow[], column: string) =>
    new Set(rows.map((row) => row[column] ?? ''));
  const wantedObjectives = needed(activities, 'objective');
  const objectives = missing(given.objectives, stored.objectives).filter(({ code }) =>
    wantedObjectives.has(code ?? ''),
  );
  const wantedAreas = new Set([...needed(objectives, 'area'), ...needed(indicators, 'area')]);
  const areas = missing(given.areas, stored.areas).filter(({ code }) => wantedAreas.has(code ?? ''));
  return {
    rows: {
      ...given,
      areas: [...given.areas, ...areas],
      objectives: [...given.objectives, ...objectives],
      activities: [...given.activities, ...activities],
      indicators: [...given.indicators, ...indicators],
    },
    kept: new Set([
      ...activities.map(({ code }) => `activities/${code}`),
      ...indicators.map(({ code }) => `indicators/${code}`),
    ]),
  };
}

function missing(given: readonly RawPlanFileRow[], stored: readonly RawPlanFileRow[]): RawPlanFileRow[] {
  const there = new Set(given.map(({ code }) => code?.trim()));
  return stored.filter(({ code }) => !there.has(code));
}

/** Ends the restored rows from the round on; `roundOfAmendment` is the placeholder while none is chosen. */
export function endKeptRows(
  file: PlanFile,
  kept: ReadonlySet<string>,
  effectiveRound: string | null,
): PlanFile {
  const end = <T extends { code: string; endedFrom: string | null }>(part: string, rows: readonly T[]): T[] =>
    rows.map((row) =>
      kept.has(`${part}/${row.code}`)
        ? { ...row, endedFrom: row.endedFrom ?? effectiveRound ?? roundOfAmendment }
        : row,
    );
  return {
    ...file,
    activities: end('activities', file.activities),
    indicators: end('indicators', file.indicators),
  };
}
