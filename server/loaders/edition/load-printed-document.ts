import { sql, and, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows } from '#db/rows.ts';
import { person } from '#db/schema/auth.ts';
import { reportDraft, reportEdition } from '#db/schema/edition.ts';
import { round } from '#db/schema/submission.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import type { PrintedDocument } from '#server/domain/report/document.types.ts';
import { approvalParts, approvalLabels, type ApprovalPart } from '#server/domain/report/edition.rules.ts';

/** An edition with its stamp as rows hold it: signatures by their part. */
export type StoredDocument = Omit<PrintedDocument['stamp'], 'approvals'> & {
  document: PrintedDocument['document'];
  approvals: { part: ApprovalPart; by: string; at: string }[];
};

/** The same as it is printed. */
export const buildPrinted = ({ document, approvals, ...stamp }: StoredDocument): PrintedDocument => ({
  document,
  stamp: {
    ...stamp,
    approvals: approvals.map(({ part, by, at }) => ({ part: approvalLabels[part], by, at })),
  },
});

/** An edition of a draft with its stamp as it is now. Throws NOT_FOUND for whoever may not see it too. */
export async function loadPrintedDocument(
  tx: Transaction,
  place: { draft: number; edition: string; scope: string },
): Promise<PrintedDocument> {
  const [row] = await tx
    .select({
      document: reportEdition.document,
      draft: reportDraft.number,
      round: round.code,
      sha256: reportEdition.sha256,
      madeAt: reportDraft.madeAt,
      madeBy: person.name,
      emblem: reportDraft.emblem,
    })
    .from(reportEdition)
    .innerJoin(reportDraft, eq(reportDraft.id, reportEdition.draftId))
    .innerJoin(round, eq(round.id, reportDraft.roundId))
    .innerJoin(person, eq(person.id, reportDraft.madeBy))
    .where(
      and(
        eq(reportEdition.draftId, place.draft),
        eq(reportEdition.edition, place.edition),
        eq(reportEdition.scope, place.scope),
      ),
    );
  if (!row) throw new DomainError('NOT_FOUND', 'There is no such edition.');
  const approvals = await readRows(
    tx,
    { part: z.enum(approvalParts), by: z.string(), at: z.string() },
    sql`select part, name as by, to_json(approved_at)#>>'{}' as at from tracker.report_signatures(${place.draft})`,
  );
  return buildPrinted({ ...row, approvals });
}
