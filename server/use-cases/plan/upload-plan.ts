import { createHash, randomUUID } from 'node:crypto';
import { requireNoProblems } from '#server/domain/error/domain-error.ts';
import { parsePlanUpload, type PlanUpload } from '#server/domain/plan/plan-upload.rules.ts';
import { readPlanFiles } from '#server/workbook/read-plan-files.ts';
import { requireKeptFile } from '#server/workbook/read-workbook-file.ts';
import { buildUploadName } from '../workbook/upload-workbook.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import type { SqlTransaction } from '#db/sql.ts';
import type { StoredPlanEdit } from '#server/loaders/plan/load-plan-edit.ts';

export type UploadPlanInput = {
  /** The workbook, an archive of CSV files, or the CSV files; in base64. */
  files: { name: string; content: string }[];
  /** In bytes, where the upload was too large to be kept. */
  size?: number | undefined;
};

/**
 * Reads an uploaded plan and keeps what it says, for its uploader to look at and decide. Nothing of the plan changes.
 * Throws BAD_INPUT with a sentence at "file" for what is no plan at all.
 */
export async function uploadPlan(
  context: OperationContext,
  { files, size }: UploadPlanInput,
): Promise<{ upload: string }> {
  const rules = { permission: 'plan.import', asksDatabase: true } as const;
  // Before the file is read.
  await runOperation(context, rules, {}, async () => {});
  requireKeptFile(size ?? 0);
  const bytes = files.map(({ name, content }) => ({
    name,
    bytes: new Uint8Array(Buffer.from(content, 'base64')),
  }));
  const read = await readPlanFiles(bytes);
  const refusal = parsePlanUpload(read);
  if (typeof refusal === 'string') requireNoProblems([{ path: 'file', message: refusal }]);
  const upload = randomUUID();
  const now = context.now().toISOString();
  const sum = createHash('sha256');
  for (const file of bytes) sum.update(file.bytes);
  const name = files.length === 1 ? buildUploadName(files[0]?.name ?? '') : `${files.length} CSV files`;
  await runOperation(context, rules, {}, ({ tx, personId }) =>
    savePlanUpload(tx.sql, {
      id: upload,
      by: personId,
      at: now,
      name,
      sha256: sum.digest('hex'),
      content: read,
    }),
  );
  return { upload };
}

/** Keeps an upload, or an edit, for whoever made it to look at and decide. */
export async function savePlanUpload(
  tx: SqlTransaction,
  {
    id,
    by,
    at,
    name,
    sha256,
    content,
  }: {
    id: string;
    by: string;
    at: string;
    name: string;
    sha256: string;
    content: PlanUpload | StoredPlanEdit;
  },
): Promise<void> {
  await tx`
    delete from tracker.plan_upload
    where uploaded_by = ${by} and uploaded_at < ${at}::timestamptz - make_interval(days => ${cachedDays})`;
  await tx`
    insert into tracker.plan_upload (id, uploaded_by, uploaded_at, file_name, sha256, content)
    values (${id}::uuid, ${by}, ${at}::timestamptz, ${name}, ${sha256},
      ${JSON.stringify(content)}::text::jsonb)`;
}

/** How long an upload waits to be decided upon. */
const cachedDays = 60;
