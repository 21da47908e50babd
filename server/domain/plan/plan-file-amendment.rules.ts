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
  readonly split_from?: string | null;
}
type Report = ReportProblem<'added_from' | 'ended_from' | 'merged_into' | 'split_from'>;

/** Checks from when a row applies, until when, which row replaced it, and which it came from. */
export function checkAmendmentCells(
  rows: readonly ReadRow<AmendedCells>[],
  known: KnownPlan,
  report: Report,
): void {
  const others = new Map(rows.map(({ cells }) => [cells.code, cells]));
  for (const { row, cells } of rows) {
    for (const column of ['added_from', 'ended_from'] as const) {
      const round = cells[column];
      if (round && !known.rounds.has(round))
        report(row, column, describeUnknown('round', round, known.rounds));
    }
    if (cells.merged_into) checkMerge(row, cells, cells.merged_into, others, known, report);
    if (cells.split_from) checkSplit(row, cells, cells.split_from, others, known, report);
  }
}

type Others = ReadonlyMap<string | undefined, Partial<AmendedCells>>;

function checkMerge(
  row: number,
  { code, ended_from: ended }: Partial<AmendedCells>,
  into: string,
  others: Others,
  known: KnownPlan,
  report: Report,
) {
  if (!ended) {
    report(row, 'merged_into', 'What was merged into another has ended: name the round in ended_from.');
  }
  const other = others.get(into);
  if (into === code) report(row, 'merged_into', 'Name another activity, not this one.');
  else if (!other) {
    report(row, 'merged_into', describeUnknown('activity', into, known.areaOfActivity.keys()));
  } else if (other.ended_from) {
    report(row, 'merged_into', `${into} has ended itself; name one that goes on.`);
  }
}

function checkSplit(
  row: number,
  { code }: Partial<AmendedCells>,
  from: string,
  others: Others,
  known: KnownPlan,
  report: Report,
) {
  const other = others.get(from);
  if (from === code) report(row, 'split_from', 'Name another activity, not this one.');
  else if (!other) {
    report(row, 'split_from', describeUnknown('activity', from, known.areaOfActivity.keys()));
  } else if (!other.ended_from) {
    report(row, 'split_from', `What was split has ended: name the round in ended_from of ${from}.`);
  } else if (other.merged_into) {
    report(row, 'split_from', `${from} was merged into ${other.merged_into}, so it was not split.`);
  }
}
