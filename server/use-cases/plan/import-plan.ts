import type { SqlTransaction } from '#db/sql.ts';
import type { Sql } from '#db/client.ts';
import {
  type PlanFile,
  type PlanFilePart,
  type PlanFileProblem,
  type PlanFileRows,
  planFileNames,
} from '#server/domain/plan/plan-file.schema.ts';
import { checkPlanFiles } from '#server/domain/plan/plan-file.rules.ts';
import {
  comparePlanFiles,
  countChanges,
  type ImportCounts,
  type PlanFileChanges,
} from '#server/domain/plan/plan-file-changes.calculations.ts';
import { expandPlanFile } from '#server/domain/plan/plan-file-format.calculations.ts';
import { readReferenceCodes, readStoredPlan } from './read-stored-plan.ts';
import { writePlan } from './write-plan.ts';

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
    const reference = await readReferenceCodes(tx, rows.plan[0]?.['code']?.trim() ?? '');
    const checked = checkPlanFiles(rows, reference);
    if (!checked.plan) return refuse(checked.problems);
    const given = expandPlanFile(checked.plan, reference);
    const plan = given.plan.code;
    const stored = await readStoredPlan(tx, plan);
    const changes = comparePlanFiles(stored && expandPlanFile(stored, reference), given);
    const problems = await findReportedProblems(tx, { rows, given, stored, changes });
    if (problems.length > 0) return refuse(problems);
    const counts = countChanges(changes);
    if (!options.preview) {
      await writePlan(tx, given, changes);
      await recordImport(tx, plan, counts, options);
    }
    return { problems: [], plan, counts, changes };
  });
}

export type Comparison = {
  rows: PlanFileRows;
  given: PlanFile;
  stored: PlanFile | null;
  changes: PlanFileChanges;
};

export type AskedRow = { kind: 'activities' | 'indicators'; code: string };

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

async function recordImport(
  tx: SqlTransaction,
  plan: string,
  counts: ImportCounts,
  { importedBy, now }: ImportPlanOptions,
) {
  if (!importedBy || counts.added + counts.changed + counts.removed === 0) return;
  await tx`
    insert into tracker.revision (subject, subject_key, after, changed_by, changed_at)
    values ('plan', ${plan}, ${JSON.stringify(counts)}::text::jsonb, ${importedBy},
      ${(now?.() ?? new Date()).toISOString()})`;
}
