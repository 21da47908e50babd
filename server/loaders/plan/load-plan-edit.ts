import type { SqlTransaction } from '#db/sql.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { applyPlanEdit, findRow } from '#server/domain/plan/apply-plan-edit.rules.ts';
import { type PlanEdit, getSheetOfEdit, planEditSchema } from '#server/domain/plan/plan-edit.schema.ts';
import { collapsePlanFile, formatPlanFile } from '#server/domain/plan/plan-file-format.calculations.ts';
import type { PlanFileRows } from '#server/domain/plan/plan-file.schema.ts';
import type { PlanUpload } from '#server/domain/plan/plan-upload.rules.ts';
import { loadReferenceCodes, loadStoredPlan } from './load-stored-plan.ts';
import type { AmendmentInput } from '#server/domain/plan/amendment.rules.ts';
import { hashContent } from '#server/operation/hash-content.ts';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { readRows } from '#db/rows.ts';

/** An edit of a plan as it waits to be applied. */
export type StoredPlanEdit = {
  plan: string;
  edit: PlanEdit;
  /** The row that it is about as it read when the form was opened; null where the row is new. */
  base: Record<string, string> | null;
  amendment: AmendmentInput | null;
};

/** A cell that reads otherwise than when the form was opened. `typed` where the edit changes that cell too. */
export type MovedCell = { column: string; opened: string; now: string; typed: string | null };

/** A plan as rows of text, every list written as people write it. Throws NOT_FOUND. */
export async function loadPlanRows(tx: SqlTransaction, plan: string) {
  const reference = await loadReferenceCodes(tx, plan);
  const stored = await loadStoredPlan(tx, plan);
  if (!stored) throw new DomainError('NOT_FOUND', `There is no plan ${plan}.`);
  return { rows: formatPlanFile(collapsePlanFile(stored, reference)), reference };
}

/**
 * The edit made in the plan as it is now, in the form of an upload; what other people changed elsewhere stays. `moved`
 * lists what somebody changed in the very row since the form was opened: then the edit is not to be applied unseen.
 */
async function loadEditedPlan(
  tx: SqlTransaction,
  { plan, edit, base, amendment }: StoredPlanEdit,
): Promise<{ upload: PlanUpload; moved: MovedCell[] }> {
  const { rows } = await loadPlanRows(tx, plan);
  const now = findRow(rows, getSheetOfEdit(edit), edit.code);
  if (base && !now) throw new DomainError('NOT_FOUND', `${edit.code} is not in the plan any more.`);
  const edited = applyPlanEdit(rows, edit, amendment?.effectiveRound ?? null);
  return { upload: toUpload(edited.rows), moved: base && now ? listMoved(edit, base, now) : [] };
}

/** What differs between a row as it was opened and as it reads now. */
export function listMoved(
  edit: PlanEdit,
  opened: Readonly<Record<string, string>>,
  now: Readonly<Record<string, string>>,
): MovedCell[] {
  const typed: Readonly<Record<string, string>> = 'cells' in edit ? edit.cells : {};
  return Object.keys({ ...opened, ...now })
    .filter((column) => (opened[column] ?? '') !== (now[column] ?? ''))
    .map((column) => ({
      column,
      opened: opened[column] ?? '',
      now: now[column] ?? '',
      typed: typed[column] === undefined || typed[column] === opened[column] ? null : typed[column],
    }));
}

/** Rows of a plan as an upload of its parts; the lists stay as they are. */
export function toUpload({ rules, ...parts }: PlanFileRows): PlanUpload {
  return { sheets: { ...parts, ...(rules ? { 'validation-rules': rules } : {}) }, problems: [] };
}

/** StatusRows for how a row of the plan reads: it is sent back, so that nobody's change is overwritten unseen. */
export const getRowVersion = (row: Readonly<Record<string, string>>): string => hashContent(row);

export type StoredPlanUpload = {
  id: string;
  /** The file's name; of an edit, what it does in a few words. */
  fileName: string;
  uploadedAt: string;
  appliedAt: string | null;
  content: PlanUpload;
  /** Where it was made on a screen, what was asked for. */
  edit: StoredPlanEdit | null;
  /** What somebody else changed in the row of the edit since. */
  moved: MovedCell[];
};

const storedUploadShape = {
  id: z.string(),
  fileName: z.string(),
  uploadedAt: z.string(),
  appliedAt: z.string().nullable(),
  content: z.union([
    z.object({
      sheets: z.record(z.string(), z.array(z.record(z.string(), z.string()))),
      problems: z.array(
        z.object({ file: z.string(), row: z.number(), column: z.string(), message: z.string() }),
      ),
      columns: z.record(z.string(), z.record(z.string(), z.number())).optional(),
    }),
    z.object({
      plan: z.string(),
      edit: planEditSchema,
      base: z.record(z.string(), z.string()).nullable(),
      amendment: z
        .object({
          effectiveRound: z.string(),
          title: z.string(),
          reason: z.string(),
          decision: z.number().nullish(),
        })
        .nullable(),
    }),
  ]),
};

/**
 * An upload of the viewer's own, a file or an edit; row-level security hides those of others. An edit comes as the
 * plan would read after it. Throws NOT_FOUND.
 */
export async function loadPlanUpload(
  tx: SqlTransaction,
  upload: string,
  lock: 'none' | 'update' = 'none',
): Promise<StoredPlanUpload> {
  const [found] = await readRows(
    tx,
    storedUploadShape,
    sql`select id, file_name as "fileName", to_json(uploaded_at)#>>'{}' as "uploadedAt",
      to_json(applied_at)#>>'{}' as "appliedAt", content
    from tracker.plan_upload where id = ${upload}::uuid ${lock === 'update' ? sql`for update` : sql``}`,
  );
  if (!found) throw new DomainError('NOT_FOUND', 'This upload is not there, or it is somebody else’s.');
  const { content, ...stored } = found;
  if (!('edit' in content)) return { ...stored, content, edit: null, moved: [] };
  const edited = await loadEditedPlan(tx, content);
  return { ...stored, content: edited.upload, edit: content, moved: edited.moved };
}
