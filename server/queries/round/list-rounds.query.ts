import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { type RowOf, readRows } from '#db/rows.ts';
import { round } from '#db/schema/submission.ts';
import { submissionStatuses } from '#server/domain/submission/submission.workflow.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';

const roundSummaryShape = {
  code: z.string(),
  /** The code of its plan. */
  plan: z.string(),
  title: z.string(),
  state: z.enum(round.state.enumValues),
  periodStart: z.string(),
  periodEnd: z.string(),
  opensOn: z.string(),
  dueOn: z.string(),
  closesOn: z.string(),
  /** Reports that the viewer may know of, by reporter code. */
  submissions: z.array(z.object({ reporter: z.string(), status: z.enum(submissionStatuses) })),
};

export type RoundSummary = RowOf<typeof roundSummaryShape>;

/** All rounds, or those of a plan, newest first, with the reports of the viewer's reporters (the secretariat sees all). */
export function listRounds(
  context: OperationContext,
  input: { plan?: string | undefined } = {},
): Promise<RoundSummary[]> {
  return runOperation(context, { permission: 'round.read' }, {}, ({ tx }) => {
    return readRows(
      tx,
      roundSummaryShape,
      sql`select r.code, l.code as plan, r.title, r.state, r.period_start as "periodStart", r.period_end as "periodEnd",
        r.opens_on as "opensOn", r.due_on as "dueOn", r.closes_on as "closesOn",
        coalesce((select json_agg(json_build_object('reporter', p.code, 'status', s.status) order by p.code)
          from tracker.submission s join tracker.reporter p on p.id = s.reporter_id
          where s.round_id = r.id), '[]') as submissions
      from tracker.round r join tracker.plan l on l.id = r.plan_id
      where ${input.plan ?? null}::text is null or l.code = ${input.plan ?? null}
      order by r.period_start desc`,
    );
  });
}
