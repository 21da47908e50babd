import { findRange } from '#server/domain/value/count-range.ts';
import { addressOf, type DocumentBody } from '#server/domain/publication/documents.ts';
import { type PublicationReader, readDocuments } from '#server/publications/publication-reader.ts';
import type { PublicContext } from '#server/operation/operation-context.ts';
import { resolvePublication } from '#server/queries/dashboard/scope.ts';

/** `held` are without a range. */
export type KeptFigures = { shown: number; ranges: number; held: number };
type Counted = { region: KeptFigures; reporters: KeptFigures };

/**
 * What disclosure control leaves of a publication: how many figures with a number are shown, are given as a range and are held, of
 * the region and of single reporters. Figures that were not released, and cells without a number, are in neither.
 * Null while nothing is published, and where no figure has a number.
 */
export async function getKeptFigures(
  context: PublicContext,
  input: { publication?: number | undefined },
): Promise<Counted | null> {
  const publication = await resolvePublication(context, input.publication);
  if (!publication) return null;
  const { region, reporters } = await countOnce(context.published, publication.number);
  const count = ({ shown, ranges, held }: KeptFigures) => shown + ranges + held;
  return count(region) + count(reporters) > 0 ? { region, reporters } : null;
}

/** All figures are read for four numbers, so these are kept of what is stored, which never changes. */
const counted = new WeakMap<PublicationReader, Map<number, Promise<Counted>>>();

function countOnce(published: PublicationReader, publication: number): Promise<Counted> {
  if (!published.isStored(publication)) return countFigures(published, publication);
  const kept = counted.get(published) ?? new Map<number, Promise<Counted>>();
  counted.set(published, kept);
  const found = kept.get(publication) ?? countFigures(published, publication);
  kept.set(publication, found);
  found.catch(() => kept.delete(publication));
  return found;
}

async function countFigures(published: PublicationReader, publication: number): Promise<Counted> {
  const { indicators, rounds } = await readDocuments(published, publication, 'indicators', 'rounds');
  const none = { shown: 0, ranges: 0, held: 0 };
  const counts: Counted = { region: { ...none }, reporters: { ...none } };
  // Round by round, so that never all figures of a large plan are in memory at once.
  for (const round of rounds) {
    const addresses = indicators.map(({ code }) => addressOf.values(code, round.code));
    for (const values of (await published.read(publication, addresses)).values()) {
      for (const { scope, state, ...limits } of values as DocumentBody<'values'>) {
        const of = scope === 'region' ? counts.region : counts.reporters;
        if (state === 'reported') of.shown += 1;
        else if (state === 'suppressed') of[findRange(limits) ? 'ranges' : 'held'] += 1;
      }
    }
  }
  return counts;
}
