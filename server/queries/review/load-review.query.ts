import { sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import type { SnapshotContent } from '#server/domain/submission/snapshot-content.ts';
import { listReceivedSnapshots } from '#server/domain/submission/snapshot-changes.calculations.ts';
import type { SubmissionStatus } from '#server/domain/submission/submission.workflow.ts';

export type ReviewHeader = {
  round: {
    code: string;
    title: string;
    state: 'planned' | 'open' | 'closed';
    periodStart: string;
    periodEnd: string;
  };
  reporter: { code: string; kind: 'state' | 'body'; name: string };
  status: SubmissionStatus;
  returnScope: 'all' | 'queried' | null;
  version: number;
  dueOn: string;
  clearedAt: string | null;
  clearedBy: string | null;
  firstSubmittedAt: string | null;
  submittedAt: string | null;
  timesSubmitted: number;
  reviewStartedAt: string | null;
  acceptedAt: string | null;
};

export type ReviewQuery = {
  id: number;
  subject: 'activity' | 'indicator';
  code: string;
  field: string;
  question: string;
  raisedBy: string;
  raisedAt: string;
  /** Null: a note of the reviewer, which the reporter gets with the next return. */
  sentAt: string | null;
  answer: string | null;
  answeredBy: string | null;
  answeredAt: string | null;
  resolvedAt: string | null;
};

export type ReviewDecision = {
  transition: string;
  reason: string;
  by: string;
  at: string;
};

export type DueItem = {
  subject: 'activity' | 'indicator';
  code: string;
  title: string;
  area: { code: string; title: string };
};

export async function loadReviewHeader(tx: Transaction, submissionId: number): Promise<ReviewHeader> {
  const [row] = await tx.execute<ReviewHeader>(sql`
    select json_build_object('code', r.code, 'title', r.title, 'state', r.state, 'periodStart', r.period_start,
        'periodEnd', r.period_end) as round,
      json_build_object('code', p.code, 'kind', p.kind, 'name', coalesce(m.name, b.name)) as reporter,
      s.status, s.return_scope as "returnScope", s.version, s.due_on as "dueOn",
      to_json(s.cleared_at)#>>'{}' as "clearedAt", c.name as "clearedBy",
      to_json(s.first_submitted_at)#>>'{}' as "firstSubmittedAt", to_json(s.submitted_at)#>>'{}' as "submittedAt",
      s.times_submitted as "timesSubmitted", to_json(s.review_started_at)#>>'{}' as "reviewStartedAt",
      to_json(s.accepted_at)#>>'{}' as "acceptedAt"
    from tracker.submission s
    join tracker.round r on r.id = s.round_id
    join tracker.reporter p on p.id = s.reporter_id
    left join tracker.member_state m on m.id = p.state_id
    left join tracker.sectoral_body b on b.id = p.body_id
    left join auth.person c on c.id = s.cleared_by
    where s.id = ${submissionId}`);
  if (!row) throw new Error('The submission was read a moment ago.');
  return row;
}

/** Moves of a report, oldest first. */
export async function listDecisions(tx: Transaction, submissionId: number): Promise<ReviewDecision[]> {
  const rows = await tx.execute<ReviewDecision>(sql`
    select d.transition, d.reason, p.name as by, to_json(d.decided_at)#>>'{}' as at
    from tracker.decision d join auth.person p on p.id = d.decided_by
    where d.submission_id = ${submissionId} order by d.id`);
  return [...rows];
}

export async function listReviewQueries(tx: Transaction, submissionId: number): Promise<ReviewQuery[]> {
  const rows = await tx.execute<ReviewQuery>(sql`
    select q.id, case when q.activity_id is null then 'indicator' else 'activity' end as subject,
      coalesce(a.code, i.code) as code, q.field, q.question, p.name as "raisedBy",
      to_json(q.raised_at)#>>'{}' as "raisedAt", to_json(q.sent_at)#>>'{}' as "sentAt", q.answer,
      w.name as "answeredBy", to_json(q.answered_at)#>>'{}' as "answeredAt",
      to_json(q.resolved_at)#>>'{}' as "resolvedAt"
    from tracker.query q
    join auth.person p on p.id = q.raised_by
    left join auth.person w on w.id = q.answered_by
    left join tracker.activity a on a.id = q.activity_id
    left join tracker.indicator i on i.id = q.indicator_id
    where q.submission_id = ${submissionId} order by q.id`);
  return [...rows];
}

/** The report as it came, by number; null where there is none. */
export async function loadSnapshot(
  tx: Transaction,
  submissionId: number,
  number: number | undefined,
): Promise<SnapshotContent | null> {
  if (number === undefined) return null;
  const [row] = await tx.execute<{ content: SnapshotContent }>(sql`
    select content from tracker.submission_snapshot
    where submission_id = ${submissionId} and number = ${number}`);
  return row?.content ?? null;
}

export type EarlierRound = { round: { code: string; title: string }; content: SnapshotContent };

/**
 * What the same reporter sent in the rounds before, newest first, as it was received last; a round in which nothing was
 * received is null there.
 */
export async function loadEarlierRounds(
  tx: Transaction,
  submissionId: number,
  most: number,
): Promise<(EarlierRound | null)[]> {
  const earlier = await tx.execute<{ id: number; code: string; title: string; moves: string[] }>(sql`
    select s2.id, r2.code, r2.title,
      array(select d.transition from tracker.decision d where d.submission_id = s2.id order by d.id) as moves
    from tracker.submission s1
    join tracker.round r1 on r1.id = s1.round_id
    join tracker.submission s2 on s2.reporter_id = s1.reporter_id
    join tracker.round r2 on r2.id = s2.round_id and r2.period_end < r1.period_end
    where s1.id = ${submissionId} order by r2.period_end desc limit ${most}`);
  const rounds: (EarlierRound | null)[] = [];
  for (const { id, code, title, moves } of earlier) {
    const content = await loadSnapshot(tx, id, listReceivedSnapshots(moves).at(-1));
    rounds.push(content && { round: { code, title }, content });
  }
  return rounds;
}

/** Titles of everything in the plan of the report's round, in plan order: activities, then indicators. */
export async function listPlanItems(tx: Transaction, roundId: number): Promise<DueItem[]> {
  const rows = await tx.execute<DueItem>(sql`
    select * from (
      select 'activity' as subject, a.code, a.title, json_build_object('code', t.code, 'title', t.title) as area
      from tracker.activities_in(${roundId}) a
      join tracker.objective o on o.id = a.objective_id
      join tracker.thematic_area t on t.id = o.area_id
      order by a.position) activities
    union all
    select * from (
      select 'indicator' as subject, i.code, i.title, json_build_object('code', t.code, 'title', t.title) as area
      from tracker.indicators_in(${roundId}) i
      join tracker.thematic_area t on t.id = i.area_id
      order by i.position) indicators`);
  return [...rows];
}
