import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows } from '#db/rows.ts';
import type {
  CheckedActivity,
  CheckedIndicator,
  CheckedReport,
  RuleSetting,
} from '#server/domain/validation/checked-report.ts';
import { listIndicatorDefinitions } from '#server/loaders/plan/list-indicator-definitions.ts';
import { getRoundOf } from '#server/loaders/plan/words-of-round.ts';
import { ruleSeverities } from '#server/domain/plan/plan-file.schema.ts';
import { cellSchema } from '#server/domain/value/indicator-value.schema.ts';
import { parametersSchema } from '#server/domain/validation/parameter-text.rules.ts';
import { checkReport } from '#server/domain/submission/check-report.rules.ts';
import {
  snapshotContent,
  type SnapshotContent,
  type SnapshotReason,
} from '#server/domain/submission/snapshot-content.ts';
import type { Finding } from '#server/domain/validation/rule.ts';
import { listCountingReasons, type StoredReason } from '#server/domain/validation/warning-reasons.rules.ts';

/** Cells of one indicator report as JSON, in the shape of Cell. `ir` names the report's row. */
export const getCells = (submissionId: ReturnType<typeof sql>, indicatorId: ReturnType<typeof sql>) => sql`
  coalesce((select json_agg(${cellAsJson}
      order by v.dimension_code nulls first, v.category_code)
    from tracker.indicator_value v
    where v.submission_id = ${submissionId} and v.indicator_id = ${indicatorId}), '[]')`;

const cellAsJson = sql`json_build_object('dimension', v.dimension_code, 'category', v.category_code,
      'state', v.state, 'value', trim_scale(v.value)::text, 'numerator', trim_scale(v.numerator)::text,
      'denominator', trim_scale(v.denominator)::text, 'choice', v.choice_code, 'text', v.text_value)`;

/** The newest earlier submission of the same reporter: what people mean by "last round". */
export const findLastSubmission = (submissionId: number) => sql`
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

const frameShape = {
  year: z.number(),
  whole: z.boolean(),
  settings: z.array(
    z.object({
      indicator: z.string().nullable(),
      rule: z.string(),
      severity: z.enum(ruleSeverities),
      parameters: parametersSchema,
    }),
  ),
};

async function loadFrame(tx: Transaction, submissionId: number) {
  const [row] = await readRows(
    tx,
    frameShape,
    sql`select extract(year from r.period_end)::integer as year,
      s.id = any (tracker.viewer_readable_submission_ids()) as whole,
      coalesce((select json_agg(json_build_object('indicator', i.code, 'rule', v.rule, 'severity', v.severity,
          'parameters', v.parameters) order by v.id)
        from tracker.validation_rule v left join tracker.indicator i on i.id = v.indicator_id
        where v.plan_id = r.plan_id), '[]') as settings
    from tracker.submission s join tracker.round r on r.id = s.round_id
    where s.id = ${submissionId}`,
  );
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

const checkedActivityShape = {
  /** The round from which the answer was copied, while nobody has confirmed it. */
  copiedFrom: z.string().nullable(),
  openQueries: z.array(z.object({ field: z.string(), answered: z.boolean() })),
  code: z.string(),
  status: z
    .object({
      code: z.string(),
      label: z.string(),
      isLate: z.boolean(),
      isDone: z.boolean(),
      /** Of the IATI list of activity statuses: "1" is not yet begun, "5" is cancelled. */
      iatiCode: z.string(),
    })
    .nullable(),
  achievements: z.string(),
  challenges: z.string(),
  nextSteps: z.string(),
  activeYears: z.array(z.number()),
};

function loadActivities(
  tx: Transaction,
  submissionId: number,
  code: string | null,
): Promise<CheckedActivity[]> {
  return readRows(
    tx,
    checkedActivityShape,
    sql`select a.code, ar.achievements, ar.challenges, ar.next_steps as "nextSteps", a.active_years as "activeYears",
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
    order by a.position`,
  );
}

const indicatorsShape = {
  note: z.string(),
  cells: z.array(cellSchema),
  openQueries: z.array(z.object({ field: z.string(), answered: z.boolean() })),
  /** The round from which the answer was copied, while nobody has confirmed it. */
  copiedFrom: z.string().nullable(),
  /** Newest first. */
  history: z.array(
    z.object({
      round: z.string(),
      cells: z.array(cellSchema),
    }),
  ),
  id: z.number(),
};

async function loadIndicators(
  tx: Transaction,
  submissionId: number,
  codes: string[] | null,
): Promise<CheckedIndicator[]> {
  const rows = await readRows(
    tx,
    indicatorsShape,
    sql`with earlier as materialized (
      select s2.id, r2.code, r2.period_end from tracker.submission s1
      join tracker.round r1 on r1.id = s1.round_id
      join tracker.submission s2 on s2.reporter_id = s1.reporter_id and s2.times_submitted > 0
      join tracker.round r2 on r2.id = s2.round_id and r2.period_end < r1.period_end
     and r2.plan_id = r1.plan_id
      where s1.id = ${submissionId})
    select i.id, ir.note, ${getCells(sql`ir.submission_id`, sql`i.id`)} as cells,
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
    order by i.position`,
  );
  const definitions = await listIndicatorDefinitions(
    tx,
    rows.map(({ id }) => id),
    getRoundOf(submissionId),
  );
  return rows.flatMap(({ id, ...row }) => {
    const definition = definitions.get(id);
    return definition ? [{ definition, ...row }] : [];
  });
}

/**
 * The content of a report now, in plan order; numbers as exact decimal text. `findings` are those of the check,
 * where the caller has them already.
 */
export async function loadReportContent(
  tx: Transaction,
  submissionId: number,
  findings?: readonly Finding[],
): Promise<SnapshotContent> {
  const [row] = await readRows(
    tx,
    { content: snapshotContent },
    sql`select jsonb_build_object(
      'activities', coalesce((select jsonb_agg(jsonb_build_object(
          'activity', a.code, 'status', ar.status_code, 'achievements', ar.achievements,
          'challenges', ar.challenges, 'obstacles', ar.obstacles, 'helpWanted', ar.help_wanted,
          'nextSteps', ar.next_steps, 'narrativeReleased', ar.narrative_released)
          order by a.position)
        from tracker.activity_report ar join tracker.activity a on a.id = ar.activity_id
        where ar.submission_id = ${submissionId}), '[]'),
      'indicators', coalesce((select jsonb_agg(jsonb_build_object(
          'indicator', i.code, 'note', ir.note, 'release', ir.release, 'cells',
          coalesce((select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('dimension', v.dimension_code,
              'category', v.category_code, 'state', v.state, 'value', trim_scale(v.value)::text,
              'numerator', trim_scale(v.numerator)::text, 'denominator', trim_scale(v.denominator)::text,
              'choice', v.choice_code, 'text', v.text_value))
              order by v.dimension_code nulls first, v.category_code)
            from tracker.indicator_value v
            where v.submission_id = ir.submission_id and v.indicator_id = ir.indicator_id), '[]'))
          order by i.position)
        from tracker.indicator_report ir join tracker.indicator i on i.id = ir.indicator_id
        where ir.submission_id = ${submissionId}), '[]')) as content`,
  );
  if (!row) throw new Error('A select without from always has a row.');
  const reasons = await listLeavingReasons(tx, submissionId, findings);
  return reasons.length === 0 ? row.content : { ...row.content, reasons };
}

/** Reasons for what the check says now. One that was given for an earlier figure stays behind. */
async function listLeavingReasons(
  tx: Transaction,
  submissionId: number,
  findings: readonly Finding[] | undefined,
): Promise<SnapshotReason[]> {
  const given = await listReasons(tx, submissionId);
  if (given.length === 0) return [];
  // Whether it was returned makes errors only, and reasons answer warnings.
  const known = findings ?? checkReport(await loadCheckedReport(tx, { id: submissionId, status: 'draft' }));
  return listCountingReasons(known, given).map(({ subject, code, rule, field, warning, reason }) => ({
    subject,
    code,
    rule,
    field,
    warning,
    reason,
  }));
}

const storedReasonShape = {
  subject: z.enum(['activity', 'indicator']),
  code: z.string(),
  rule: z.string(),
  field: z.string(),
  /** The sentence that it answers. */
  warning: z.string(),
  reason: z.string(),
  by: z.string(),
  at: z.string(),
};

/** Reasons given for warnings of a report, as far as the viewer may see them, in the order of the plan. */
export function listReasons(tx: Transaction, submissionId: number): Promise<StoredReason[]> {
  return readRows(
    tx,
    storedReasonShape,
    sql`select case when w.activity_id is null then 'indicator' else 'activity' end as subject,
      coalesce(a.code, i.code) as code, w.rule, w.field, w.warning, w.reason, p.name as by,
      to_json(w.given_at)#>>'{}' as at
    from tracker.warning_reason w
    join auth.person p on p.id = w.given_by
    left join tracker.activity a on a.id = w.activity_id
    left join tracker.indicator i on i.id = w.indicator_id
    where w.submission_id = ${submissionId}
    order by a.position, i.position, w.rule, w.field`,
  );
}
