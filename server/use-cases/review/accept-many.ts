import { sql } from 'drizzle-orm';
import { bulkAcceptance } from '#db/schema/review.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { describeWhyNotAccepted } from '#server/domain/review/acceptance.rules.ts';
import type { QueueFilter } from '#server/domain/review/queue-filter.rules.ts';
import { loadSubmission } from '#server/loaders/submission/load-submission.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { acceptSubmission, getAcceptanceStep } from './accept-report.ts';
import { runOperation } from '#server/operation/run-operation.ts';

export type ManyInput = {
  /** What the reports have in common; kept with the act. */
  filter: QueueFilter;
  /** Exactly the reports that were confirmed, each as it was read. */
  reports: { round: string; reporter: string; version: number }[];
  /** The sign-in in which it is done: only there it is taken back. */
  session: string;
  requestId?: string | undefined;
};

export type AcceptedMany = {
  id: number | null;
  accepted: { round: string; reporter: string }[];
  /** What was confirmed and is not accepted, with why. */
  left: { round: string; reporter: string; why: string }[];
};

/** More than this is no confirmed list any more. */
const longestList = 500;

/**
 * Accepts several reports by one act that can be taken back as one. Each is a decision of its own in its history, with
 * its own mail. What has moved since it was read, carries questions that were not sent, or needs another person first
 * is left out and said. Throws BAD_INPUT for an empty list, and for reports of more than one plan.
 */
export function acceptMany(context: OperationContext, input: ManyInput): Promise<AcceptedMany> {
  return runOperation(
    context,
    { permission: 'review.accept', once: 'review.acceptMany' },
    input,
    async (run) => {
      const { tx, personId } = run;
      if (input.reports.length === 0 || input.reports.length > longestList) {
        throw new DomainError('BAD_INPUT', 'There is no report to accept.');
      }
      const answer: AcceptedMany = { id: null, accepted: [], left: [] };
      const accepted: { id: number; version: number }[] = [];
      // In one order whoever does it, so that two of them wait for each other and do not block each other.
      const inOrder = [...input.reports].sort((a, b) =>
        `${a.round}/${a.reporter}` < `${b.round}/${b.reporter}` ? -1 : 1,
      );
      const plans = new Set<number>();
      for (const { round, reporter, version } of inOrder) {
        const submission = await loadSubmission(tx, { round, reporter }, 'update');
        if (plans.add(submission.plan.id).size > 1) {
          throw new DomainError(
            'BAD_INPUT',
            'These reports are of more than one plan. Nothing was accepted. Accept the reports of one plan at a time.',
          );
        }
        const { step, unsent } = await getAcceptanceStep(run, submission);
        const why =
          submission.status !== 'submitted' || submission.version !== version
            ? 'It has changed since this page was opened.'
            : step === 'first'
              ? 'Two people must agree: somebody else has to approve it first.'
              : describeWhyNotAccepted(step, unsent);
        if (why) {
          answer.left.push({ round, reporter, why });
          continue;
        }
        const moved = await acceptSubmission(run, submission, { version, reason: '' });
        accepted.push({ id: submission.id, version: moved.version });
        answer.accepted.push({ round, reporter });
      }
      if (accepted.length === 0) return answer;
      const [bulk] = await tx
        .insert(bulkAcceptance)
        .values({
          filter: input.filter,
          madeBy: personId,
          madeAt: context.now().toISOString(),
          sessionKey: input.session,
        })
        .returning({ id: bulkAcceptance.id });
      if (!bulk) throw new Error('A write of one row returns one row.');
      await tx.execute(sql`
        insert into tracker.bulk_acceptance_item (bulk_acceptance_id, submission_id, accepted_version)
        select ${bulk.id}, r.id, r.version
        from json_to_recordset(${JSON.stringify(accepted)}::text::json) as r (id integer, version integer)`);
      return { ...answer, id: bulk.id };
    },
  );
}
