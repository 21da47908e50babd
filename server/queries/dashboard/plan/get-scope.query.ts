import { readDocuments } from '#server/publications/publication-reader.ts';
import type { PublicContext } from '#server/operation/operation-context.ts';
import { resolvePublication } from '#server/queries/dashboard/scope.ts';
import { type PublicationSummary, summariseWith } from './summarise-publication.ts';

/**
 * Which publication the public pages show: the one asked for or the newest; null while there is none. `lenses` are the
 * codes of those that it has.
 */
export async function getScope(
  context: PublicContext,
  input: { publication?: number | undefined },
): Promise<{ publication: PublicationSummary | null; notice: string; lenses: string[] }> {
  const found = await resolvePublication(context, input.publication);
  if (!found) return { publication: null, notice: '', lenses: [] };
  const { rounds, lists } = await readDocuments(context.published, found.number, 'rounds', 'lists');
  return {
    publication: summariseWith(found, rounds),
    notice: found.notice,
    lenses: lists.lenses.map(({ code }) => code),
  };
}
