import { desc, eq, sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import { compilation, publicationEvent, publicationSource } from '#db/schema/compilation.ts';
import { document, publication } from '#db/schema/published.ts';
import { round } from '#db/schema/submission.ts';
import { encodeTextArray } from '#db/text-array.ts';
import { listReusedAddresses } from '#server/domain/publication/build-publication.ts';
import type { Address, DocumentBody, DocumentKind } from '#server/domain/publication/documents.ts';
import type { PublicationInput } from '#server/domain/publication/publication-input.ts';
import {
  comparedKinds,
  type EarlierDocuments,
  type EarlierPublication,
  type Reuse,
} from '#server/domain/publication/unchanged-figures.rules.ts';
import { getCodeChecksum } from '#server/publications/code-checksum.ts';
import { parseDocument } from '#server/publications/serialise-document.ts';
import { listChecksums } from '#server/publications/save-publication.ts';

/** An earlier publication with the compilation that each of its rounds was built from. */
export type CompiledPublication = EarlierDocuments & { compilations: ReadonlyMap<string, number> };

/** The newest publication of a plan; null where there is none, or where other code has built it. */
export async function loadReusablePublication(
  tx: Transaction,
  plan: string,
): Promise<CompiledPublication | null> {
  const [newest] = await tx
    .select({ number: publication.number, builtBy: publicationEvent.builtBy })
    .from(publication)
    .innerJoin(publicationEvent, eq(publicationEvent.publicationNumber, publication.number))
    .where(eq(publication.planCode, plan))
    .orderBy(desc(publication.number))
    .limit(1);
  if (newest?.builtBy !== getCodeChecksum()) return null;
  const sources = await tx
    .select({ round: round.code, compilation: publicationSource.compilationId })
    .from(publicationSource)
    .innerJoin(compilation, eq(compilation.id, publicationSource.compilationId))
    .innerJoin(round, eq(round.id, compilation.roundId))
    .where(eq(publicationSource.publicationNumber, newest.number));
  return {
    ...(await loadEarlierDocuments(tx, newest.number)),
    compilations: new Map(sources.map(({ round, compilation }) => [round, compilation])),
  };
}

/** The documents of a publication that are compared with those of the next, and the checksums of all. */
export async function loadEarlierDocuments(tx: Transaction, number: number): Promise<EarlierDocuments> {
  const checksums = await listChecksums(tx, number);
  const bodies = await readBodies(tx, checksums, comparedKinds);
  const compared = Object.fromEntries(bodies) as Pick<EarlierDocuments, (typeof comparedKinds)[number]>;
  return { number, checksums, ...compared };
}

/** All that is taken over from an earlier publication, with the documents of which new ones are made. */
export async function loadReuse(
  tx: Transaction,
  input: PublicationInput,
  earlier: EarlierPublication,
  unchanged: Reuse['unchanged'],
): Promise<Reuse> {
  const addresses = listReusedAddresses(input, { earlier, unchanged });
  return { earlier, unchanged, bodies: await readBodies(tx, earlier.checksums, addresses) };
}

async function readBodies(
  tx: Transaction,
  checksums: ReadonlyMap<Address, string>,
  addresses: readonly Address[],
): Promise<Map<Address, DocumentBody<DocumentKind>>> {
  const wanted = addresses.map((address) => checksums.get(address)).filter((sha256) => sha256 !== undefined);
  const rows = await tx
    .select({ sha256: document.sha256, body: document.body })
    .from(document)
    .where(sql`${document.sha256} = any (${encodeTextArray([...new Set(wanted)])}::text[])`);
  const bodies = new Map(rows.map(({ sha256, body }) => [sha256, parseDocument(body)]));
  return new Map(
    addresses.flatMap((address) => {
      const body = bodies.get(checksums.get(address) ?? '');
      return body === undefined ? [] : [[address, body] as const];
    }),
  );
}
