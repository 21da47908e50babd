import type { TransactionSql } from 'postgres';
import { DomainError, refuseBadInput } from '#server/domain/error/domain-error.ts';
import { collapsePlanFile, formatPlanFile } from '#server/domain/plan/plan-file-format.calculations.ts';
import type { PlanFileRows } from '#server/domain/plan/plan-file.schema.ts';
import { hashContent } from '../hash-content.ts';
import { inDriverTransaction, requirePermission, type UseCaseContext } from '../use-case-context.ts';
import { lockPlans, writeCompared } from './apply-plan.ts';
import { comparePlan } from './compare-plan.ts';
import { listPlanRounds } from './plan-rounds.ts';
import { readReferenceCodes, readStoredPlan } from './read-stored-plan.ts';
import { type AmendmentInput, checkAmendment } from './write-amendment.ts';

/** The cells of an activity that a form changes, written as in the workbook. */
export const amendableColumns = [
  'title',
  'description',
  'lead',
  'cooperating',
  'participating_states',
  'partners',
  'active_years',
  'tags',
  'lenses',
  'actip_articles',
  'basis',
] as const;
export type AmendableCells = Record<(typeof amendableColumns)[number], string>;

export type ActivityForm = {
  plan: string;
  code: string;
  cells: AmendableCells;
  /** Stands for how the activity reads: it is sent back, so that nobody's change is overwritten unseen. */
  version: string;
  /** Whether it has reports, so that a change needs a round from which it counts. */
  hasReports: boolean;
  endedFrom: string | null;
  rounds: { code: string; title: string }[];
  choices: { bodies: string[]; states: string[]; partners: string[]; tags: string[]; lenses: string[] };
};

/** One activity as it reads at its newest, ready to be amended. Throws NOT_FOUND. */
export function getActivityForm(
  context: UseCaseContext,
  input: { plan: string; activity: string },
): Promise<ActivityForm> {
  requirePermission(context, 'plan.import');
  return inDriverTransaction(context, (tx) => loadForm(tx, input));
}

async function loadForm(
  tx: TransactionSql,
  { plan, activity }: { plan: string; activity: string },
): Promise<ActivityForm> {
  const { rows, reference } = await loadRows(tx, plan);
  const row = rows.activities.find(({ code }) => code === activity);
  if (!row) throw new DomainError('NOT_FOUND', `There is no activity ${activity} in ${plan}.`);
  const [asked] = await tx<{ there: boolean }[]>`
    select exists (select from tracker.list_asked_rows((select id from tracker.plan where code = ${plan})) x
      where x.kind = 'activities' and x.code = ${activity}) as there`;
  const rounds = await listPlanRounds(tx, plan, {});
  return {
    plan,
    code: activity,
    cells: Object.fromEntries(
      amendableColumns.map((column) => [column, row[column] ?? '']),
    ) as AmendableCells,
    version: hashContent(row),
    hasReports: asked?.there ?? false,
    endedFrom: row['ended_from'] || null,
    rounds: rounds
      .filter(({ takesAmendments }) => takesAmendments)
      .map(({ code, title }) => ({ code, title })),
    choices: {
      bodies: [...reference.bodies],
      states: [...reference.states].sort(),
      partners: [...reference.partners],
      tags: [...reference.tags].sort(),
      lenses: [...reference.lenses].sort(),
    },
  };
}

async function loadRows(tx: TransactionSql, plan: string) {
  const reference = await readReferenceCodes(tx, plan);
  const stored = await readStoredPlan(tx, plan);
  if (!stored) throw new DomainError('NOT_FOUND', `There is no plan ${plan}.`);
  return { rows: formatPlanFile(collapsePlanFile(stored, reference)), reference };
}

export type AmendActivityInput = {
  plan: string;
  activity: string;
  version: string;
  cells: AmendableCells;
  amendment?: AmendmentInput | undefined;
};

/**
 * Changes one activity, by the same checks as an upload. What has reports changes by an amendment. Throws CONFLICT
 * with the activity as it reads now when somebody else changed it, and BAD_INPUT at the cells and fields at fault.
 */
export function amendActivity(
  context: UseCaseContext,
  input: AmendActivityInput,
): Promise<{ changed: boolean; amendment: number | null }> {
  const { personId } = requirePermission(context, 'plan.import');
  return inDriverTransaction(context, async (tx) => {
    await lockPlans(tx);
    const { rows } = await loadRows(tx, input.plan);
    const form = await loadForm(tx, input);
    const given = editRow(rows, input);
    const compared = await comparePlan(tx, { sheets: given, problems: [] }, null);
    if (!compared.compared) {
      refuseBadInput(compared.problems.map(({ column, message }) => ({ path: column, message })));
      throw new Error('A problem is always refused.');
    }
    // Whoever sends the same twice finds it done.
    if (compared.compared.changes.length === 0) return { changed: false, amendment: null };
    if (form.version !== input.version) {
      throw new DomainError(
        'CONFLICT',
        'Somebody has changed this activity since you opened it. Nothing was saved. This is how it reads now.',
        { current: form },
      );
    }
    const { touched, rounds } = compared.compared;
    const amendment =
      touched.length > 0 || input.amendment ? checkAmendment(input.amendment ?? null, rounds) : null;
    const number = await writeCompared(tx, compared, amendment, {
      by: personId,
      at: context.now().toISOString(),
    });
    return { changed: true, amendment: number };
  });
}

function editRow(
  rows: PlanFileRows,
  { activity, cells }: AmendActivityInput,
): Record<string, PlanFileRows['plan']> {
  const { rules, ...parts } = rows;
  return {
    ...parts,
    ...(rules ? { 'validation-rules': rules } : {}),
    activities: rows.activities.map((row) => (row['code'] === activity ? { ...row, ...cells } : row)),
  };
}
