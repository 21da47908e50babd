import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { readAsViewer, readMoment } from '#db/as-viewer.ts';
import { readRows, type RowOf } from '#db/rows.ts';
import { reporter } from '#db/schema/participants.ts';
import { round, submission } from '#db/schema/submission.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { calculateTiming, type Timing } from '#server/domain/submission/due-dates.rules.ts';
import {
  isReceived,
  type SubmissionStatus,
  submissionStatuses,
} from '#server/domain/submission/submission.workflow.ts';
import { requirePermission, type OperationContext } from '#server/operation/operation-context.ts';

export type BoardRow = {
  reporter: { code: string; kind: 'state' | 'body'; name: string };
  status: SubmissionStatus;
  dueOn: string;
  timing: Timing;
  /** Items that carry an answer, of those that are due. */
  touched: number;
  of: number;
  clearedAt: string | null;
  firstSubmittedAt: string | null;
  submittedAt: string | null;
  timesSubmitted: number;
  reviewStartedAt: string | null;
  acceptedAt: string | null;
  openQueries: number;
};

export type Board = {
  round: RowOf<typeof roundShape>;
  /** States in the order of their names, then bodies in that of their acronyms. */
  rows: BoardRow[];
  counts: Record<SubmissionStatus, number> & {
    due: number;
    /** First submitted after the due date, and not submitted though the due date has passed. */
    late: number;
    overdue: number;
    openQueries: number;
  };
};

const roundShape = {
  code: z.string(),
  title: z.string(),
  state: z.enum(round.state.enumValues),
  periodStart: z.string(),
  periodEnd: z.string(),
  opensOn: z.string(),
  dueOn: z.string(),
  closesOn: z.string(),
};

const boardShape = {
  code: z.string(),
  kind: z.enum(reporter.kind.enumValues),
  name: z.string(),
  status: z.enum(submission.status.enumValues),
  ever_returned: z.boolean(),
  due_on: z.string(),
  cleared_at: z.string().nullable(),
  first_submitted_at: z.string().nullable(),
  submitted_at: z.string().nullable(),
  times_submitted: z.number(),
  review_started_at: z.string().nullable(),
  accepted_at: z.string().nullable(),
  touched: z.number(),
  of: z.number(),
  open_queries: z.number(),
};

/** Where every report of a round stands, and by how much it is late. Throws NOT_FOUND. */
export async function getBoard(context: OperationContext, input: { round: string }): Promise<Board> {
  const today = context.now().toISOString().slice(0, 10);
  const viewer = requirePermission(context, 'review.read');
  const [rounds, stored] = await readAsViewer(
    context.database,
    { personId: viewer.personId, viewerSecret: context.viewerSecret },
    (tx) => [
      readRows(
        tx,
        roundShape,
        sql`select code, title, state, period_start as "periodStart", period_end as "periodEnd",
          opens_on as "opensOn", due_on as "dueOn", closes_on as "closesOn"
        from tracker.round where code = ${input.round}`,
      ),
      readRows(
        tx,
        boardShape,
        sql`select p.code, p.kind, coalesce(m.name, b.name) as name, s.status, s.return_scope is not null as ever_returned, s.due_on, s.cleared_at,
          s.first_submitted_at, s.submitted_at, s.times_submitted, s.review_started_at, s.accepted_at,
          coalesce(g.touched, 0) as touched, coalesce(g.due, 0) as of, coalesce(k.open, 0) as open_queries
        from tracker.submission s
        join tracker.round r on r.id = s.round_id and r.code = ${input.round}
        join tracker.reporter p on p.id = s.reporter_id
        left join tracker.member_state m on m.id = p.state_id
        left join tracker.sectoral_body b on b.id = p.body_id
        left join tracker.submission_progress g on g.submission_id = s.id
        left join (select q.submission_id, count(*)::integer as open from tracker.query q
          where q.resolved_at is null group by q.submission_id) k on k.submission_id = s.id
        order by p.kind desc, case p.kind when 'state' then m.name else p.code end`,
      ),
    ],
  );
  const [round] = rounds;
  if (!round) throw new DomainError('NOT_FOUND', `There is no round ${input.round}.`);
  const rows = stored.map((row) => asBoardRow(row, today));
  return { round, rows, counts: countRows(rows) };
}

type StoredRow = RowOf<typeof boardShape>;

function asBoardRow(stored: StoredRow, today: string): BoardRow {
  const received = isReceived({ status: stored.status, everReturned: stored.ever_returned });
  const row = {
    reporter: { code: stored.code, kind: stored.kind, name: stored.name },
    status: stored.status,
    dueOn: stored.due_on,
    touched: stored.touched,
    of: stored.of,
    clearedAt: readMoment(stored.cleared_at),
    firstSubmittedAt: received ? readMoment(stored.first_submitted_at) : null,
    submittedAt: readMoment(stored.submitted_at),
    timesSubmitted: stored.times_submitted,
    reviewStartedAt: readMoment(stored.review_started_at),
    acceptedAt: readMoment(stored.accepted_at),
    openQueries: stored.open_queries,
  };
  return { ...row, timing: calculateTiming(row, today) };
}

function countRows(rows: BoardRow[]): Board['counts'] {
  const count = (is: (row: BoardRow) => boolean) => rows.filter(is).length;
  const byStatus = Object.fromEntries(
    submissionStatuses.map((status) => [status, count((row) => row.status === status)]),
  ) as Record<SubmissionStatus, number>;
  return {
    ...byStatus,
    due: rows.length,
    late: count(({ timing }) => timing.state === 'late'),
    overdue: count(({ timing }) => timing.state === 'overdue'),
    openQueries: rows.reduce((sum, row) => sum + row.openQueries, 0),
  };
}
