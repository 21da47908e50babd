import { sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import type { CheckedActivity, CheckedIndicator } from '#server/domain/submission/check-report.rules.ts';
import type { Cell } from '#server/domain/value/indicator-value.schema.ts';
import { listIndicatorDefinitions } from '../plan/list-indicator-definitions.query.ts';

/** Cells of one indicator report as JSON, in the shape of Cell. `ir` names the report's row. */
export const cellsOf = (submissionId: ReturnType<typeof sql>, indicatorId: ReturnType<typeof sql>) => sql`
  coalesce((select json_agg(json_build_object('dimension', v.dimension_code, 'category', v.category_code,
      'state', v.state, 'value', trim_scale(v.value)::text, 'numerator', trim_scale(v.numerator)::text,
      'denominator', trim_scale(v.denominator)::text, 'choice', v.choice_code, 'text', v.text_value)
      order by v.dimension_code nulls first, v.category_code)
    from tracker.indicator_value v
    where v.submission_id = ${submissionId} and v.indicator_id = ${indicatorId}), '[]')`;

/** The newest earlier submission of the same reporter: what people mean by "last round". */
export const lastSubmissionOf = (submissionId: number) => sql`
  (select s2.id from tracker.submission s1
   join tracker.round r1 on r1.id = s1.round_id
   join tracker.submission s2 on s2.reporter_id = s1.reporter_id
   join tracker.round r2 on r2.id = s2.round_id and r2.period_end < r1.period_end
   where s1.id = ${submissionId} order by r2.period_end desc limit 1)`;

/** Everything that the rules of check-report.rules.ts ask about one report. */
export async function loadCheckedReport(
  tx: Transaction,
  submission: { id: number; status: string },
): Promise<{ activities: CheckedActivity[]; indicators: CheckedIndicator[]; returned: boolean }> {
  const activities = await tx.execute<CheckedActivity>(sql`
    select a.code, ar.achievements, ar.challenges,
      case when st.code is not null then
        json_build_object('label', st.label, 'isLate', st.is_late, 'isDone', st.is_done) end as status,
      coalesce((select json_agg(json_build_object('field', q.field, 'answered', q.answer is not null))
        from tracker.query q where q.submission_id = ar.submission_id and q.activity_id = ar.activity_id
          and q.sent_at is not null and q.resolved_at is null), '[]') as "openQueries"
    from tracker.activity_report ar
    join tracker.activity a on a.id = ar.activity_id
    left join tracker.activity_status st on st.code = ar.status_code
    where ar.submission_id = ${submission.id}
    order by a.position`);
  const indicators = await tx.execute<{
    id: number;
    note: string;
    cells: Cell[];
    last_cells: Cell[];
    queries: { field: string; answered: boolean }[];
  }>(sql`
    with last as materialized (select ${lastSubmissionOf(submission.id)} as id)
    select i.id, ir.note, ${cellsOf(sql`ir.submission_id`, sql`i.id`)} as cells,
      ${cellsOf(sql`last.id`, sql`i.id`)} as last_cells,
      coalesce((select json_agg(json_build_object('field', q.field, 'answered', q.answer is not null))
        from tracker.query q where q.submission_id = ir.submission_id and q.indicator_id = ir.indicator_id
          and q.sent_at is not null and q.resolved_at is null), '[]') as queries
    from tracker.indicator_report ir
    join tracker.indicator i on i.id = ir.indicator_id
    cross join last
    where ir.submission_id = ${submission.id}
    order by i.position`);
  const definitions = await listIndicatorDefinitions(
    tx,
    indicators.map(({ id }) => id),
  );
  return {
    activities: [...activities],
    indicators: indicators.flatMap((row) => {
      const definition = definitions.get(row.id);
      return definition
        ? [
            {
              definition,
              cells: row.cells,
              lastCells: row.last_cells,
              note: row.note,
              openQueries: row.queries,
            },
          ]
        : [];
    }),
    returned: submission.status === 'returned',
  };
}
