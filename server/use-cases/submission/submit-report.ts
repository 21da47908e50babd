import type { OperationContext } from '#server/operation/operation-context.ts';
import { requireRoundOpen, createReportLoader } from '#server/loaders/submission/load-submission.ts';
import { type MovedSubmission, changeSubmissionStatus } from './change-submission-status.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import { sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import { hashContent } from '#server/operation/hash-content.ts';
import { loadReportContent } from '#server/loaders/submission/load-checked-report.ts';

/** What every move of a report is told. */
export type MoveInput = {
  round: string;
  reporter: string;
  version: number;
  reason?: string | undefined;
  requestId?: string | undefined;
};

/** Sends a cleared report to the secretariat and keeps it as it left. */
export function submitReport(context: OperationContext, input: MoveInput): Promise<MovedSubmission> {
  return runOperation(
    context,
    { permission: 'report.submit', once: 'submission.submit', resource: createReportLoader('update') },
    input,
    async (run) => {
      const { tx, resource: submission } = run;
      requireRoundOpen(submission, context);
      const moved = await changeSubmissionStatus(run, submission, 'submit', { version: input.version });
      await takeSnapshot(tx, submission.id, submission.timesSubmitted + 1, moved.at);
      return moved;
    },
  );
}

/** Keeps the report whole, as it is at this moment, under the number of this submission. */
async function takeSnapshot(tx: Transaction, submissionId: number, number: number, at: string) {
  const content = await loadReportContent(tx, submissionId);
  await tx.execute(sql`
    insert into tracker.submission_snapshot (submission_id, number, taken_at, content, sha256)
    values (${submissionId}, ${number}, ${at}::timestamptz, ${JSON.stringify(content)}::text::jsonb,
      ${hashContent(content)})`);
}
