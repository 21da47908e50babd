import { sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { dayOf, isInTime } from '#server/domain/submission/in-time.rules.ts';
import type { SubmissionStatus } from '#server/domain/submission/submission.workflow.ts';

export type StoredSubmission = {
  id: number;
  status: SubmissionStatus;
  returnScope: 'all' | 'queried' | null;
  version: number;
  timesSubmitted: number;
  reviewStarted: boolean;
  /** The day to which the secretariat has given this reporter more time. */
  extendedUntil: string | null;
  round: { id: number; code: string; state: 'planned' | 'open' | 'closed' };
  reporter: { id: number; code: string; kind: 'state' | 'body'; name: string };
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
  const [row] = await tx.execute<{
    id: number;
    status: SubmissionStatus;
    return_scope: 'all' | 'queried' | null;
    version: number;
    times_submitted: number;
    review_started: boolean;
    extended_until: string | null;
    round_id: number;
    round_state: 'planned' | 'open' | 'closed';
    reporter_id: number;
    kind: 'state' | 'body';
    name: string;
  }>(sql`
    select s.id, s.status, s.return_scope, s.version, s.times_submitted,
      s.review_started_at is not null as review_started, s.extended_until,
      r.id as round_id, r.state as round_state, p.id as reporter_id, p.kind, coalesce(m.name, b.name) as name
    from tracker.submission s
    join tracker.round r on r.id = s.round_id
    join tracker.reporter p on p.id = s.reporter_id
    left join tracker.member_state m on m.id = p.state_id
    left join tracker.sectoral_body b on b.id = p.body_id
    where r.code = ${key.round} and p.code = ${key.reporter}
    ${locking}`);
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
    round: { id: row.round_id, code: key.round, state: row.round_state },
    reporter: { id: row.reporter_id, code: key.reporter, kind: row.kind, name: row.name },
  };
}

/** For operations on one report: finds it and locks it; see loadSubmission. */
export const reportFor =
  (lock: 'share' | 'update' | 'none') =>
  ({ tx }: { tx: Transaction }, key: { round: string; reporter: string }): Promise<StoredSubmission> =>
    loadSubmission(tx, key, lock);

type Clock = { now: () => Date };

/** Whether the report may be written and sent now; see isInTime. */
const hasTime = ({ round, extendedUntil }: StoredSubmission, clock: Clock) =>
  isInTime({ roundState: round.state, extendedUntil }, dayOf(clock.now()));

/** Refuses a write to a report that is not with its writers, or whose round has ended. */
export function assertOpenForWriting(submission: StoredSubmission, clock: Clock): void {
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

/**
 * Refuses to send a report on that never left the country when its round has ended. One that was returned can still
 * be put right: the secretariat asked for it.
 */
export function assertRoundOpen(submission: StoredSubmission, clock: Clock): void {
  if (submission.returnScope !== null || hasTime(submission, clock)) return;
  throw new DomainError(
    'ROUND_CLOSED',
    `The round ${submission.round.code} is closed. Ask the secretariat for an extension.`,
  );
}

/** Whether the items with these ids carry a question that was sent and not yet settled. */
export async function listQueriedItems(tx: Transaction, submissionId: number) {
  const rows = await tx.execute<{ activity_id: number | null; indicator_id: number | null }>(sql`
    select distinct activity_id, indicator_id from tracker.query
    where submission_id = ${submissionId} and sent_at is not null and resolved_at is null`);
  return {
    activities: new Set(rows.map((row) => row.activity_id)),
    indicators: new Set(rows.map((row) => row.indicator_id)),
  };
}
