import { sql } from 'drizzle-orm';
import {
  calculateDays,
  calculateTiming,
  type Timing,
} from '#server/domain/submission/lateness.calculations.ts';
import { inTransaction, requirePermission, type UseCaseContext } from '#server/use-cases/use-case-context.ts';

export type QueuedReport = {
  round: { code: string; title: string };
  reporter: { code: string; kind: 'state' | 'body'; name: string };
  submittedAt: string;
  /** Whole days since it came. */
  daysWaiting: number;
  timing: Timing;
  /** Whether it has been here before and came back with changes. */
  resubmission: boolean;
  timesSubmitted: number;
  reviewStartedAt: string | null;
  /** Questions that are not settled, sent or not. */
  openQueries: number;
};

/** Reports that wait for the secretariat, those that came first at the top. */
export function listQueue(context: UseCaseContext): Promise<QueuedReport[]> {
  requirePermission(context, 'review.read');
  const today = context.now().toISOString();
  return inTransaction(context, async (tx) => {
    const rows = await tx.execute<
      Omit<QueuedReport, 'daysWaiting' | 'timing'> & { dueOn: string; firstSubmittedAt: string }
    >(sql`
      select json_build_object('code', r.code, 'title', r.title) as round,
        json_build_object('code', p.code, 'kind', p.kind, 'name', coalesce(m.name, b.name)) as reporter,
        to_json(s.submitted_at)#>>'{}' as "submittedAt", s.times_submitted > 1 as resubmission,
        s.times_submitted as "timesSubmitted", to_json(s.review_started_at)#>>'{}' as "reviewStartedAt",
        (select count(*) from tracker.query q where q.submission_id = s.id
          and q.resolved_at is null)::integer as "openQueries",
        s.due_on as "dueOn", to_json(s.first_submitted_at)#>>'{}' as "firstSubmittedAt"
      from tracker.submission s
      join tracker.round r on r.id = s.round_id
      join tracker.reporter p on p.id = s.reporter_id
      left join tracker.member_state m on m.id = p.state_id
      left join tracker.sectoral_body b on b.id = p.body_id
      where s.status = 'submitted'
      order by s.submitted_at, s.id`);
    return rows.map(({ dueOn, firstSubmittedAt, ...row }) => ({
      ...row,
      daysWaiting: Math.max(0, calculateDays(row.submittedAt, today)),
      timing: calculateTiming({ dueOn, firstSubmittedAt }, today),
    }));
  });
}
