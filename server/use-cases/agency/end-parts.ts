import { sql } from 'drizzle-orm';
import { requireNoProblems } from '#server/domain/error/domain-error.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { lockOpenReports, listNamedParts, type PartInput } from './list-named-parts.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import { createReportLoader } from '#server/loaders/submission/load-submission.ts';

export type EndPartsInput = {
  round: string;
  reporter: string;
  parts: PartInput[];
  requestId?: string | undefined;
};

/**
 * Takes parts back from whichever agencies hold them: from now on the focal point writes them. What was written
 * stays. A part that nobody holds is passed over, so repeating changes nothing.
 */
export function endParts(context: OperationContext, input: EndPartsInput): Promise<{ ended: number }> {
  return runOperation(
    context,
    { permission: 'report.assign', once: 'agency.end', resource: createReportLoader('none') },
    input,
    async ({ tx, personId, resource: submission }) => {
      requireNoProblems(
        input.parts.length === 0 ? [{ path: 'parts', message: 'Choose what to take back.' }] : [],
      );
      await lockOpenReports(tx, submission);
      const parts = JSON.stringify(await listNamedParts(tx, submission, input.parts));
      const ended = await tx.execute(sql`
        update tracker.responsibility x
        set ended_at = ${context.now().toISOString()}::timestamptz, ended_by = ${personId}
        from json_to_recordset(${parts}::text::json) as g (
          activity_id integer, indicator_id integer, dimension_code text, category_code text)
        where x.reporter_id = ${submission.reporter.id} and x.ended_at is null
          and (x.activity_id, x.indicator_id, x.dimension_code, x.category_code)
            is not distinct from (g.activity_id, g.indicator_id, g.dimension_code, g.category_code)`);
      return { ended: ended.count };
    },
  );
}
