import { and, eq, isNull, sql } from 'drizzle-orm';
import { z } from 'zod';
import { readRows } from '#db/rows.ts';
import { delivery as deliveryTable } from '#db/schema/reporting-country.ts';
import { can, type Viewer } from '#server/domain/access/can.rules.ts';
import { DomainError, requireNoProblems } from '#server/domain/error/domain-error.ts';
import { findTextProblem, normaliseText } from '#server/domain/submission/text.rules.ts';
import {
  requireOpenForWriting,
  createReportLoader,
  type StoredSubmission,
} from '#server/loaders/submission/load-submission.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { type Run, runOperation } from '#server/operation/run-operation.ts';

export type DeliverInput = {
  round: string;
  reporter: string;
  /** The acronym of the viewer's own agency. */
  agency: string;
  requestId?: string | undefined;
};

/** The most that a note to the focal point takes. */
const longestNote = 2000;

/**
 * An agency says that its part of the report is there. It may still write; the focal point then sees that something
 * has changed since. Safe to repeat. Throws NOT_ALLOWED_NOW when the agency holds nothing of the report, FORBIDDEN
 * for an agency that is not the viewer's own, ROUND_CLOSED or NOT_OPEN.
 */
export function deliverPart(
  context: OperationContext,
  input: DeliverInput & { note: string },
): Promise<{ deliveredAt: string }> {
  return runOperation(
    context,
    { permission: 'report.deliver', once: 'agency.deliver', resource: createReportLoader('share') },
    input,
    async (run) => {
      const { tx, personId, resource: submission } = run;
      const agencyId = await findOwnAgency(run, input.agency);
      const note = normaliseText(input.note).trim();
      const problem = findTextProblem(note, longestNote);
      requireNoProblems(problem ? [{ path: 'note', message: problem }] : []);
      const [part] = await tx.execute(sql`
        select from tracker.responsibility x
        where x.reporter_id = ${submission.reporter.id} and x.agency_id = ${agencyId} and x.ended_at is null
          and (exists (select from tracker.activity_report ar
              where ar.submission_id = ${submission.id} and ar.activity_id = x.activity_id)
            or exists (select from tracker.indicator_report ir
              where ir.submission_id = ${submission.id} and ir.indicator_id = x.indicator_id))
        limit 1`);
      if (!part) {
        throw new DomainError('NOT_ALLOWED_NOW', 'Your agency has no part of this report yet.');
      }
      const at = context.now().toISOString();
      await tx.execute(sql`
        insert into tracker.delivery (submission_id, agency_id, note, delivered_by, delivered_at)
        values (${submission.id}, ${agencyId}, ${note}, ${personId}, ${at}::timestamptz)
        on conflict (submission_id, agency_id) where taken_back_at is null do nothing`);
      const [delivery] = await tx
        .select({ at: deliveryTable.deliveredAt })
        .from(deliveryTable)
        .where(
          and(
            eq(deliveryTable.submissionId, submission.id),
            eq(deliveryTable.agencyId, agencyId),
            isNull(deliveryTable.takenBackAt),
          ),
        );
      return { deliveredAt: new Date(delivery?.at ?? at).toISOString() };
    },
  );
}

/** Takes a delivery back: the part is in the works again. Safe to repeat. */
export function undoDelivery(
  context: OperationContext,
  input: DeliverInput,
): Promise<{ takenBack: boolean }> {
  return runOperation(
    context,
    { permission: 'report.deliver', once: 'agency.takeBack', resource: createReportLoader('share') },
    input,
    async (run) => {
      const { tx, personId, resource: submission } = run;
      const agencyId = await findOwnAgency(run, input.agency);
      const ended = await tx.execute(sql`
        update tracker.delivery
        set taken_back_at = ${context.now().toISOString()}::timestamptz, taken_back_by = ${personId}
        where submission_id = ${submission.id} and agency_id = ${agencyId} and taken_back_at is null`);
      return { takenBack: ended.count > 0 };
    },
  );
}

/** The agency, if it is the viewer's own and the report is open for it. */
async function findOwnAgency(run: Run<StoredSubmission>, acronym: string): Promise<number> {
  const { tx, viewer, resource: submission } = run;
  const [agency] = await readRows(
    tx,
    { id: z.number() },
    sql`
    select g.id from tracker.assignment a join tracker.agency g on g.id = a.agency_id
    where a.id in (select tracker.viewer_role_ids()) and a.role = 'contributor'
      and a.reporter_id = ${submission.reporter.id} and g.acronym = ${acronym}`,
  );
  if (!agency) throw new DomainError('FORBIDDEN', describeWhyNot(viewer, submission));
  requireOpenForWriting(submission, run);
  return agency.id;
}

const describeWhyNot = (viewer: Viewer, { reporter }: StoredSubmission) =>
  can(viewer, 'report.assign', { reporter })
    ? 'An agency says itself that its part is there.'
    : 'Your account does not allow this.';
