import { type Address, addressOf, type DocumentBody } from '#server/domain/publication/documents.ts';
import type { ValuesPair } from '#server/domain/receipt/value-history.calculations.ts';
import type { PublicContext } from '#server/operation/operation-context.ts';

/** The values of an indicator in a round; in which of two publications they are wanted. */
export type ValuesPlace = { indicator: string; round: string; inEarlier: boolean; inLater: boolean };

/** How many documents of a publication are read in one go. */
const readAtOnce = 100;

/**
 * The values of an earlier and a later publication at these places, where they may differ: documents with the same
 * checksum are not read. What is not wanted of a publication counts as not being there.
 */
export async function* readDifferingValues(
  { published }: PublicContext,
  { from, to }: { from: number; to: number },
  places: readonly ValuesPlace[],
): AsyncGenerator<ValuesPair> {
  const addresses = ({ indicator, round }: ValuesPlace) => addressOf.values(indicator, round);
  const inEarlier = places.filter((place) => place.inEarlier).map(addresses);
  const inLater = places.filter((place) => place.inLater).map(addresses);
  const [earlier, later] = await Promise.all([
    published.readChecksums(from, inEarlier),
    published.readChecksums(to, inLater),
  ]);
  const differing = places.filter((place) => {
    const address = addresses(place);
    return (
      (place.inEarlier ? earlier.get(address) : undefined) !==
      (place.inLater ? later.get(address) : undefined)
    );
  });
  const read = async (publication: number, part: readonly ValuesPlace[]) => {
    const found = await published.read(publication, part.map(addresses));
    return (address: Address) => (found.get(address) ?? []) as DocumentBody<'values'>;
  };
  for (let start = 0; start < differing.length; start += readAtOnce) {
    const part = differing.slice(start, start + readAtOnce);
    const [was, now] = await Promise.all([
      read(
        from,
        part.filter((place) => place.inEarlier),
      ),
      read(
        to,
        part.filter((place) => place.inLater),
      ),
    ]);
    for (const place of part) {
      const { indicator, round } = place;
      const address = addresses(place);
      yield { indicator, round, was: was(address), now: now(address) };
    }
  }
}
