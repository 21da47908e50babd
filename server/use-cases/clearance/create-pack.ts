import { count, eq, sql } from 'drizzle-orm';
import { clearancePack } from '#db/schema/reporting-country.ts';
import { buildPackReference } from '#server/domain/clearance/clearance-pack.rules.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { canPrintPack } from '#server/domain/submission/submission.workflow.ts';
import { loadPackContent } from '#server/loaders/clearance/load-clearance.ts';
import { hashContent } from '#server/operation/hash-content.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import { createReportLoader } from '#server/loaders/submission/load-submission.ts';

/**
 * Keeps the report as it is now under a reference of its own, to be printed for a superior who signs on paper. What
 * the reference prints never changes. Throws NOT_ALLOWED_NOW once the report has left.
 */
export function createPack(
  context: OperationContext,
  input: { round: string; reporter: string; requestId?: string | undefined },
): Promise<{ reference: string; sha256: string }> {
  return runOperation(
    context,
    { permission: 'report.printPack', once: 'clearance.createPack', resource: createReportLoader('update') },
    input,
    async ({ tx, personId, resource: submission }) => {
      // Nobody moves the report or counts the same number meanwhile.
      if (!canPrintPack(submission.status)) {
        throw new DomainError(
          'NOT_ALLOWED_NOW',
          `The report is ${submission.status}; a draft is printed before it leaves.`,
        );
      }
      const content = await loadPackContent(tx, submission);
      const sha256 = hashContent(content.report);
      const [printed] = await tx
        .select({ packs: count() })
        .from(clearancePack)
        .where(eq(clearancePack.submissionId, submission.id));
      const number = (printed?.packs ?? 0) + 1;
      const reference = buildPackReference(input, number);
      await tx.execute(sql`
        insert into tracker.clearance_pack (reference, submission_id, number, made_by, made_at, content, sha256)
        values (${reference}, ${submission.id}, ${number}, ${personId}, ${context.now().toISOString()}::timestamptz,
          ${JSON.stringify(content)}::text::jsonb, ${sha256})`);
      return { reference, sha256 };
    },
  );
}
