import { eq, desc, sql } from 'drizzle-orm';
import { reviewAssignment } from '#db/schema/review.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { isWithSecretariat } from '#server/domain/submission/submission.workflow.ts';
import { loadSubmission, type StoredSubmission } from '#server/loaders/submission/load-submission.ts';
import { queueAssignedMail } from '#server/notifications/queue-desk-mail.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';

export type AssignReviewerInput = {
  reports: { round: string; reporter: string }[];
  /** The officer; null: nobody any more. */
  reviewer: string | null;
  requestId?: string | undefined;
};

/**
 * Assigns an officer to review reports that the secretariat has, or nobody. Each change is kept; what is assigned so
 * already is left as it is. The officer is told what is newly theirs. Throws BAD_INPUT for an empty list, at "reviewer"
 * for somebody who is no officer, and NOT_ALLOWED_NOW for a report that the secretariat does not have.
 */
export function assignReviewer(
  context: OperationContext,
  input: AssignReviewerInput,
): Promise<{ assigned: number; reviewer: string | null }> {
  return runOperation(
    context,
    { permission: 'review.assign', once: 'review.assign' },
    input,
    async ({ tx, personId, viewer }) => {
      if (input.reports.length === 0) {
        const message = 'Choose at least one report.';
        throw new DomainError('BAD_INPUT', message, { fields: [{ path: 'reports', message }] });
      }
      const [officer] = await tx.execute(sql`
        select p.name from auth.person p where p.id = ${input.reviewer} and p.disabled_at is null and exists (
          select from tracker.assignment a where a.person_id = p.id and a.role = 'secretariat_officer'
            and a.revoked_at is null)`);
      if (input.reviewer !== null && !officer) {
        const message = 'Choose an officer of the secretariat.';
        throw new DomainError('BAD_INPUT', message, { fields: [{ path: 'reviewer', message }] });
      }
      const assigned: StoredSubmission[] = [];
      const at = context.now().toISOString();
      for (const key of input.reports) {
        const submission = await loadSubmission(tx, key, 'share');
        if (!isWithSecretariat(submission.status)) {
          throw new DomainError(
            'NOT_ALLOWED_NOW',
            `The report of ${submission.reporter.name} for ${key.round} is not with the secretariat.`,
          );
        }
        const [now] = await tx
          .select({ reviewer: reviewAssignment.reviewerId })
          .from(reviewAssignment)
          .where(eq(reviewAssignment.submissionId, submission.id))
          .orderBy(desc(reviewAssignment.id))
          .limit(1);
        if ((now?.reviewer ?? null) === input.reviewer) continue;
        await tx.insert(reviewAssignment).values({
          submissionId: submission.id,
          reviewerId: input.reviewer,
          assignedBy: personId,
          assignedAt: at,
        });
        assigned.push(submission);
      }
      if (input.reviewer !== null) {
        const by = { id: personId, name: viewer.name };
        await queueAssignedMail(tx, assigned, { to: input.reviewer, by }, at);
      }
      return { assigned: assigned.length, reviewer: officer ? String(officer.name) : null };
    },
  );
}
