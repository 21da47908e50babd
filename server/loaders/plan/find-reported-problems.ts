import type { AskedRow } from '#server/domain/plan/keep-ended-rows.calculations.ts';
import type { SqlTransaction } from '#db/sql.ts';
import {
  type PlanFile,
  type PlanFilePart,
  type PlanFileProblem,
  type PlanFileRows,
  planFileNames,
} from '#server/domain/plan/plan-file.schema.ts';
import type { PlanFileChanges } from '#server/domain/plan/plan-file-changes.calculations.ts';

export type Comparison = {
  rows: PlanFileRows;
  given: PlanFile;
  stored: PlanFile | null;
  changes: PlanFileChanges;
};

/** The activities and indicators of a plan that stand in some report. */
export async function listAskedRows(tx: SqlTransaction, plan: string): Promise<AskedRow[]> {
  const rows = await tx<AskedRow[]>`
    select * from tracker.list_asked_rows((select id from tracker.plan where code = ${plan})) order by 1, 2`;
  return [...rows];
}

/** What cannot change because somebody has been asked about it or has reported on it. */
export async function findReportedProblems(
  tx: SqlTransaction,
  { rows, given, stored, changes }: Comparison,
): Promise<PlanFileProblem[]> {
  if (!stored) return [];
  const plan = given.plan.code;
  const problems: PlanFileProblem[] = [];
  const report = (part: PlanFilePart, code: string, column: string, message: string) => {
    const index = rows[part].findIndex((row) => row['code']?.trim() === code);
    problems.push({ file: planFileNames[part], row: index < 0 ? 1 : index + 2, column, message });
  };
  const asked = await listAskedRows(tx, plan);
  for (const { kind, code } of asked) {
    if (changes[kind].removed.includes(code)) {
      const what = kind === 'activities' ? 'activity' : 'indicator';
      report(kind, code, 'code', `The ${what} ${code} has reports and cannot be removed. Put its row back.`);
    }
  }
  const askedIndicators = new Set(asked.filter(({ kind }) => kind === 'indicators').map(({ code }) => code));
  const split = await tx<{ code: string; dimension: string }[]>`
    select * from tracker.list_reported_splits((select id from tracker.plan where code = ${plan})) order by 1, 2`;
  const before = new Map(stored.indicators.map((indicator) => [indicator.code, indicator]));
  for (const indicator of given.indicators) {
    const old = before.get(indicator.code);
    if (!old || !askedIndicators.has(indicator.code)) continue;
    for (const [column, field] of [
      ['measure', 'measure'],
      ['unit', 'unit'],
      ['choices', 'choices'],
    ] as const) {
      if (old[field] !== indicator[field]) {
        report(
          'indicators',
          indicator.code,
          column,
          `${indicator.code} has reports, so its ${column} stays “${old[field]}”. Use a new code for a new indicator.`,
        );
      }
    }
    for (const { code, dimension } of split) {
      if (code === indicator.code && !indicator.dimensions.includes(dimension)) {
        const message = `${code} has figures by ${dimension}, so this dimension cannot be taken away.`;
        report('indicators', code, 'dimensions', message);
      }
    }
  }
  return problems;
}
