import type { PlanFile } from '#server/domain/plan/plan-file.schema.ts';
import type { AskedRow } from './import-plan.ts';

/** Stands for the round from which something ends, while none is chosen. */
export const roundOfAmendment = 'the round chosen below';

/**
 * What has reports does not leave a plan: a row that is no longer given is put back, ended from the round on. The
 * objective and area of such an activity stay with it. `roundOfAmendment` stands for it while none is chosen.
 */
export function keepEndedRows(
  given: PlanFile,
  stored: PlanFile | null,
  asked: readonly AskedRow[],
  effectiveRound: string | null,
): PlanFile {
  if (!stored) return given;
  const endedFrom = effectiveRound ?? roundOfAmendment;
  const keep = <T extends { code: string; endedFrom: string | null }>(
    kind: AskedRow['kind'],
    rows: readonly T[],
    before: readonly T[],
  ): T[] => {
    const there = new Set(rows.map(({ code }) => code));
    const kept = new Set(asked.filter((row) => row.kind === kind).map(({ code }) => code));
    const gone = before.filter(({ code }) => kept.has(code) && !there.has(code));
    return [...rows, ...gone.map((row) => ({ ...row, endedFrom: row.endedFrom ?? endedFrom }))];
  };
  const activities = keep('activities', given.activities, stored.activities);
  const indicators = keep('indicators', given.indicators, stored.indicators);
  const objectives = putBack(
    given.objectives,
    stored.objectives,
    activities.map(({ objective }) => objective),
  );
  const areas = putBack(given.areas, stored.areas, [
    ...objectives.map(({ area }) => area),
    ...indicators.map(({ area }) => area),
  ]);
  return { ...given, areas, objectives, activities, indicators };
}

function putBack<T extends { code: string }>(
  rows: readonly T[],
  before: readonly T[],
  needed: readonly string[],
): T[] {
  const there = new Set(rows.map(({ code }) => code));
  const wanted = new Set(needed);
  return [...rows, ...before.filter(({ code }) => wanted.has(code) && !there.has(code))];
}
