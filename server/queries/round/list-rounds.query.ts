import { sql } from 'drizzle-orm';
import type { SubmissionStatus } from '#server/domain/submission/submission.workflow.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';

export type RoundSummary = {
  code: string;
  title: string;
  state: 'planned' | 'open' | 'closed';
  periodStart: string;
  periodEnd: string;
  opensOn: string;
  dueOn: string;
  closesOn: string;
  /** Reports that the viewer may know of, by reporter code. */
  submissions: { reporter: string; status: SubmissionStatus }[];
};

/** All rounds, newest first, with the reports of the viewer's reporters (the secretariat sees all). */
export function listRounds(context: OperationContext): Promise<RoundSummary[]> {
  return runOperation(context, { permission: 'round.read' }, {}, async ({ tx }) => {
    const rows = await tx.execute<RoundSummary>(sql`
      select r.code, r.title, r.state, r.period_start as "periodStart", r.period_end as "periodEnd",
        r.opens_on as "opensOn", r.due_on as "dueOn", r.closes_on as "closesOn",
        coalesce((select json_agg(json_build_object('reporter', p.code, 'status', s.status) order by p.code)
          from tracker.submission s join tracker.reporter p on p.id = s.reporter_id
          where s.round_id = r.id), '[]') as submissions
      from tracker.round r order by r.period_start desc`);
    return [...rows];
  });
}
