import { sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import type {
  CheckedActivity,
  CheckedIndicator,
  CheckedReport,
  RuleSetting,
} from '#server/domain/validation/checked-report.ts';
import { listIndicatorDefinitions } from '#server/loaders/plan/list-indicator-definitions.ts';

/** Cells of one indicator report as JSON, in the shape of Cell. `ir` names the report's row. */
export const cellsOf = (submissionId: ReturnType<typeof sql>, indicatorId: ReturnType<typeof sql>) => sql`
  coalesce((select json_agg(${cellAsJson}
      order by v.dimension_code nulls first, v.category_code)
    from tracker.indicator_value v
    where v.submission_id = ${submissionId} and v.indicator_id = ${indicatorId}), '[]')`;

const cellAsJson = sql`json_build_object('dimension', v.dimension_code, 'category', v.category_code,
      'state', v.state, 'value', trim_scale(v.value)::text, 'numerator', trim_scale(v.numerator)::text,
      'denominator', trim_scale(v.denominator)::text, 'choice', v.choice_code, 'text', v.text_value)`;

/** The newest earlier submission of the same reporter: what people mean by "last round". */
export const lastSubmissionOf = (submissionId: number) => sql`
  (select s2.id from tracker.submission s1
   join tracker.round r1 on r1.id = s1.round_id
   join tracker.submission s2 on s2.reporter_id = s1.reporter_id
   join tracker.round r2 on r2.id = s2.round_id and r2.period_end < r1.period_end
     and r2.plan_id = r1.plan_id
   where s1.id = ${submissionId} order by r2.period_end desc limit 1)`;

export type CheckedItem = { subject: 'activity' | 'indicator'; code: string };

/**
 * Everything that the rules of check-report.rules.ts ask about one report, as far as the viewer may see it; with
 * `only`, about one item of it and what that is held against.
 */
export async function loadCheckedReport(
  tx: Transaction,
  submission: { id: number; status: string },
  only?: CheckedItem,
): Promise<CheckedReport> {
  const frame = await loadFrame(tx, submission.id);
  return {
    ...frame,
    activities:
      only?.subject === 'indicator' ? [] : await loadActivities(tx, submission.id, only ? only.code : null),
    indicators:
      only?.subject === 'activity'
        ? []
        : await loadIndicators(tx, submission.id, only ? listNeeded(only.code, frame.settings) : null),
    returned: submission.status === 'returned',
  };
}

async function loadFrame(tx: Transaction, submissionId: number) {
  const [row] = await tx.execute<{ year: number; whole: boolean; settings: RuleSetting[] }>(sql`
    select extract(year from r.period_end)::integer as year,
      s.id = any (tracker.viewer_readable_submission_ids()) as whole,
      coalesce((select json_agg(json_build_object('indicator', i.code, 'rule', v.rule, 'severity', v.severity,
          'parameters', v.parameters) order by v.id)
        from tracker.validation_rule v left join tracker.indicator i on i.id = v.indicator_id
        where v.plan_id = r.plan_id), '[]') as settings
    from tracker.submission s join tracker.round r on r.id = s.round_id
    where s.id = ${submissionId}`);
  if (!row) throw new Error('The submission was read a moment ago.');
  return row;
}

/** An indicator and those that its rules hold it against. */
function listNeeded(code: string, settings: readonly RuleSetting[]): string[] {
  const others = settings.flatMap(({ indicator, parameters }) =>
    indicator === code && typeof parameters['other'] === 'string' ? [parameters['other']] : [],
  );
  return [code, ...others];
}

async function loadActivities(
  tx: Transaction,
  submissionId: number,
  code: string | null,
): Promise<CheckedActivity[]> {
  const rows = await tx.execute<CheckedActivity>(sql`
    select a.code, ar.achievements, ar.challenges, ar.next_steps as "nextSteps", a.active_years as "activeYears",
      copied.code as "copiedFrom",
      case when st.code is not null then
        json_build_object('code', st.code, 'label', st.label, 'isLate', st.is_late, 'isDone', st.is_done,
          'iatiCode', st.iati_code) end as status,
      coalesce((select json_agg(json_build_object('field', q.field, 'answered', q.answer is not null))
        from tracker.query q where q.submission_id = ar.submission_id and q.activity_id = ar.activity_id
          and q.sent_at is not null and q.resolved_at is null), '[]') as "openQueries"
    from tracker.activity_report ar
    join tracker.activity a on a.id = ar.activity_id
    left join tracker.activity_status st on st.code = ar.status_code
    left join tracker.round copied on copied.id = ar.copied_from
    where ar.submission_id = ${submissionId} ${code === null ? sql`` : sql`and a.code = ${code}`}
    order by a.position`);
  return [...rows];
}

async function loadIndicators(
  tx: Transaction,
  submissionId: number,
  codes: string[] | null,
): Promise<CheckedIndicator[]> {
  const rows = await tx.execute<Omit<CheckedIndicator, 'definition'> & { id: number }>(sql`
    with earlier as materialized (
      select s2.id, r2.code, r2.period_end from tracker.submission s1
      join tracker.round r1 on r1.id = s1.round_id
      join tracker.submission s2 on s2.reporter_id = s1.reporter_id and s2.times_submitted > 0
      join tracker.round r2 on r2.id = s2.round_id and r2.period_end < r1.period_end
     and r2.plan_id = r1.plan_id
      where s1.id = ${submissionId})
    select i.id, ir.note, ${cellsOf(sql`ir.submission_id`, sql`i.id`)} as cells,
      coalesce((select json_agg(json_build_object('round', e.code, 'cells', json_build_array(${cellAsJson}))
          order by e.period_end desc)
        from earlier e
        join tracker.indicator_value v on v.submission_id = e.id and v.indicator_id = i.id
          and v.dimension_code is null), '[]') as history,
      copied.code as "copiedFrom",
      coalesce((select json_agg(json_build_object('field', q.field, 'answered', q.answer is not null))
        from tracker.query q where q.submission_id = ir.submission_id and q.indicator_id = ir.indicator_id
          and q.sent_at is not null and q.resolved_at is null), '[]') as "openQueries"
    from tracker.indicator_report ir
    join tracker.indicator i on i.id = ir.indicator_id
    left join tracker.round copied on copied.id = ir.copied_from
    where ir.submission_id = ${submissionId}
      ${codes === null ? sql`` : sql`and i.code = any (${sql.param(codes)}::text[])`}
    order by i.position`);
  const definitions = await listIndicatorDefinitions(
    tx,
    rows.map(({ id }) => id),
  );
  return rows.flatMap(({ id, ...row }) => {
    const definition = definitions.get(id);
    return definition ? [{ definition, ...row }] : [];
  });
}
