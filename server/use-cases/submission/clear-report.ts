import { checkReport } from '#server/domain/submission/check-report.rules.ts';
import { loadCheckedReport, loadReportContent } from '#server/loaders/submission/load-checked-report.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { requireRoundOpen, createReportLoader } from '#server/loaders/submission/load-submission.ts';
import { type MovedSubmission, changeSubmissionStatus } from './change-submission-status.ts';
import type { MoveInput } from './submit-report.ts';
import { runOperation, type Run } from '#server/operation/run-operation.ts';
import { and, eq, sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import { clearancePack } from '#db/schema/reporting-country.ts';
import { requireNoProblems } from '#server/domain/error/domain-error.ts';
import { hashContent } from '#server/operation/hash-content.ts';

/** `pack`: the reference of the printed draft that was signed on paper, where there was one. */
export type ClearInput = MoveInput & { pack?: string | undefined };

/**
 * The national sign-off: nothing leaves the country without it. Refused while the report has errors. What was cleared
 * is kept whole, so that a later reader sees what has changed since.
 */
export function clearReport(context: OperationContext, input: ClearInput): Promise<MovedSubmission> {
  return runOperation(
    context,
    { permission: 'report.clear', once: 'submission.clear', resource: createReportLoader('update') },
    input,
    async (run) => {
      const { tx, resource: submission } = run;
      requireRoundOpen(submission, context);
      const findings = checkReport(await loadCheckedReport(tx, submission));
      const moved = await changeSubmissionStatus(run, submission, 'clear', {
        version: input.version,
        blockingProblems: findings.filter(({ kind }) => kind === 'error').length,
      });
      await keepClearance(run, submission, { at: moved.at, pack: input.pack });
      return moved;
    },
  );
}

/**
 * Keeps the report as it was cleared, in the caller's transaction. A printed draft that is named as signed has to be
 * one of this report and hold what the report holds now: a signature under other words is none. Throws BAD_INPUT
 * otherwise, at "pack".
 */
async function keepClearance(
  run: Run,
  submission: { id: number },
  { at, pack }: { at: string; pack: string | undefined },
): Promise<void> {
  const { tx, personId } = run;
  const content = await loadReportContent(tx, submission.id);
  const sha256 = hashContent(content);
  if (pack !== undefined) await refuseOtherPack(tx, submission.id, pack, sha256);
  await tx.execute(sql`
    insert into tracker.clearance (submission_id, number, cleared_by, cleared_at, content, sha256, pack_reference)
    values (${submission.id},
      (select count(*) + 1 from tracker.clearance where submission_id = ${submission.id}),
      ${personId}, ${at}::timestamptz, ${JSON.stringify(content)}::text::jsonb, ${sha256}, ${pack ?? null})`);
}

async function refuseOtherPack(tx: Transaction, submissionId: number, pack: string, sha256: string) {
  const [printed] = await tx
    .select({ sha256: clearancePack.sha256 })
    .from(clearancePack)
    .where(and(eq(clearancePack.submissionId, submissionId), eq(clearancePack.reference, pack)));
  const message = !printed
    ? `There is no printed draft ${pack} of this report.`
    : printed.sha256 === sha256
      ? null
      : `The report has changed since ${pack} was printed. Print it again for signature, or clear it without naming a printed draft.`;
  requireNoProblems(message ? [{ path: 'pack', message }] : []);
}
