import { createHash, randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { requireNoProblems } from '#server/domain/error/domain-error.ts';
import { parseWorkbook } from '#server/domain/workbook/parse-workbook.rules.ts';
import { loadWorkbookReport, canWriteNow } from '#server/loaders/workbook/load-workbook-report.ts';
import { readWorkbookFile, requireKeptFile } from '#server/workbook/read-workbook-file.ts';
import { requireOpenForWriting, createReportLoader } from '#server/loaders/submission/load-submission.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';

export type UploadWorkbookInput = {
  round: string;
  reporter: string;
  fileName: string;
  /** The file in base64; empty where it was too large to be kept, of which `size` tells. */
  content: string;
  size?: number | undefined;
};

/** How long an upload waits to be decided upon: drafts are not kept for longer than a round is written. */
const cachedDays = 60;

/**
 * Reads an uploaded workbook and keeps what it says, for its uploader to look at and decide. Nothing of the report
 * changes. Throws BAD_INPUT with a sentence at "file" for what is not the workbook of this report, ROUND_CLOSED or
 * NOT_OPEN.
 */
export async function uploadWorkbook(
  context: OperationContext,
  input: UploadWorkbookInput,
): Promise<{ upload: string }> {
  const rules = { permission: 'report.write', resource: createReportLoader('none') } as const;
  // Before the file is read: a report that is out takes nothing, whatever is in the file.
  await runOperation(context, rules, input, async ({ resource }) => requireOpenForWriting(resource, context));
  if (input.content === '') requireKeptFile(input.size ?? 0);
  const bytes = new Uint8Array(Buffer.from(input.content, 'base64'));
  const raw = await readWorkbookFile(bytes);
  return runOperation(context, rules, input, async ({ tx, personId, resource: submission }) => {
    requireOpenForWriting(submission, context);
    const { report } = await loadWorkbookReport(tx, submission, canWriteNow(context, submission));
    const read = parseWorkbook(raw, report);
    if ('refusal' in read) {
      requireNoProblems([{ path: 'file', message: read.refusal }]);
      throw new Error('A refusal is always thrown.');
    }
    const upload = randomUUID();
    const now = context.now().toISOString();
    await tx.execute(sql`
      delete from tracker.workbook_upload
      where uploaded_by = ${personId} and submission_id = ${submission.id}
        and uploaded_at < ${now}::timestamptz - make_interval(days => ${cachedDays})`);
    await tx.execute(sql`
      insert into tracker.workbook_upload (id, submission_id, uploaded_by, uploaded_at, file_name, sha256, content)
      values (${upload}::uuid, ${submission.id}, ${personId}, ${now}::timestamptz, ${buildUploadName(input.fileName)},
        ${createHash('sha256').update(bytes).digest('hex')}, ${JSON.stringify(read.content)}::text::jsonb)`);
    return { upload };
  });
}

// What cannot be printed, and marks that turn the direction of what follows.
const unprintable = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;

/** The file's own name without folders, as far as it can be shown. */
export function buildUploadName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? '';
  const clean = last.toWellFormed().replace(unprintable, '').trim();
  return [...clean].slice(0, 120).join('') || 'workbook.xlsx';
}
