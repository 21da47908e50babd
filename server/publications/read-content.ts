import type { Transaction } from '#db/as-viewer.ts';
import type { Content } from '#server/domain/publication/approved-report.rules.ts';
import type { BuiltPublication } from '#server/domain/publication/build-publication.ts';
import { calculateContentRoot, isContent } from './seal.ts';
import { serialiseDocument } from './serialise-document.ts';
import { listChecksums } from './save-publication.ts';

type Part = { address: string; sha256: string };

const asContent = (parts: readonly Part[]): Content => ({
  sha256: calculateContentRoot(parts),
  documents: Object.fromEntries(parts.map(({ address, sha256 }) => [address, sha256])),
});

/** What a publication says that was built and not stored. */
export const getBuiltContent = ({
  documents,
  unchanged,
}: Pick<BuiltPublication, 'documents' | 'unchanged'>): Content =>
  asContent([
    ...[...documents].flatMap(([address, body]) =>
      isContent(address) ? [{ address, sha256: serialiseDocument(address, body).sha256 }] : [],
    ),
    ...[...unchanged].flatMap(([address, sha256]) => (isContent(address) ? [{ address, sha256 }] : [])),
  ]);

/** What a publication says that is out. */
export async function loadStoredContent(tx: Transaction, publication: number): Promise<Content> {
  const parts = [...(await listChecksums(tx, publication))].map(([address, sha256]) => ({ address, sha256 }));
  return asContent(parts.filter(({ address }) => isContent(address)));
}
