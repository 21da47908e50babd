import { sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import type { PrintedDocument } from '#server/domain/report/document.types.ts';
import { approvalLabels, type ApprovalPart } from '#server/domain/report/edition.rules.ts';

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
  const [row] = await tx.execute<StoredDocument>(sql`
    select e.document, d.number as draft, r.code as round, e.sha256, to_json(d.made_at)#>>'{}' as "madeAt",
      p.name as "madeBy",
      coalesce((select json_agg(json_build_object('part', s.part, 'by', s.name, 'at', s.approved_at))
        from tracker.report_signatures(d.id) s), '[]') as approvals
    from tracker.report_edition e
    join tracker.report_draft d on d.id = e.draft_id
    join tracker.round r on r.id = d.round_id
    join auth.person p on p.id = d.made_by
    where e.draft_id = ${place.draft} and e.edition = ${place.edition} and e.scope = ${place.scope}`);
  if (!row) throw new DomainError('NOT_FOUND', 'There is no such edition.');
  return buildPrinted(row);
}
