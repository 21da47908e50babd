import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { type RowOf, readRows } from '#db/rows.ts';
import { round } from '#db/schema/submission.ts';
import { canSeeWhole, listReporters } from '#server/domain/access/can.rules.ts';
import { submissionStatuses } from '#server/domain/submission/submission.workflow.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import { countOwnCells } from './find-stored-sheet.query.ts';

/** Where one reporter's report of a round stands; figures are items (activities and indicators). */
const ownReport = z.object({
  reporter: z.string(),
  status: z.enum(submissionStatuses),
  dueOn: z.string(),
  /** The day to which the secretariat has given this reporter more time. */
  extendedUntil: z.string().nullable(),
  submittedAt: z.string().nullable(),
  firstSubmittedAt: z.string().nullable(),
  due: z.number(),
  complete: z.number(),
  /** Questions that were sent with a return and are not settled. */
  questions: z.number(),
});

const ownRoundShape = {
  code: z.string(),
  title: z.string(),
  /** The title of its plan. */
  plan: z.string(),
  state: z.enum(round.state.enumValues),
  periodStart: z.string(),
  periodEnd: z.string(),
  opensOn: z.string(),
  dueOn: z.string(),
  closesOn: z.string(),
  /** In the order of the viewer's reporters; empty before the round opens and where nothing was asked of them. */
  reports: z.array(ownReport),
};

export type OwnRound = RowOf<typeof ownRoundShape>;

/** For those who see whole reports: an indicator is complete by its total. */
const everybodysTotal = sql`cross join (select true as has_total, 0 as filled, 0 as cells) k`;

/** Of an indicator, how many cells are the viewer's, how many of these are there, and whether the total is among them. */
const countOwnParts = sql`left join lateral (
          select coalesce(bool_or(c.has_total), true) as has_total, coalesce(sum(c.cells), 0) as cells,
            (select count(*) from tracker.indicator_value f
              where f.submission_id = ir.submission_id and f.indicator_id = ir.indicator_id) as filled
          from (${countOwnCells(sql`ir.submission_id`)}) c where c.indicator_id = ir.indicator_id) k on true`;

/**
 * All rounds, newest first, with the reports of the reporters that the viewer works for. What is
 * complete is what getSheet calls so: an activity with a status (and, if done, what was achieved), an indicator
 * with an answer to its total.
 */
export function listOwnReports(context: OperationContext): Promise<OwnRound[]> {
  return runOperation(context, { permission: 'round.read' }, {}, ({ tx, viewer }) => {
    const codes = listReporters(viewer).map(({ code }) => code);
    const isPart = codes.some((code) => !canSeeWhole(viewer, code));
    return readRows(
      tx,
      ownRoundShape,
      sql`with own as materialized (
        select s.id, s.round_id, p.code as reporter, s.status, s.due_on, s.extended_until, s.submitted_at, s.first_submitted_at
        from tracker.submission s join tracker.reporter p on p.id = s.reporter_id
        where p.code = any (${sql.param(codes)}::text[])
      ), activities as materialized (
        select ar.submission_id, count(*) as due, 
          count(*) filter (where st.code is not null and not (st.is_done and ar.achievements = '')
            and ar.copied_from is null) as complete
        from tracker.activity_report ar join own on own.id = ar.submission_id
        left join tracker.activity_status st on st.code = ar.status_code
        group by ar.submission_id
      ), indicators as materialized (
        select ir.submission_id, count(*) as due,
          count(*) filter (where ir.copied_from is null
            and case when k.has_total then v.id is not null else k.filled = k.cells end) as complete
        from tracker.indicator_report ir join own on own.id = ir.submission_id
        ${isPart ? countOwnParts : everybodysTotal}
        left join tracker.indicator_value v on v.submission_id = ir.submission_id
          and v.indicator_id = ir.indicator_id and v.dimension_code is null
        group by ir.submission_id
      ), asked as materialized (
        select q.submission_id, count(*) as questions
        from tracker.query q join own on own.id = q.submission_id
        where q.sent_at is not null and q.resolved_at is null
        group by q.submission_id
      )
      select r.code, r.title, l.title as plan, r.state, r.period_start as "periodStart", r.period_end as "periodEnd",
        r.opens_on as "opensOn", r.due_on as "dueOn", r.closes_on as "closesOn",
        coalesce((select json_agg(json_build_object('reporter', own.reporter, 'status', own.status,
            'dueOn', own.due_on, 'extendedUntil', own.extended_until, 'submittedAt', own.submitted_at, 'firstSubmittedAt', own.first_submitted_at,
            'due', coalesce(a.due, 0) + coalesce(i.due, 0),
            'complete', coalesce(a.complete, 0) + coalesce(i.complete, 0),
            'questions', coalesce(k.questions, 0))
            order by array_position(${sql.param(codes)}::text[], own.reporter))
          from own
          left join activities a on a.submission_id = own.id
          left join indicators i on i.submission_id = own.id
          left join asked k on k.submission_id = own.id
          where own.round_id = r.id), '[]') as reports
      from tracker.round r join tracker.plan l on l.id = r.plan_id order by r.period_start desc`,
    );
  });
}
