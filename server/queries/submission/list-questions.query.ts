import { sql } from 'drizzle-orm';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import { reportFor } from '#server/loaders/submission/load-submission.ts';

/** A question that was sent with a return and is not settled. */
export type OpenQuestion = {
  id: number;
  subject: 'activity' | 'indicator';
  code: string;
  title: string;
  field: string;
  question: string;
  raisedBy: string;
  sentAt: string;
  answer: string | null;
};

/** What the secretariat asks about a report, in plan order, activities first. Throws NOT_FOUND. */
export function listQuestions(
  context: OperationContext,
  input: { round: string; reporter: string },
): Promise<OpenQuestion[]> {
  return runOperation(context, { permission: null, resource: reportFor('none') }, input, async (run) => {
    const { tx, resource: submission } = run;
    const rows = await tx.execute<OpenQuestion>(sql`
      select q.id, case when a.id is null then 'indicator' else 'activity' end as subject,
        coalesce(a.code, i.code) as code, coalesce(a.title, i.title) as title, q.field, q.question,
        p.name as "raisedBy", to_json(q.sent_at)#>>'{}' as "sentAt", q.answer
      from tracker.query q
      join auth.person p on p.id = q.raised_by
      left join tracker.activity a on a.id = q.activity_id
      left join tracker.indicator i on i.id = q.indicator_id
      where q.submission_id = ${submission.id} and q.sent_at is not null and q.resolved_at is null
      order by a.position nulls last, i.position, q.id`);
    return [...rows];
  });
}
