import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { readRows } from '#db/rows.ts';
import { DomainError, requireNoProblems } from '#server/domain/error/domain-error.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { lockOpenReports, listNamedParts, type PartInput } from './list-named-parts.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import { createReportLoader } from '#server/loaders/submission/load-submission.ts';

export type AssignPartsInput = {
  /** The round whose report names the parts. What is given stands from round to round. */
  round: string;
  reporter: string;
  /** The acronym of an agency of the state. */
  agency: string;
  parts: PartInput[];
  requestId?: string | undefined;
};

/** How many parts were given, and how many of them were taken from another agency. */
export type AssignedParts = { given: number; taken: number };

/**
 * Gives parts of a state's report to one of its agencies, from now on. A part that another agency holds is taken from
 * it: its row ends and a new one begins. What the agency holds already stays as it is, so repeating changes nothing.
 * Throws NOT_ALLOWED_NOW for a sectoral body, BAD_INPUT for an unknown agency or part.
 */
export function assignParts(context: OperationContext, input: AssignPartsInput): Promise<AssignedParts> {
  return runOperation(
    context,
    { permission: 'report.assign', once: 'agency.assign', resource: createReportLoader('none') },
    input,
    async ({ tx, personId, resource: submission }) => {
      if (submission.reporter.kind !== 'state') {
        throw new DomainError(
          'NOT_ALLOWED_NOW',
          'A sectoral body has no agencies: it writes its report itself.',
        );
      }
      await lockOpenReports(tx, submission);
      const [agency] = await readRows(
        tx,
        { id: z.number() },
        sql`
        select g.id from tracker.agency g join tracker.reporter r on r.state_id = g.state_id
        where r.id = ${submission.reporter.id} and g.acronym = ${input.agency} and g.to_on is null`,
      );
      if (!agency) {
        const message = `${submission.reporter.name} has no agency "${input.agency}".`;
        throw new DomainError('BAD_INPUT', message, { fields: [{ path: 'agency', message }] });
      }
      requireNoProblems(
        input.parts.length === 0 ? [{ path: 'parts', message: 'Choose what the agency is to report.' }] : [],
      );
      const at = context.now().toISOString();
      const parts = JSON.stringify(await listNamedParts(tx, submission, input.parts));
      const given = sql`json_to_recordset(${parts}::text::json) as g (
        activity_id integer, indicator_id integer, dimension_code text, category_code text)`;
      const same = sql`x.reporter_id = ${submission.reporter.id} and x.ended_at is null
        and (x.activity_id, x.indicator_id, x.dimension_code, x.category_code)
          is not distinct from (g.activity_id, g.indicator_id, g.dimension_code, g.category_code)`;
      const taken = await tx.execute(sql`
        update tracker.responsibility x set ended_at = ${at}::timestamptz, ended_by = ${personId}
        from ${given} where ${same} and x.agency_id <> ${agency.id}`);
      const made = await tx.execute(sql`
        insert into tracker.responsibility (reporter_id, agency_id, activity_id, indicator_id, dimension_code,
          category_code, assigned_by, assigned_at)
        select ${submission.reporter.id}, ${agency.id}, g.activity_id, g.indicator_id, g.dimension_code,
          g.category_code, ${personId}, ${at}::timestamptz
        from ${given} where not exists (select from tracker.responsibility x where ${same})`);
      return { given: made.count, taken: taken.count };
    },
  );
}
