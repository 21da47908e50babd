import { and, eq, isNull, sql } from 'drizzle-orm';
import { z } from 'zod';
import { readRows } from '#db/rows.ts';
import { bulkAcceptance } from '#db/schema/review.ts';
import { decision as decisionTable } from '#db/schema/submission.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { loadSubmission } from '#server/loaders/submission/load-submission.ts';
import { changeSubmissionStatus } from '../submission/change-submission-status.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';

type Key = { round: string; reporter: string };
export type UndoneAcceptance = {
  /** Back in review. */
  undone: Key[];
  /** What somebody has moved since: it is left as it is. */
  left: Key[];
};

/**
 * Takes back an acceptance of several reports: once, by whoever did it, in the same sign-in. Exactly those that have
 * not moved since go back into review, and the questions that the acceptance settled are open again. Throws NOT_FOUND
 * for somebody else's, NOT_ALLOWED_NOW when it was taken back already or in another sign-in.
 */
export function undoAcceptance(
  context: OperationContext,
  input: { id: number; session: string; requestId?: string | undefined },
): Promise<UndoneAcceptance> {
  return runOperation(
    context,
    { permission: 'review.accept', once: 'review.undoAcceptance' },
    input,
    async (run) => {
      const { tx, personId } = run;
      const [bulk] = await tx
        .select({ sessionKey: bulkAcceptance.sessionKey, undoneAt: bulkAcceptance.undoneAt })
        .from(bulkAcceptance)
        .where(and(eq(bulkAcceptance.id, input.id), eq(bulkAcceptance.madeBy, personId)));
      if (!bulk) throw new DomainError('NOT_FOUND', 'You have not accepted these reports together.');
      const at = context.now().toISOString();
      // The update is the lock: of two at once, one finds nothing left to take back.
      const claimed =
        bulk.undoneAt !== null
          ? []
          : await tx
              .update(bulkAcceptance)
              .set({ undoneBy: personId, undoneAt: at })
              .where(and(eq(bulkAcceptance.id, input.id), isNull(bulkAcceptance.undoneAt)))
              .returning({ id: bulkAcceptance.id });
      if (claimed.length === 0) {
        throw new DomainError('NOT_ALLOWED_NOW', 'This was already undone.');
      }
      if (bulk.sessionKey !== input.session) {
        throw new DomainError(
          'NOT_ALLOWED_NOW',
          'This was done before you signed in again. Reopen the reports one by one, with a reason.',
        );
      }
      const items = await readRows(
        tx,
        { round: z.string(), reporter: z.string(), version: z.number() },
        sql`
        select r.code as round, p.code as reporter, i.accepted_version as version
        from tracker.bulk_acceptance_item i
        join tracker.submission s on s.id = i.submission_id
        join tracker.round r on r.id = s.round_id
        join tracker.reporter p on p.id = s.reporter_id
        where i.bulk_acceptance_id = ${input.id} order by r.code, p.code`,
      );
      const answer: UndoneAcceptance = { undone: [], left: [] };
      for (const { version, ...key } of items) {
        const submission = await loadSubmission(tx, key, 'update');
        if (submission.status !== 'accepted' || submission.version !== version) {
          answer.left.push(key);
          continue;
        }
        const [decision] = await tx
          .select({ at: decisionTable.decidedAt })
          .from(decisionTable)
          .where(
            and(eq(decisionTable.submissionId, submission.id), eq(decisionTable.submissionVersion, version)),
          );
        await changeSubmissionStatus(run, submission, 'undoAccept', { version });
        await tx.execute(sql`
          update tracker.query set resolved_by = null, resolved_at = null, version = version + 1
          where submission_id = ${submission.id} and resolved_by = ${personId}
            and resolved_at = ${decision?.at ?? at}::timestamptz`);
        answer.undone.push(key);
      }
      return answer;
    },
  );
}
