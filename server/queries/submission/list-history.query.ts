import { sql } from 'drizzle-orm';
import type { SubmissionStatus } from '#server/domain/submission/submission.workflow.ts';
import { loadSubmission } from '#server/use-cases/submission/load-submission.ts';
import { inTransaction, type UseCaseContext } from '#server/use-cases/use-case-context.ts';

export type DecisionEntry = {
  transition: string;
  from: SubmissionStatus;
  to: SubmissionStatus;
  reason: string;
  by: string;
  at: string;
};

export type RevisionEntry = {
  id: number;
  subject: 'activity' | 'indicator' | 'query';
  code: string;
  by: string;
  at: string;
  before: unknown;
  after: unknown;
};

/**
 * Who moved the report and who changed what, newest first. The decisions are seen by both sides; revisions by
 * the reporter's own people only (row-level security sees to that), at most `limit` of them, before `beforeId`.
 */
export function listHistory(
  context: UseCaseContext,
  input: {
    round: string;
    reporter: string;
    code?: string | undefined;
    limit: number;
    beforeId?: number | undefined;
  },
): Promise<{ decisions: DecisionEntry[]; revisions: RevisionEntry[] }> {
  return inTransaction(context, async (tx) => {
    const submission = await loadSubmission(tx, input, 'none');
    const decisions = await tx.execute<DecisionEntry>(sql`
      select d.transition, d.from_status as "from", d.to_status as "to", d.reason, p.name as by,
        to_json(d.decided_at)#>>'{}' as at
      from tracker.decision d join auth.person p on p.id = d.decided_by
      where d.submission_id = ${submission.id} order by d.id desc`);
    const revisions = await tx.execute<RevisionEntry>(sql`
      select v.id::integer as id, v.subject, v.subject_key as code, p.name as by,
        to_json(v.changed_at)#>>'{}' as at, v.before, v.after
      from tracker.revision v join auth.person p on p.id = v.changed_by
      where v.submission_id = ${submission.id}
        and (${input.code ?? null}::text is null or v.subject_key = ${input.code ?? null})
        and (${input.beforeId ?? null}::bigint is null or v.id < ${input.beforeId ?? null}::bigint)
      order by v.id desc limit ${input.limit}`);
    return { decisions: [...decisions], revisions: [...revisions] };
  });
}
