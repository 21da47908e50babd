import type { SqlTransaction } from '#db/sql.ts';
import { DomainError, refuseBadInput } from '#server/domain/error/domain-error.ts';
import { countChanges } from '#server/domain/plan/plan-file-changes.calculations.ts';
import type { PlanFile } from '#server/domain/plan/plan-file.schema.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { comparePlan, type ComparedPlan, type PlanToWrite } from '#server/loaders/plan/compare-plan.ts';
import { loadPlanUpload } from '#server/loaders/plan/load-plan-upload.ts';
import { type AmendmentInput, checkAmendment } from '#server/domain/plan/amendment.rules.ts';
import { writeAmendment } from './write-amendment.ts';
import { writeLists, writePlanCalendar } from './write-lists.ts';
import { writeHeader, writePlan } from './write-plan.ts';
import { type Run, runOperation } from '#server/operation/run-operation.ts';
import { writeRevision } from '#server/operation/write-revision.ts';

export type ApplyPlanInput = {
  upload: string;
  /** From the preview that the person saw. */
  stand: string;
  /** Needed where the comparison says that it amends; an edit brings its own. */
  amendment?: AmendmentInput | undefined;
};

export type AppliedPlan = { plan: string; changes: number; amendment: number | null };

/**
 * Brings a plan and its lists to what an upload says, in one transaction: all of it or nothing. What has reports
 * changes by an amendment, which needs a round from which it counts, a title and a reason. Pressing twice does it
 * once. Throws CONFLICT when anything has moved since the preview, and BAD_INPUT at the fields of the amendment.
 */
export function applyPlan(context: OperationContext, input: ApplyPlanInput): Promise<AppliedPlan> {
  return runOperation(context, { permission: 'plan.import' }, input, async (run) => {
    const { sql: tx } = run.tx;
    await lockPlans(tx);
    const { content, appliedAt, edit, moved } = await loadPlanUpload(tx, input.upload, 'update');
    if (edit && appliedAt !== null) return { plan: edit.plan, changes: 0, amendment: null };
    if (edit && moved.length > 0) {
      throw new DomainError(
        'CONFLICT',
        `Somebody has changed ${edit.edit.code} since you opened it. Nothing was written.`,
        { current: moved },
      );
    }
    // Whoever makes an edit has said from when and why before the preview.
    const wanted = edit ? edit.amendment : (input.amendment ?? null);
    const first = await comparePlan(tx, content, null);
    if (!first.compared) {
      throw new DomainError('NOT_ALLOWED_NOW', 'The plan has problems that must be put right first.');
    }
    const { compared } = first;
    if (appliedAt !== null && compared.changes.length === 0) {
      return { plan: compared.plan.code, changes: 0, amendment: null };
    }
    if (compared.stand !== input.stand) {
      throw new DomainError(
        'CONFLICT',
        'Somebody has changed the plan since you saw this preview. Nothing was written. This is how it compares now; look again.',
      );
    }
    if (compared.changes.length === 0) {
      refuseBadInput([
        { path: 'stand', message: 'The upload says what is stored, so there is nothing to apply.' },
      ]);
    }
    const amendment = compared.amends || wanted ? checkAmendment(wanted, compared.rounds) : null;
    // Once more, with the round from which rows that went are ended.
    const second = amendment ? await comparePlan(tx, content, amendment.effectiveRound) : first;
    if (!second.compared) throw new Error('The same upload compares as it did a moment ago.');
    const at = context.now().toISOString();
    const number = await writeCompared(run, second, amendment, at);
    await tx`
      update tracker.plan_upload set applied_at = ${at}::timestamptz where id = ${input.upload}::uuid`;
    return { plan: compared.plan.code, changes: second.compared.changes.length, amendment: number };
  });
}

/** Plans are changed one at a time, and not while a round opens, which fixes what is asked from the plan. */
async function lockPlans(tx: SqlTransaction): Promise<void> {
  await tx`lock table tracker.round in share row exclusive mode`;
}

/** Writes what a comparison found, and its amendment; gives the amendment's number. */
async function writeCompared(
  run: Run,
  { compared, write }: { compared: ComparedPlan; write: PlanToWrite },
  amendment: AmendmentInput | null,
  at: string,
): Promise<number | null> {
  const {
    personId: by,
    tx: { sql: tx },
  } = run;
  await writeLists(tx, write.lists);
  const plan = await writeHeader(tx, write.given);
  await writePlanCalendar(tx, plan, write.lists);
  const number = amendment
    ? await writeAmendment(tx, {
        plan,
        amendment,
        changes: compared.changes.filter(({ sheet }) => sheet === 'activities' || sheet === 'indicators'),
        touched: compared.touched,
        by,
        at,
      })
    : null;
  const given = amendment ? addFrom(write, amendment.effectiveRound) : write.given;
  await writePlan(tx, given, write.fileChanges);
  const after = { ...countChanges(write.fileChanges), lists: Object.keys(write.lists), amendment: number };
  await writeRevision(run, at, { subject: 'plan', key: compared.plan.code, after });
  return number;
}

/** What an amendment adds to a plan counts from its round on too. */
function addFrom({ given, stored, fileChanges }: PlanToWrite, round: string): PlanFile {
  if (!stored) return given;
  const add = <T extends { code: string; addedFrom: string | null }>(
    rows: readonly T[],
    added: readonly string[],
  ) => rows.map((row) => (added.includes(row.code) && !row.addedFrom ? { ...row, addedFrom: round } : row));
  return {
    ...given,
    activities: add(given.activities, fileChanges.activities.added),
    indicators: add(given.indicators, fileChanges.indicators.added),
  };
}
