import { sql, and, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { type RowOf, readRows } from '#db/rows.ts';
import { person } from '#db/schema/auth.ts';
import { reporter } from '#db/schema/participants.ts';
import { round, submission, submissionSnapshot, decision } from '#db/schema/submission.ts';
import type {
  SnapshotContent,
  SnapshotActivity,
  SnapshotIndicator,
  SnapshotReason,
} from '#server/domain/submission/snapshot-content.ts';
import {
  listReceivedSnapshots,
  isActivityReported,
  isIndicatorReported,
  listActivityChanges,
  listIndicatorChanges,
} from '#server/domain/submission/snapshot-changes.calculations.ts';
import { submissionStatuses } from '#server/domain/submission/submission.workflow.ts';
import type { AnsweredFinding } from '#server/domain/validation/warning-reasons.rules.ts';
import type { IndicatorDefinition } from '#server/domain/value/indicator-definition.ts';

const reviewHeaderShape = {
  round: z.object({
    code: z.string(),
    title: z.string(),
    state: z.enum(round.state.enumValues),
    periodStart: z.string(),
    periodEnd: z.string(),
  }),
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
  /** Null: a note of the reviewer, which the reporter gets with the next return. */
  sentAt: z.string().nullable(),
  answer: z.string().nullable(),
  answeredBy: z.string().nullable(),
  answeredAt: z.string().nullable(),
  resolvedAt: z.string().nullable(),
};

type ReviewQuery = RowOf<typeof reviewQueryShape>;

export type ReviewDecision = { transition: string; reason: string; by: string; at: string };

const dueItemShape = {
  subject: z.enum(['activity', 'indicator']),
  code: z.string(),
  title: z.string(),
  area: z.object({ code: z.string(), title: z.string() }),
};

type DueItem = RowOf<typeof dueItemShape>;

export async function loadReviewHeader(tx: Transaction, submissionId: number): Promise<ReviewHeader> {
  const [row] = await readRows(
    tx,
    reviewHeaderShape,
    sql`select json_build_object('code', r.code, 'title', r.title, 'state', r.state, 'periodStart', r.period_start,
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

type EarlierRound = { round: { code: string; title: string }; content: SnapshotContent };

/**
 * What the same reporter sent in the rounds before, newest first, as it was received last; a round in which nothing was
 * received is null there.
 */
export async function loadEarlierRounds(
  tx: Transaction,
  submissionId: number,
  most: number,
): Promise<(EarlierRound | null)[]> {
  const earlier = await readRows(
    tx,
    { id: z.number(), code: z.string(), title: z.string(), moves: z.array(z.string()) },
    sql`select s2.id, r2.code, r2.title,
      array(select d.transition from tracker.decision d where d.submission_id = s2.id order by d.id) as moves
    from tracker.submission s1
    join tracker.round r1 on r1.id = s1.round_id
    join tracker.submission s2 on s2.reporter_id = s1.reporter_id
    join tracker.round r2 on r2.id = s2.round_id and r2.period_end < r1.period_end
    where s1.id = ${submissionId} order by r2.period_end desc limit ${most}`,
  );
  const rounds: (EarlierRound | null)[] = [];
  for (const { id, code, title, moves } of earlier) {
    const content = await loadSnapshot(tx, id, listReceivedSnapshots(moves).at(-1));
    rounds.push(content && { round: { code, title }, content });
  }
  return rounds;
}

/** Titles of everything in the plan of the report's round, in plan order: activities, then indicators. */
export function listPlanItems(tx: Transaction, roundId: number): Promise<DueItem[]> {
  return readRows(
    tx,
    dueItemShape,
    sql`select * from (
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
      order by i.position) indicators`,
  );
}

/** An item as its reviewer reads it. */
type ReviewItemOf<Content> = Omit<DueItem, 'subject'> & {
  now: Content | null;
  /** The same item when the report was received the time before; null on a first submission. */
  before: Content | null;
  /** What the reporter said of it in the last round, if it was asked then. */
  last: Content | null;
  /** The same in the rounds before, newest first; null where it was not asked or nothing was received. */
  earlier: { round: string; content: Content | null }[];
  reported: boolean;
  /** Fields that differ from the time before. */
  changedSinceBefore: string[];
  /** Fields that differ from the last round; empty where that round did not ask. */
  changedSinceLast: string[];
  findings: AnsweredFinding<SnapshotReason>[];
  queries: ReviewQuery[];
};
export type ReviewActivity = ReviewItemOf<SnapshotActivity> & { subject: 'activity' };
export type ReviewIndicator = ReviewItemOf<SnapshotIndicator> & {
  subject: 'indicator';
  definition: IndicatorDefinition | null;
};
export type ReviewItem = ReviewActivity | ReviewIndicator;

/** The items of a report in the order of the plan, each beside its earlier selves, warnings and questions. */
export function buildReviewItems(sources: {
  now: SnapshotContent;
  before: SnapshotContent | null;
  last: SnapshotContent | null;
  earlier: readonly EarlierRound[];
  plan: DueItem[];
  definitions: Map<string, IndicatorDefinition>;
  findings: AnsweredFinding<SnapshotReason>[];
  queries: ReviewQuery[];
}): ReviewItem[] {
  const { now, before, last } = sources;
  const activity = (content: SnapshotContent | null, code: string) =>
    content?.activities.find((item) => item.activity === code) ?? null;
  const indicator = (content: SnapshotContent | null, code: string) =>
    content?.indicators.find((item) => item.indicator === code) ?? null;
  const about = (subject: DueItem['subject'], code: string) => {
    const planned = sources.plan.find((item) => item.subject === subject && item.code === code);
    const own = (item: { subject: string; code: string }) => item.subject === subject && item.code === code;
    return {
      code,
      title: planned?.title ?? '',
      area: planned?.area ?? { code: '', title: '' },
      findings: sources.findings.filter((finding) => finding.kind !== 'gap' && own(finding)),
      queries: sources.queries.filter(own),
    };
  };
  return [
    ...now.activities.map((item): ReviewActivity => {
      const [old, earlier] = [activity(before, item.activity), activity(last, item.activity)];
      return {
        subject: 'activity',
        ...about('activity', item.activity),
        now: item,
        before: old,
        last: earlier,
        earlier: sources.earlier.map(({ round, content }) => ({
          round: round.code,
          content: activity(content, item.activity),
        })),
        reported: isActivityReported(item),
        changedSinceBefore: before ? listActivityChanges(old, item) : [],
        changedSinceLast: earlier ? listActivityChanges(earlier, item) : [],
      };
    }),
    ...now.indicators.map((item): ReviewIndicator => {
      const [old, earlier] = [indicator(before, item.indicator), indicator(last, item.indicator)];
      return {
        subject: 'indicator',
        ...about('indicator', item.indicator),
        now: item,
        before: old,
        last: earlier,
        earlier: sources.earlier.map(({ round, content }) => ({
          round: round.code,
          content: indicator(content, item.indicator),
        })),
        reported: isIndicatorReported(item),
        changedSinceBefore: before ? listIndicatorChanges(old, item) : [],
        changedSinceLast: earlier ? listIndicatorChanges(earlier, item) : [],
        definition: sources.definitions.get(item.indicator) ?? null,
      };
    }),
  ];
}
