import type { UseCaseContext } from '#server/use-cases/use-case-context.ts';
import { resolvePublication } from '../scope.ts';
import { getRoundTitle, type PublicationSummary, summarisePublication } from './summarise-publication.ts';

/** Which publication the public pages show: the one asked for or the newest; null while there is none. */
export async function getScope(
  { connections }: UseCaseContext,
  input: { publication?: number | undefined },
): Promise<{ publication: PublicationSummary | null; notice: string }> {
  const found = await resolvePublication(connections.public, input.publication);
  if (!found) return { publication: null, notice: '' };
  const title = await getRoundTitle(connections.public, found.number, found.roundCode);
  return { publication: summarisePublication(found, title), notice: found.notice };
}
