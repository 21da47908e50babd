import { sql, and, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { type RowOf, readRows } from '#db/rows.ts';
import { person } from '#db/schema/auth.ts';
import { reporter } from '#db/schema/participants.ts';
import { round, submission, submissionSnapshot, decision } from '#db/schema/submission.ts';
import type { SnapshotContent } from '#server/domain/submission/snapshot-content.ts';
import { submissionStatuses } from '#server/domain/submission/submission.workflow.ts';

const reviewHeaderShape = {
  round: z.object({
    code: z.string(),
    title: z.string(),
    state: z.enum(round.state.enumValues),
    periodStart: z.string(),
    periodEnd: z.string(),
  }),
  plan: z.object({ code: z.string(), title: z.string() }),
  reporter: z.object({ code: z.string(), kind: z.enum(reporter.kind.enumValues), name: z.string() }),
  status: z.enum(submissionStatuses),
  returnScope: z.enum(submission.returnScope.enumValues).nullable(),
  version: z.number(),
  dueOn: z.string(),
  clearedAt: z.string().nullable(),
  clearedBy: z.string().nullable(),
  firstSubmittedAt: z.string().nullable(),
  submittedAt: z.string().nullable(),
  timesSubmitted: z.number(),
  reviewStartedAt: z.string().nullable(),
  acceptedAt: z.string().nullable(),
};

export type ReviewHeader = RowOf<typeof reviewHeaderShape>;

const reviewQueryShape = {
  id: z.number(),
  subject: z.enum(['activity', 'indicator']),
  code: z.string(),
  field: z.string(),
  question: z.string(),
  raisedBy: z.string(),
  raisedAt: z.string(),
  /** Null: not sent to the reporter yet. */
  sentAt: z.string().nullable(),
  answer: z.string().nullable(),
  answeredBy: z.string().nullable(),
  answeredAt: z.string().nullable(),
  resolvedAt: z.string().nullable(),
};

export type ReviewQuery = RowOf<typeof reviewQueryShape>;

export type ReviewDecision = { transition: string; reason: string; by: string; at: string };

export async function loadReviewHeader(tx: Transaction, submissionId: number): Promise<ReviewHeader> {
  const [row] = await readRows(
    tx,
    reviewHeaderShape,
    sql`select json_build_object('code', r.code, 'title', r.title, 'state', r.state, 'periodStart', r.period_start,
        'periodEnd', r.period_end) as round,
      json_build_object('code', l.code, 'title', l.title) as plan,
      json_build_object('code', p.code, 'kind', p.kind, 'name', coalesce(m.name, b.name)) as reporter,
      s.status, s.return_scope as "returnScope", s.version, s.due_on as "dueOn",
      to_json(s.cleared_at)#>>'{}' as "clearedAt", c.name as "clearedBy",
      to_json(s.first_submitted_at)#>>'{}' as "firstSubmittedAt", to_json(s.submitted_at)#>>'{}' as "submittedAt",
      s.times_submitted as "timesSubmitted", to_json(s.review_started_at)#>>'{}' as "reviewStartedAt",
      to_json(s.accepted_at)#>>'{}' as "acceptedAt"
    from tracker.submission s
    join tracker.round r on r.id = s.round_id
    join tracker.plan l on l.id = r.plan_id
    join tracker.reporter p on p.id = s.reporter_id
    left join tracker.member_state m on m.id = p.state_id
    left join tracker.sectoral_body b on b.id = p.body_id
    left join auth.person c on c.id = s.cleared_by
    where s.id = ${submissionId}`,
  );
  if (!row) throw new Error('The submission was read a moment ago.');
  return row;
}

/** Moves of a report, oldest first. */
export async function listDecisions(tx: Transaction, submissionId: number): Promise<ReviewDecision[]> {
  return tx
    .select({
      transition: decision.transition,
      reason: decision.reason,
      by: person.name,
      at: decision.decidedAt,
    })
    .from(decision)
    .innerJoin(person, eq(person.id, decision.decidedBy))
    .where(eq(decision.submissionId, submissionId))
    .orderBy(decision.id);
}

export function listReviewQueries(tx: Transaction, submissionId: number): Promise<ReviewQuery[]> {
  return readRows(
    tx,
    reviewQueryShape,
    sql`select q.id, case when q.activity_id is null then 'indicator' else 'activity' end as subject,
      coalesce(a.code, i.code) as code, q.field, q.question, p.name as "raisedBy",
      to_json(q.raised_at)#>>'{}' as "raisedAt", to_json(q.sent_at)#>>'{}' as "sentAt", q.answer,
      w.name as "answeredBy", to_json(q.answered_at)#>>'{}' as "answeredAt",
      to_json(q.resolved_at)#>>'{}' as "resolvedAt"
    from tracker.query q
    join auth.person p on p.id = q.raised_by
    left join auth.person w on w.id = q.answered_by
    left join tracker.activity a on a.id = q.activity_id
    left join tracker.indicator i on i.id = q.indicator_id
    where q.submission_id = ${submissionId} order by q.id`,
  );
}

/** The report as it came, by number; null where there is none. */
export async function loadSnapshot(
  tx: Transaction,
  submissionId: number,
  number: number | undefined,
): Promise<SnapshotContent | null> {
  if (number === undefined) return null;
  const [row] = await tx
    .select({ content: submissionSnapshot.content })
    .from(submissionSnapshot)
    .where(and(eq(submissionSnapshot.submissionId, submissionId), eq(submissionSnapshot.number, number)));
  return row?.content ?? null;
}
