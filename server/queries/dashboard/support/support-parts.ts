import {
  resolveSupport,
  type SupportEntry,
  type SupportSum,
  calculateSupportSum,
} from '#server/domain/support/public-support.calculations.ts';
import type { Lists, PlanDocument } from '#server/domain/publication/documents.ts';
import type { ExchangeRate } from '#server/domain/support/support.schema.ts';
import type { PublicContext } from '#server/operation/operation-context.ts';
import { readDocument } from '#server/publications/publication-reader.ts';

export type NamedSupport = { entries: SupportEntry[]; rates: ExchangeRate[] };

/** What partners have confirmed of their support; null for a publication from before support was published. */
export async function readNamedSupport(
  { published }: PublicContext,
  publication: number,
  documents: { plan: PlanDocument; lists: Lists },
): Promise<NamedSupport | null> {
  const support = await readDocument(published, publication, 'support');
  return support && { entries: resolveSupport(support, documents), rates: support.rates };
}

/** Some entries and what they come to. */
export type SupportPart = SupportSum & { entries: SupportEntry[] };

export function filterSupport(
  support: NamedSupport | null,
  isMeant: (entry: SupportEntry) => boolean,
): SupportPart | null {
  if (!support) return null;
  const entries = support.entries.filter(isMeant);
  return { entries, ...calculateSupportSum(entries, support.rates) };
}
