import { sql } from 'drizzle-orm';
import type { OwnSave } from '#server/domain/submission/time-left.calculations.ts';
import { loadSubmission } from '#server/loaders/submission/load-submission.ts';
import {
  inTransaction,
  requirePermission,
  type OperationContext,
} from '#server/operation/operation-context.ts';

/** More than anybody saves in one round without having shown their pace long before. */
const mostSaves = 1000;

/** When the viewer saved what in this report, oldest first: from this their pace is worked out, and nothing else. */
export function listOwnSaves(
  context: OperationContext,
  input: { round: string; reporter: string },
): Promise<OwnSave[]> {
  const { personId } = requirePermission(context, 'report.read', {
    reporter: { code: input.reporter, kind: 'state' },
  });
  return inTransaction(context, async (tx) => {
    const submission = await loadSubmission(tx, input, 'none');
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
