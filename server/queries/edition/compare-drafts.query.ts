import {
  compareDocuments,
  type DocumentChange,
} from '#server/domain/report/compare-documents.calculations.ts';
import { requirePermission, type OperationContext } from '#server/operation/operation-context.ts';
import { getEdition } from './get-edition.query.ts';

export type DraftComparison = {
  edition: { title: string; name: string };
  before: number;
  after: number;
  changes: DocumentChange[];
};

/** What differs between two drafts of one edition. Throws NOT_FOUND. */
export async function compareDrafts(
  context: OperationContext,
  input: { round: string; edition: string; before: number; after: number },
): Promise<DraftComparison> {
  requirePermission(context, 'edition.read');
  const { round, edition } = input;
  const before = await getEdition(context, { round, edition, draft: input.before });
  const after = await getEdition(context, { round, edition, draft: input.after });
  return {
    edition: { title: after.document.title, name: edition },
    before: input.before,
    after: input.after,
    changes: compareDocuments(before.document, after.document),
  };
}
