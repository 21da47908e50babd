import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { type RowOf, readRows } from '#db/rows.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import { createReportLoader } from '#server/loaders/submission/load-submission.ts';

const openQuestionShape = {
  id: z.number(),
  subject: z.enum(['activity', 'indicator']),
  code: z.string(),
  title: z.string(),
  field: z.string(),
  question: z.string(),
  raisedBy: z.string(),
  sentAt: z.string(),
  answer: z.string().nullable(),
};

/** A question that was sent with a return and is not settled. */
export type OpenQuestion = RowOf<typeof openQuestionShape>;

/** The questions of a report that were sent and are not settled, in plan order, activities first. */
export const loadOpenQuestions = (tx: Transaction, submissionId: number): Promise<OpenQuestion[]> =>
  readRows(
    tx,
    openQuestionShape,
    sql`select q.id, case when a.id is null then 'indicator' else 'activity' end as subject,
      coalesce(a.code, i.code) as code, coalesce(a.title, i.title) as title, q.field, q.question,
      p.name as "raisedBy", to_json(q.sent_at)#>>'{}' as "sentAt", q.answer
    from tracker.query q
    join auth.person p on p.id = q.raised_by
    left join tracker.activity a on a.id = q.activity_id
    left join tracker.indicator i on i.id = q.indicator_id
    where q.submission_id = ${submissionId} and q.sent_at is not null and q.resolved_at is null
    order by a.position nulls last, i.position, q.id`,
  );

/** What the secretariat asks about a report; see loadOpenQuestions. Throws NOT_FOUND. */
export function listQuestions(
  context: OperationContext,
  input: { round: string; reporter: string },
): Promise<OpenQuestion[]> {
  const rules = { permission: null, resource: createReportLoader('none') } as const;
  return runOperation(context, rules, input, ({ tx, resource }) => loadOpenQuestions(tx, resource.id));
}
