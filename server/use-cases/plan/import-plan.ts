import type { SqlTransaction } from '#db/sql.ts';
import type { Sql } from '#db/client.ts';
import type { PlanFileProblem, PlanFileRows } from '#server/domain/plan/plan-file.schema.ts';
import { checkPlanFiles } from '#server/domain/plan/plan-file.rules.ts';
import {
  comparePlanFiles,
  countChanges,
  type ImportCounts,
  type PlanFileChanges,
} from '#server/domain/plan/plan-changes.calculations.ts';
import { expandPlanFile } from '#server/domain/plan/plan-file-format.calculations.ts';
import { loadReferenceCodes, loadStoredPlan } from '#server/loaders/plan/load-stored-plan.ts';
import { savePlan } from './save-plan.ts';
import { findReportedProblems } from '#server/loaders/plan/compare-plan.ts';
import { recordRevision } from '#server/operation/record-revision.ts';

export type ImportPlanOptions = {
  /** The person who imports, for the record of changes; left out by the start of an empty tracker. */
  importedBy?: string | undefined;
  now?: (() => Date) | undefined;
  /** Only say what would happen. */
  preview?: boolean | undefined;
};

export type ImportPlanResult =
  | { problems: readonly PlanFileProblem[]; plan: null; counts: null; changes: null }
  | { problems: readonly []; plan: string; counts: ImportCounts; changes: PlanFileChanges };

/**
 * Loads a plan from its files, as the owner of the database, in one transaction: all of it or nothing.
 *
 * Rows are matched by code, so the same files can be imported again, corrected, at any time. A row that left the
 * files is removed from the plan as long as nobody has reported on it; else it is a problem, as is a change that
 * would alter the meaning of what was reported. Problems come back with their file, row and column, and then
 * nothing was written. Counts are rows of all files together; a row that only moved counts as unchanged.
 */
export function importPlan(
  ownerSql: Sql,
  rows: PlanFileRows,
  options: ImportPlanOptions = {},
): Promise<ImportPlanResult> {
  const refuse = (problems: readonly PlanFileProblem[]): ImportPlanResult => ({
    problems,
    plan: null,
    counts: null,
    changes: null,
  });
  return ownerSql.begin(async (tx) => {
    // Conflicts with itself and with the opening of a round, which fixes what is asked from the plan.
    await tx`lock table tracker.round in share row exclusive mode`;
    const reference = await loadReferenceCodes(tx, rows.plan[0]?.['code']?.trim() ?? '');
    const checked = checkPlanFiles(rows, reference);
    if (!checked.plan) return refuse(checked.problems);
    const given = expandPlanFile(checked.plan, reference);
    const plan = given.plan.code;
    const stored = await loadStoredPlan(tx, plan);
    const changes = comparePlanFiles(stored && expandPlanFile(stored, reference), given);
    const problems = await findReportedProblems(tx, { rows, given, stored, changes }, { isAmendment: false });
    if (problems.length > 0) return refuse(problems);
    const counts = countChanges(changes);
    if (!options.preview) {
      await savePlan(tx, given, changes, null);
      await recordImport(tx, plan, counts, options);
    }
    return { problems: [], plan, counts, changes };
  });
}

async function recordImport(
  tx: SqlTransaction,
  plan: string,
  counts: ImportCounts,
  { importedBy, now }: ImportPlanOptions,
) {
  if (!importedBy || counts.added + counts.changed + counts.removed === 0) return;
  const at = (now?.() ?? new Date()).toISOString();
  await recordRevision({ tx, personId: importedBy }, at, {
    subject: 'plan',
    key: plan,
    after: counts,
  });
}
