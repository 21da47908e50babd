import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { readRows } from '#db/rows.ts';
import type { SqlTransaction } from '#db/sql.ts';
import { DomainError, type FieldProblem, requireNoProblems } from '#server/domain/error/domain-error.ts';
import { applyPlanEdit, findRow, groupProblemsByField } from '#server/domain/plan/apply-plan-edit.rules.ts';
import {
  describePlanEdit,
  isFromRound,
  mostParts,
  type PlanEdit,
  getSheetOfEdit,
} from '#server/domain/plan/plan-edit.schema.ts';
import { hashContent } from '#server/operation/hash-content.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { comparePlan } from '#server/loaders/plan/compare-plan.ts';
import { toUpload, loadPlanRows, getRowVersion } from '#server/loaders/plan/load-plan-edit.ts';
import { savePlanUpload } from './upload-plan.ts';
import { resolveDecision } from '#server/loaders/plan/load-decisions.ts';
import { listPlanRounds } from '#server/loaders/plan/plan-rounds.ts';
import { type AmendmentInput, findAmendmentProblems } from '#server/domain/plan/amendment.rules.ts';
import { findLaterAmendment } from './save-amendment.ts';
import { runOperation } from '#server/operation/run-operation.ts';

export type SavePlanEditInput = {
  plan: string;
  edit: PlanEdit;
  /** Of the row as it was opened; empty where the row is new. */
  version: string;
  amendment?: AmendmentInput | undefined;
};

/**
 * Keeps an edit of one row, for whoever makes it to see what it would change; nothing of the plan changes. It is
 * looked at and applied as an uploaded workbook is. Throws CONFLICT with the row as it reads now when somebody else
 * changed it, and BAD_INPUT at the fields at fault.
 */
export function savePlanEdit(
  context: OperationContext,
  input: SavePlanEditInput,
): Promise<{ upload: string }> {
  return runOperation(context, { permission: 'plan.import', asksDatabase: true }, input, async (run) => {
    const {
      personId,
      tx: { sql: tx },
    } = run;
    const { plan, edit, version, amendment } = input;
    const { rows } = await loadPlanRows(tx, plan);
    const isNew = edit.kind === 'add-activity';
    const base = isNew ? null : findRow(rows, getSheetOfEdit(edit), edit.code);
    if (!isNew && !base) throw new DomainError('NOT_FOUND', `There is no ${edit.code} in ${plan}.`);
    if (base && getRowVersion(base) !== version) {
      throw new DomainError(
        'CONFLICT',
        `Somebody has changed ${edit.code} since you opened it. Nothing was saved.`,
        { current: base },
      );
    }
    const given = await checkEdit(tx, plan, edit, amendment ?? null);
    const upload = randomUUID();
    const content = { plan, edit, base, amendment: given };
    await savePlanUpload(tx, {
      id: upload,
      by: personId,
      at: context.now().toISOString(),
      name: describePlanEdit(edit).slice(0, 255),
      sha256: hashContent(content),
      content,
    });
    return { upload };
  });
}

/** Finds everything that is wrong at once, at the fields; gives the amendment that the edit needs, if any. */
async function checkEdit(
  tx: SqlTransaction,
  plan: string,
  edit: PlanEdit,
  given: AmendmentInput | null,
): Promise<AmendmentInput | null> {
  const { rows } = await loadPlanRows(tx, plan);
  const rounds = await listPlanRounds(tx, plan, {});
  const takes = rounds.filter(({ takesAmendments }) => takesAmendments);
  const amendment = await resolveDecision(tx, plan, rounds, given);
  const isAddedLater = edit.kind === 'add-activity' && rounds.length > takes.length;
  const needsRound = isFromRound(edit) || isAddedLater || amendment !== null;
  if (needsRound && takes.length === 0) requireNoProblems(findAmendmentProblems(amendment, takes));
  // While no round is named that can be, the rest is checked as if it were the next.
  const named = takes.find(({ code }) => code === amendment?.effectiveRound) ?? takes[0];
  const edited = applyPlanEdit(rows, edit, needsRound ? (named?.code ?? null) : null);
  const found: FieldProblem[] = [...edited.problems];
  const { problems, compared } = await comparePlan(tx, toUpload(edited.rows), null);
  const placed = groupProblemsByField(edit, edited.rows, problems);
  // What is said of a field already, or of none while a field is at fault, is the same fault once more.
  found.push(
    ...placed.filter(({ path }) =>
      path === '' ? found.length === 0 : found.every((one) => one.path !== path),
    ),
  );
  if (needsRound || compared?.amends) found.push(...findAmendmentProblems(amendment, takes));
  if (amendment && compared && found.length === 0) {
    const [row] = await readRows(
      tx,
      { id: z.number() },
      sql`select id from tracker.plan where code = ${plan}`,
    );
    found.push(...(await findLaterAmendment(tx, row?.id ?? 0, compared.touched, amendment.effectiveRound)));
  }
  if (found.length === 0 && compared?.changes.length === 0) {
    found.push({ path: '', message: 'The plan already says this. Nothing was changed.' });
  }
  requireNoProblems(found.toSorted((a, b) => placeInForm(a) - placeInForm(b)));
  return amendment;
}

/** What is about the whole comes first, then the new activities one after the other, then the rest as it was found. */
function placeInForm({ path }: FieldProblem): number {
  if (path === '') return -1;
  const part = /^parts\.(\d+)\./.exec(path)?.[1];
  return part === undefined ? mostParts : Number(part);
}
