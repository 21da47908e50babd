import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows } from '#db/rows.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import {
  type ApprovedDraft,
  findReportProblem,
  compareApprovedReport,
  type ApprovedReportStatus,
} from '#server/domain/publication/approved-report.rules.ts';
import type { BuiltPublication } from '#server/domain/publication/build-publication.ts';
import { getBuiltContent } from '#server/publications/read-content.ts';

/** The drafts of a compilation whose public edition is approved, oldest first. */
export async function listApprovedDrafts(tx: Transaction, compilation: number): Promise<ApprovedDraft[]> {
  return readRows(
    tx,
    { number: z.number(), contentSha256: z.string(), documents: z.record(z.string(), z.string()).nullable() },
    sql`
    select d.number, d.public_content_sha256 as "contentSha256", d.public_documents as documents
    from tracker.report_draft d
    join tracker.report_approval a on a.draft_id = d.id and a.part = 'approved'
    where d.compilation_id = ${compilation} order by d.number`,
  );
}

/** How the approved report stands to a publication that was built and not stored; null where none is approved. */
export const compareWithApprovedReport = (
  approved: readonly ApprovedDraft[],
  built: Pick<BuiltPublication, 'documents' | 'unchanged'>,
): ApprovedReportStatus | null =>
  approved.length === 0 ? null : compareApprovedReport(approved, getBuiltContent(built));

/**
 * Throws NOT_ALLOWED_NOW with what has changed where the approved report would not go along and nobody has said that it
 * need not.
 */
export function requireReportDecision(standing: ApprovedReportStatus | null, withoutReport: boolean): void {
  const problem = findReportProblem(standing, withoutReport);
  if (problem === null) return;
  throw new DomainError('NOT_ALLOWED_NOW', problem, {
    fields: [{ path: 'withoutReport', message: problem }],
    current: standing,
  });
}
