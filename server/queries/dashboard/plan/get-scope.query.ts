import { eq } from 'drizzle-orm';
import { publishedLens } from '#db/schema/published.ts';
import type { UseCaseContext } from '#server/use-cases/use-case-context.ts';
import { resolvePublication } from '../scope.ts';
import { getRoundTitle, type PublicationSummary, summarisePublication } from './summarise-publication.ts';

/**
 * Which publication the public pages show: the one asked for or the newest; null while there is none. `lenses` are the
 * codes of those that it has.
 */
export async function getScope(
  { connections }: UseCaseContext,
  input: { publication?: number | undefined },
): Promise<{ publication: PublicationSummary | null; notice: string; lenses: string[] }> {
  const found = await resolvePublication(connections.public, input.publication);
  if (!found) return { publication: null, notice: '', lenses: [] };
  const [title, lenses] = await Promise.all([
    getRoundTitle(connections.public, found.number, found.roundCode),
    connections.public
      .select({ code: publishedLens.code })
      .from(publishedLens)
      .where(eq(publishedLens.publication, found.number)),
  ]);
  return {
    publication: summarisePublication(found, title),
    notice: found.notice,
    lenses: lenses.map(({ code }) => code),
  };
}
