import { sql } from 'drizzle-orm';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { calculateTiming, type Timing } from '#server/domain/submission/lateness.calculations.ts';
import { type SubmissionStatus, submissionStatuses } from '#server/domain/submission/submission.workflow.ts';
import { inTransaction, requirePermission, type UseCaseContext } from '#server/use-cases/use-case-context.ts';

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
  round: {
    code: string;
    title: string;
    state: 'planned' | 'open' | 'closed';
    periodStart: string;
    periodEnd: string;
    opensOn: string;
    dueOn: string;
    closesOn: string;
  };
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

/** Where every report of a round stands, and by how much it is late. Throws NOT_FOUND. */
export function getBoard(context: UseCaseContext, input: { round: string }): Promise<Board> {
  requirePermission(context, 'review.read');
  const today = context.now().toISOString().slice(0, 10);
  return inTransaction(context, async (tx) => {
    const [found] = await tx.execute<Board['round'] & { id: number }>(sql`
      select id, code, title, state, period_start as "periodStart", period_end as "periodEnd",
        opens_on as "opensOn", due_on as "dueOn", closes_on as "closesOn"
      from tracker.round where code = ${input.round}`);
    if (!found) throw new DomainError('NOT_FOUND', `There is no round ${input.round}.`);
    const { id, ...round } = found;
    const stored = await tx.execute<Omit<BoardRow, 'timing'>>(sql`
      select json_build_object('code', p.code, 'kind', p.kind, 'name', coalesce(m.name, b.name)) as reporter,
        s.status, s.due_on as "dueOn", d.touched, cardinality(d.activities) + cardinality(d.indicators) as of,
        to_json(s.cleared_at)#>>'{}' as "clearedAt", to_json(s.first_submitted_at)#>>'{}' as "firstSubmittedAt",
        to_json(s.submitted_at)#>>'{}' as "submittedAt", s.times_submitted as "timesSubmitted",
        to_json(s.review_started_at)#>>'{}' as "reviewStartedAt", to_json(s.accepted_at)#>>'{}' as "acceptedAt",
        (select count(*) from tracker.query q where q.submission_id = s.id
          and q.resolved_at is null)::integer as "openQueries"
      from tracker.submission s
      join tracker.list_due_items(${id}) d on d.submission_id = s.id
      join tracker.reporter p on p.id = s.reporter_id
      left join tracker.member_state m on m.id = p.state_id
      left join tracker.sectoral_body b on b.id = p.body_id
      where s.round_id = ${id}
      order by p.kind desc, case p.kind when 'state' then m.name else p.code end`);
    const rows = stored.map((row) => ({ ...row, timing: calculateTiming(row, today) }));
    return { round, rows, counts: countRows(rows) };
  });
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
