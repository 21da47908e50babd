import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { readAsViewer } from '#db/as-viewer.ts';
import { type RowOf, readRows } from '#db/rows.ts';
import { reporter } from '#db/schema/participants.ts';
import { reportJob } from '#db/schema/edition.ts';
import { joinReviewer } from '#server/loaders/review/join-reviewer.ts';
import { type AuditEntry, auditEntryShape } from '#server/queries/audit/list-audit.query.ts';
import { type OperationContext, requirePermission } from '#server/operation/operation-context.ts';

const roundOfPlan = { round: z.string(), plan: z.string() };
const reporterShape = z.object({
  code: z.string(),
  kind: z.enum(reporter.kind.enumValues),
  name: z.string(),
});

const waitingShape = {
  ...roundOfPlan,
  reporter: reporterShape,
  reviewer: z.object({ id: z.string(), name: z.string() }).nullable(),
  submittedAt: z.string(),
  /** Whether it has been here before. */
  isBack: z.boolean(),
  /** Whether somebody has begun to read it. */
  isStarted: z.boolean(),
  /** Of all that wait, how many there are. */
  total: z.number(),
};

const answeredShape = {
  ...roundOfPlan,
  reporter: reporterShape,
  /** Answered and not settled; and sent without an answer yet. */
  answered: z.number(),
  open: z.number(),
};

const draftShape = {
  ...roundOfPlan,
  number: z.number(),
  state: z.enum(reportJob.state.enumValues),
  signed: z.number(),
  at: z.string(),
};

const consentShape = {
  ...roundOfPlan,
  /** Questions of consent about the figures of one reporter, and how many have an answer for every indicator. */
  asked: z.number(),
  answered: z.number(),
  newestAt: z.string().nullable(),
};

const deadlineShape = {
  ...roundOfPlan,
  title: z.string(),
  state: z.enum(['planned', 'open']),
  opensOn: z.string(),
  dueOn: z.string(),
  closesOn: z.string(),
  received: z.number(),
  due: z.number(),
};

const overdueShape = {
  ...roundOfPlan,
  reporter: reporterShape,
  dueOn: z.string(),
  total: z.number(),
};

export type Desk = {
  /** Reports to review: the viewer's own first, then those of nobody, each oldest first. The first few. */
  waiting: RowOf<typeof waitingShape>[];
  /** Reports with answers to questions that nobody has settled. */
  answered: RowOf<typeof answeredShape>[];
  /** The newest draft of each round whose files are ready, or could not be made, and that is not signed by all three. */
  drafts: RowOf<typeof draftShape>[];
  /** Rounds with questions of consent that are open, or whose answers are in no publication yet. */
  consents: RowOf<typeof consentShape>[];
  /** Open rounds of every plan, and the next round of each. */
  deadlines: RowOf<typeof deadlineShape>[];
  /** Reports of open rounds that are not in though they are due: the longest first. The first few. */
  overdue: RowOf<typeof overdueShape>[];
  /** What others did since a moment, newest first. The first few. */
  news: AuditEntry[];
};

/** Each list of the page is this long at most. */
const few = 8;

/** What an officer is told: no single saves, sign-ins or looks. */
const newsKinds = [
  'decision',
  'clearance',
  'round',
  'extension',
  'compilation',
  'report_draft',
  'consent',
  'publication',
  'publication_schedule',
  'withdrawal',
  'plan',
  'leading_plan',
  'library',
  'assignment',
  'bulk_acceptance',
];

const named = sql`json_build_object('code', p.code, 'kind', p.kind, 'name', coalesce(m.name, b.name))`;
const ofReport = sql`join tracker.round r on r.id = s.round_id
  join tracker.plan l on l.id = r.plan_id
  join tracker.reporter p on p.id = s.reporter_id
  left join tracker.member_state m on m.id = p.state_id
  left join tracker.sectoral_body b on b.id = p.body_id`;

/** What waits for the secretariat, what is due, what is overdue, and what happened since a moment: of every plan. */
export async function getDesk(context: OperationContext, input: { since: string }): Promise<Desk> {
  const { personId } = requirePermission(context, 'review.read');
  const now = context.now().toISOString();
  const today = now.slice(0, 10);
  const [waiting, answered, drafts, consents, deadlines, overdue, news] = await readAsViewer(
    context.database,
    { personId, viewerSecret: context.viewerSecret },
    (tx) => [
      readRows(
        tx,
        waitingShape,
        sql`select r.code as round, l.code as plan, ${named} as reporter,
          case when w.id is not null then json_build_object('id', w.id, 'name', w.name) end as reviewer,
          to_json(s.submitted_at)#>>'{}' as "submittedAt", s.times_submitted > 1 as "isBack",
          s.review_started_at is not null as "isStarted", (count(*) over ())::integer as total
        from tracker.submission s ${ofReport} ${joinReviewer}
        where s.status = 'submitted'
        order by case when w.id = ${personId} then 0 when w.id is null then 1 else 2 end, s.submitted_at, s.id
        limit ${few}`,
      ),
      readRows(
        tx,
        answeredShape,
        sql`select r.code as round, l.code as plan, ${named} as reporter, q.answered, q.open
        from (select k.submission_id, count(k.answer)::integer as answered,
            (count(*) - count(k.answer))::integer as open, max(k.answered_at) as newest
          from tracker.query k where k.sent_at is not null and k.resolved_at is null group by k.submission_id) q
        join tracker.submission s on s.id = q.submission_id and s.status = 'submitted' ${ofReport}
        where q.answered > 0 order by q.newest limit ${few}`,
      ),
      readRows(
        tx,
        draftShape,
        sql`select r.code as round, l.code as plan, d.number, j.state, coalesce(a.signed, 0) as signed,
          to_json(j.changed_at)#>>'{}' as at
        from (select distinct on (x.round_id) x.* from tracker.report_draft x order by x.round_id, x.number desc) d
        join tracker.round r on r.id = d.round_id
        join tracker.plan l on l.id = r.plan_id
        join lateral (select t.state, t.changed_at from tracker.report_job t where t.draft_id = d.id
          order by t.id desc limit 1) j on j.state in ('done', 'failed')
        left join (select y.draft_id, count(*)::integer as signed from tracker.report_approval y
          group by y.draft_id) a on a.draft_id = d.id
        where coalesce(a.signed, 0) < 3 order by j.changed_at desc limit ${few}`,
      ),
      readRows(
        tx,
        consentShape,
        sql`select r.code as round, l.code as plan, count(*)::integer as asked,
          (count(*) filter (where x.answered >= cardinality(q.indicators)))::integer as answered,
          to_json(max(x.newest))#>>'{}' as "newestAt"
        from tracker.consent_request q
        join tracker.submission s on s.id = q.submission_id and s.status = 'accepted'
          and s.times_submitted = q.snapshot_number
        join tracker.round r on r.id = s.round_id
        join tracker.plan l on l.id = r.plan_id
        cross join lateral (select count(distinct a.indicator_id)::integer as answered, max(a.answered_at) as newest
          from tracker.consent_answer a where a.request_id = q.id and a.indicator_id = any (q.indicators)) x
        where not exists (select from tracker.publication_event e
          join tracker.compilation c on c.id = e.compilation_id and c.round_id = r.id
          where e.published_at >= coalesce(x.newest, q.requested_at))
        group by r.id, l.id order by r.period_start desc limit ${few}`,
      ),
      readRows(
        tx,
        deadlineShape,
        sql`select r.code as round, l.code as plan, r.title, r.state, r.opens_on as "opensOn", r.due_on as "dueOn",
          r.closes_on as "closesOn", coalesce(n.received, 0) as received, coalesce(n.due, 0) as due
        from tracker.round r join tracker.plan l on l.id = r.plan_id
        left join (select s.round_id, count(*)::integer as due,
            (count(*) filter (where s.status in ('submitted', 'accepted') or s.return_scope is not null))::integer
              as received from tracker.submission s group by s.round_id) n on n.round_id = r.id
        where r.state = 'open' or r.id in (select distinct on (o.plan_id) o.id from tracker.round o
          where o.state = 'planned' order by o.plan_id, o.period_start)
        order by case r.state when 'open' then r.due_on else r.opens_on end, r.id limit 12`,
      ),
      readRows(
        tx,
        overdueShape,
        sql`select r.code as round, l.code as plan, ${named} as reporter, s.due_on as "dueOn",
          (count(*) over ())::integer as total
        from tracker.submission s ${ofReport}
        where r.state = 'open' and s.status in ('draft', 'cleared') and s.return_scope is null
          and s.due_on < ${today}::date
        order by s.due_on, r.code, p.kind desc, p.code limit ${few}`,
      ),
      readRows(
        tx,
        auditEntryShape,
        sql`select e.sequence::integer as sequence, to_json(e.at)#>>'{}' as at, e.kind, e.event, w.name as by,
          e.round_code as round, e.reporter_code as reporter,
          case when e.kind = 'assignment' then coalesce(o.name, e.subject) else e.subject end as subject, e.detail
        from tracker.audit_entry e
        left join auth.person w on w.id = e.person_id
        left join auth.person o on e.kind = 'assignment' and o.id = e.subject
        where e.at > ${input.since}::timestamptz and e.kind = any (${sql.param(newsKinds)}::text[])
          and e.person_id is distinct from ${personId}
          and not (e.kind = 'assignment' and e.detail @> '{"installed": true}')
        order by e.at desc, e.sequence desc limit ${few + 1}`,
      ),
    ],
  );
  return {
    waiting: [...waiting],
    answered: [...answered],
    drafts: [...drafts],
    consents: [...consents],
    deadlines: [...deadlines],
    overdue: [...overdue],
    news: [...news],
  };
}
