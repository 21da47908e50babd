import type { PublishedIndicator } from '#server/domain/publication/documents.ts';
import {
  asWorded,
  type ComparabilityNote,
  describeRewording,
  groupNotes,
} from '#server/domain/receipt/comparability.calculations.ts';
import { readDocuments } from '#server/publications/publication-reader.ts';
import type { Publication } from '#server/queries/dashboard/scope.ts';
import type { PublicContext } from '#server/operation/operation-context.ts';

/**
 * Looks up what a reader must know before comparing figures of an indicator: what was written by hand, as the publication
 * holds it, and how the indicator's wording changed from one publication of the plan to the next up to this one. Finds
 * nothing for an unknown code.
 */
export async function loadComparabilityNotes(
  { published }: PublicContext,
  { number, planCode }: Pick<Publication, 'number' | 'planCode'>,
): Promise<(indicator: string) => ComparabilityNote[]> {
  const [{ publications }, { comparability, lists, rounds }] = await Promise.all([
    published.list(),
    readDocuments(published, number, 'comparability', 'lists', 'rounds'),
  ]);
  const upToThis = publications.filter((each) => each.plan.code === planCode && each.number <= number);
  const worded = await Promise.all(
    upToThis.map(async (each): Promise<[number, Map<string, PublishedIndicator>]> => {
      const { indicators } = await readDocuments(published, each.number, 'indicators');
      return [each.number, new Map(indicators.map((indicator) => [indicator.code, indicator]))];
    }),
  );
  const notes = groupNotes(comparability, lists, rounds);
  return (code) => {
    const wordings = worded.flatMap(([each, indicators]) => {
      const indicator = indicators.get(code);
      return indicator ? [asWorded(each, indicator)] : [];
    });
    return [...(notes.get(code) ?? []), ...describeRewording(wordings)];
  };
}
