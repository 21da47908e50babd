import { sql, and, eq, isNotNull, isNull } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows } from '#db/rows.ts';
import { reporter } from '#db/schema/participants.ts';
import { submission, round, query } from '#db/schema/submission.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { toUtcDay, isInTime } from '#server/domain/submission/due-dates.rules.ts';
import {
  isOpenForAnswers,
  isOpenForWriting,
  submissionStatuses,
  type SubmissionStatus,
} from '#server/domain/submission/submission.workflow.ts';

export type StoredSubmission = {
  id: number;
  status: SubmissionStatus;
  returnScope: 'all' | 'queried' | null;
  version: number;
  timesSubmitted: number;
  reviewStarted: boolean;
  /** The day to which the secretariat has given this reporter more time. */
  extendedUntil: string | null;
  dueOn: string;
  firstSubmittedAt: string | null;
  round: { id: number; code: string; title: string; state: 'planned' | 'open' | 'closed'; periodEnd: string };
  plan: { id: number; revision: number };
  reporter: { id: number; code: string; kind: 'state' | 'body'; name: string };
  /** Whether the viewer works for the reporter as a whole, as the database counts it; else for an agency, or not at all. */
  isWhole: boolean;
};

const submissionShape = {
  id: z.number(),
  status: z.enum(submissionStatuses),
  return_scope: z.enum(submission.returnScope.enumValues).nullable(),
  version: z.number(),
  times_submitted: z.number(),
  review_started: z.boolean(),
  extended_until: z.string().nullable(),
  due_on: z.string(),
  first_submitted_at: z.string().nullable(),
  round_id: z.number(),
  title: z.string(),
  period_end: z.string(),
  round_state: z.enum(round.state.enumValues),
  plan_id: z.number(),
  plan_revision: z.number(),
  reporter_id: z.number(),
  kind: z.enum(reporter.kind.enumValues),
  name: z.string(),
  is_whole: z.boolean(),
};

/**
 * The submission of a reporter for a round, as stored and as far as the viewer may see it. `share` lets writers
 * of different items work side by side while a change of status waits; `update` is for changing the status.
 * Throws NOT_FOUND.
 */
export async function loadSubmission(
  tx: Transaction,
  key: { round: string; reporter: string },
  lock: 'share' | 'update' | 'none',
): Promise<StoredSubmission> {
  const locking = { share: sql`for share of s`, update: sql`for update of s`, none: sql`` }[lock];
  const [row] = await readRows(
    tx,
    submissionShape,
    sql`select s.id, s.status, s.return_scope, s.version, s.times_submitted,
      s.review_started_at is not null as review_started, s.extended_until, s.due_on,
      to_json(s.first_submitted_at)#>>'{}' as first_submitted_at,
      r.id as round_id, r.title, r.period_end, r.state as round_state, l.id as plan_id, l.revision as plan_revision,
      p.id as reporter_id, p.kind, coalesce(m.name, b.name) as name,
      p.id = any ((select tracker.viewer_whole_reporter_ids())::integer[]) as is_whole
    from tracker.submission s
    join tracker.round r on r.id = s.round_id
    join tracker.plan l on l.id = r.plan_id
    join tracker.reporter p on p.id = s.reporter_id
    left join tracker.member_state m on m.id = p.state_id
    left join tracker.sectoral_body b on b.id = p.body_id
    where r.code = ${key.round} and p.code = ${key.reporter}
    ${locking}`,
  );
  if (!row) {
    throw new DomainError('NOT_FOUND', `There is no report of ${key.reporter} for ${key.round}.`);
  }
  return {
    id: row.id,
    status: row.status,
    returnScope: row.return_scope,
    version: row.version,
    timesSubmitted: row.times_submitted,
    reviewStarted: row.review_started,
    extendedUntil: row.extended_until,
    dueOn: row.due_on,
    firstSubmittedAt: row.first_submitted_at,
    round: {
      id: row.round_id,
      code: key.round,
      title: row.title,
      state: row.round_state,
      periodEnd: row.period_end,
    },
    plan: { id: row.plan_id, revision: row.plan_revision },
    reporter: { id: row.reporter_id, code: key.reporter, kind: row.kind, name: row.name },
    isWhole: row.is_whole,
  };
}

/** For operations on one report: finds it and locks it; see loadSubmission. */
export const createReportLoader =
  (lock: 'share' | 'update' | 'none') =>
  ({ tx }: { tx: Transaction }, key: { round: string; reporter: string }): Promise<StoredSubmission> =>
    loadSubmission(tx, key, lock);

type Clock = { now: () => Date };

/** Whether the report may be written and sent now; see isInTime. */
const hasTime = ({ round, extendedUntil }: StoredSubmission, clock: Clock) =>
  isInTime({ roundState: round.state, extendedUntil }, toUtcDay(clock.now()));

/** Refuses a write to a report that is not with its writers, or whose round has ended. */
export function requireOpenForWriting(submission: StoredSubmission, clock: Clock): void {
  if (submission.status === 'draft' && !hasTime(submission, clock)) {
    throw new DomainError(
      'ROUND_CLOSED',
      submission.round.state === 'closed'
        ? `The round ${submission.round.code} is closed. Ask the secretariat for an extension.`
        : `The round ${submission.round.code} has not opened yet.`,
    );
  }
  if (submission.status !== 'draft' && submission.status !== 'returned') {
    throw new DomainError('NOT_OPEN', `The report is ${submission.status} and cannot be changed now.`);
  }
}

/** Refuses an answer to a question of a report that is neither with its writers nor waiting for a decision. */
export function requireOpenForAnswers(submission: StoredSubmission, clock: Clock): void {
  const { status } = submission;
  if (isOpenForAnswers(status) && !isOpenForWriting(status)) return;
  requireOpenForWriting(submission, clock);
}

/**
 * Refuses to send a report on that never left the country when its round has ended. One that was returned can still
 * be put right: the secretariat asked for it.
 */
export function requireRoundOpen(submission: StoredSubmission, clock: Clock): void {
  if (submission.returnScope !== null || hasTime(submission, clock)) return;
  throw new DomainError(
    'ROUND_CLOSED',
    `The round ${submission.round.code} is closed. Ask the secretariat for an extension.`,
  );
}

/** Whether the items with these ids carry a question that was sent and not yet settled. */
export async function listQueriedItems(tx: Transaction, submissionId: number) {
  const rows = await tx
    .selectDistinct({ activity: query.activityId, indicator: query.indicatorId })
    .from(query)
    .where(and(eq(query.submissionId, submissionId), isNotNull(query.sentAt), isNull(query.resolvedAt)));
  return {
    activities: new Set(rows.map((row) => row.activity)),
    indicators: new Set(rows.map((row) => row.indicator)),
  };
}
