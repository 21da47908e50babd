import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { readRows } from '#db/rows.ts';
import { DomainError, requireNoProblems } from '#server/domain/error/domain-error.ts';
import { shortenTitle } from '#server/domain/evidence/evidence.rules.ts';
import { buildTitleFromFileName } from '#server/domain/evidence/file-kinds.rules.ts';
import type { FilesContext } from '#server/operation/files-context.ts';
import { attachOnce, requireFileSize, saveFile, saveEvidence } from './save-evidence.ts';
import { type Run, runOperation } from '#server/operation/run-operation.ts';
import { createReportLoader, type StoredSubmission } from '#server/loaders/submission/load-submission.ts';

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
  const { round, reporter, packReference, file, requestId } = input;
  const rules = { permission: 'report.printPack', resource: createReportLoader('share') } as const;
  // Before the file is examined.
  await runOperation(context, rules, { round, reporter }, async (run) => {
    requireFileSize(file);
    await assertTakesScan(run, packReference);
  });
  const stored = await saveFile(context, file);
  const said = { requestId, round, reporter, packReference, sha256: stored.sentSha256 };
  return attachOnce(context, stored, (attach) =>
    runOperation(context, { ...rules, once: 'evidence.addClearanceScan' }, said, async (run) => {
      await assertTakesScan(run, packReference);
      return attach(
        saveEvidence(run, {
          purpose: 'clearance',
          activityId: null,
          indicatorId: null,
          subject: null,
          code: null,
          cell: null,
          title: shortenTitle(buildTitleFromFileName(stored.fileName)),
          disclosure: 'private',
          packReference: packReference ?? null,
          link: null,
          file: stored,
        }),
      );
    }),
  );
}

/** Throws BAD_INPUT for the reference of another report's draft, NOT_ALLOWED_NOW where there are enough scans. */
async function assertTakesScan(
  { tx, resource: submission }: Run<StoredSubmission>,
  packReference: string | undefined,
): Promise<void> {
  const [found] = await readRows(
    tx,
    { scans: z.number(), pack: z.boolean() },
    sql`
    select (select count(*)::integer from tracker.evidence e where e.submission_id = ${submission.id}
        and e.purpose = 'clearance' and e.removed_at is null) as scans,
      ${packReference ?? null}::text is null or exists (select from tracker.clearance_pack p
        where p.submission_id = ${submission.id} and p.reference = ${packReference ?? null}) as pack`,
  );
  if (!found?.pack) {
    const message = 'No draft with this reference was printed from this report.';
    requireNoProblems([{ path: 'packReference', message }]);
  }
  if ((found?.scans ?? 0) >= mostScans) {
    throw new DomainError(
      'NOT_ALLOWED_NOW',
      `There are already ${mostScans} scans of this report. Remove one first.`,
    );
  }
}
