import {
  describeUnknown,
  type KnownPlan,
  type ReadRow,
  type ReportProblem,
} from './plan-file-lookup.rules.ts';

interface AmendedCells {
  readonly code: string;
  readonly added_from: string | null;
  readonly ended_from: string | null;
  readonly merged_into?: string | null;
}

/** Checks from when a row counts, from when no more, and into which other it went. */
export function checkAmendmentCells(
  rows: readonly ReadRow<AmendedCells>[],
  known: KnownPlan,
  report: ReportProblem<'added_from' | 'ended_from' | 'merged_into'>,
): void {
  const endedFrom = new Map(rows.map(({ cells }) => [cells.code, cells.ended_from ?? null]));
  for (const { row, cells } of rows) {
    for (const column of ['added_from', 'ended_from'] as const) {
      const round = cells[column];
      if (round && !known.rounds.has(round))
        report(row, column, describeUnknown('round', round, known.rounds));
    }
    const into = cells.merged_into;
    if (!into) continue;
    if (!cells.ended_from) {
      report(row, 'merged_into', 'What was merged into another has ended: name the round in ended_from.');
    }
    if (into === cells.code) report(row, 'merged_into', 'Name another activity, not this one.');
    else if (!endedFrom.has(into)) {
      report(row, 'merged_into', describeUnknown('activity', into, known.areaOfActivity.keys()));
    } else if (endedFrom.get(into)) {
      report(row, 'merged_into', `${into} has ended itself; name one that goes on.`);
    }
  }
}
