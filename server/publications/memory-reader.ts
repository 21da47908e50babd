import type { Documents } from '#server/domain/publication/build-publication.ts';
import type { Header } from '#server/domain/publication/documents.ts';
import type { PublicationReader } from './publication-reader.ts';
import { calculateContentRoot } from './seal.ts';
import { serialiseDocument } from './serialise-document.ts';

/**
 * A publication that was built and not stored, beside those that are. Where no publication is asked for it is the one
 * that is shown: its plan leads.
 */
export function createMemoryReader(
  stored: PublicationReader,
  documents: Documents,
): PublicationReader & { contentSha256: string } {
  const header = documents.get('publication') as Header;
  const checksums = new Map(
    [...documents].map(([address, body]) => [address, serialiseDocument(address, body).sha256]),
  );
  const contentSha256 = calculateContentRoot(
    [...checksums].map(([address, sha256]) => ({ address, sha256 })),
  );
  const among = <Value>(map: ReadonlyMap<string, Value>, addresses: readonly string[]) =>
    new Map(
      addresses.flatMap((address) => {
        const value = map.get(address);
        return value === undefined ? [] : [[address, value] as const];
      }),
    ) as Map<never, Value>;
  return {
    contentSha256,
    isStored: (publication) => publication !== header.number && stored.isStored(publication),
    async list() {
      const index = await stored.list();
      return {
        ...index,
        // Should one have been published meanwhile under this number, what was built here is what is shown.
        publications: [
          ...index.publications.filter(({ number }) => number !== header.number),
          { ...header, contentSha256, contentCovers: 'documents' },
        ],
        chosenPlan: header.plan.code,
      };
    },
    read: (publication, addresses) =>
      publication === header.number
        ? Promise.resolve(among(documents, addresses))
        : stored.read(publication, addresses),
    readChecksums: (publication, addresses) =>
      publication === header.number
        ? Promise.resolve(among(checksums, addresses))
        : stored.readChecksums(publication, addresses),
  };
}
