import { sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import { DomainError, refuseBadInput } from '#server/domain/error/domain-error.ts';
import { shortenTitle } from '#server/domain/evidence/evidence.rules.ts';
import { titleFromName } from '#server/domain/evidence/file-kinds.rules.ts';
import { loadSubmission } from '#server/loaders/submission/load-submission.ts';
import { asResource } from '../submission/submit-report.ts';
import { inTransaction, requirePermission } from '#server/operation/operation-context.ts';
import type { FilesContext } from '#server/operation/files-context.ts';
import { attachOnce, refuseSize, storeFile } from './store-file.ts';
import { insertEvidence } from './write-evidence.ts';

/** Signatures come on several sheets, and are scanned again when they came out badly. */
const mostScans = 20;

export type ScanInput = {
  round: string;
  reporter: string;
  packReference?: string | undefined;
  file: File;
  requestId?: string | undefined;
};

/**
 * Takes back the draft that a superior signed on paper. It belongs to the report as a whole, never leaves the country
 * and can be added in any status: paper is slower than the report. Throws BAD_INPUT at "file" or "packReference".
 */
export async function addClearanceScan(context: FilesContext, input: ScanInput): Promise<{ id: number }> {
  requirePermission(context, 'report.printPack', asResource(input.reporter));
  const { round, reporter, packReference, file, requestId } = input;
  refuseSize(file);
  await inTransaction(context, (tx) => locateReport(context, tx, input));
  const stored = await storeFile(context, file);
  const said = { requestId, round, reporter, packReference };
  return attachOnce(context, 'evidence.addClearanceScan', said, stored, async (tx) => {
    const { submissionId, personId } = await locateReport(context, tx, input);
    return insertEvidence(context, tx, {
      submissionId,
      personId,
      purpose: 'clearance',
      activityId: null,
      indicatorId: null,
      subject: null,
      code: null,
      cell: null,
      title: shortenTitle(titleFromName(stored.fileName)),
      disclosure: 'private',
      packReference: packReference ?? null,
      link: null,
      file: stored,
    });
  });
}

async function locateReport(context: FilesContext, tx: Transaction, input: ScanInput) {
  const submission = await loadSubmission(tx, input, 'share');
  const { personId } = requirePermission(context, 'report.printPack', { reporter: submission.reporter });
  const [found] = await tx.execute<{ scans: number; pack: boolean }>(sql`
    select (select count(*)::integer from tracker.evidence e where e.submission_id = ${submission.id}
        and e.purpose = 'clearance' and e.removed_at is null) as scans,
      ${input.packReference ?? null}::text is null or exists (select from tracker.clearance_pack p
        where p.submission_id = ${submission.id} and p.reference = ${input.packReference ?? null}) as pack`);
  if (!found?.pack) {
    const message = 'No draft with this reference was printed from this report.';
    refuseBadInput([{ path: 'packReference', message }]);
  }
  if ((found?.scans ?? 0) >= mostScans) {
    throw new DomainError(
      'NOT_ALLOWED_NOW',
      `There are ${mostScans} scans of this report already. Remove one first.`,
    );
  }
  return { submissionId: submission.id, personId };
}
