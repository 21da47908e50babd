import { sql } from 'drizzle-orm';
import type { OwnSave } from '#server/domain/submission/time-left.calculations.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import { reportFor } from '#server/loaders/submission/load-submission.ts';

/** More than anybody saves in one round without having shown their pace long before. */
const mostSaves = 1000;

/** When the viewer saved what in this report, oldest first: from this their pace is worked out, and nothing else. */
export function listOwnSaves(
  context: OperationContext,
  input: { round: string; reporter: string },
): Promise<OwnSave[]> {
  const rules = { permission: 'report.read', resource: reportFor('none') } as const;
  return runOperation(context, rules, input, async ({ tx, personId, resource: submission }) => {
    const rows = await tx.execute<OwnSave>(sql`
      select * from (
        select v.subject_key as code, to_json(v.changed_at)#>>'{}' as at, v.id
        from tracker.revision v
        where v.submission_id = ${submission.id} and v.changed_by = ${personId}
          and v.subject in ('activity', 'indicator')
        order by v.id desc limit ${mostSaves}) newest
      order by id`);
    return rows.map(({ code, at }) => ({ code, at }));
  });
}
