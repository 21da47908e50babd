import { sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
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
import { listChecksums } from '#server/publications/store-publication.ts';

/** An earlier publication with the compilation that each of its rounds was built from. */
export type CompiledPublication = EarlierDocuments & { compilations: ReadonlyMap<string, number> };

/** The newest publication of a plan; null where there is none, or where other code has built it. */
export async function loadReusablePublication(
  tx: Transaction,
  plan: string,
): Promise<CompiledPublication | null> {
  const [newest] = await tx.execute<{ number: number; built_by: string | null }>(sql`
    select p.number, e.built_by from published.publication p
    join tracker.publication_event e on e.publication_number = p.number
    where p.plan_code = ${plan} order by p.number desc limit 1`);
  if (newest?.built_by !== getCodeChecksum()) return null;
  const sources = await tx.execute<{ round: string; compilation: number }>(sql`
    select r.code as round, s.compilation_id as compilation from tracker.publication_source s
    join tracker.compilation k on k.id = s.compilation_id
    join tracker.round r on r.id = k.round_id where s.publication_number = ${newest.number}`);
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
  const rows = await tx.execute<{ sha256: string; body: string }>(sql`
    select sha256, body from published.document where sha256 = any (${sql.param([...new Set(wanted)])}::text[])`);
  const bodies = new Map(rows.map(({ sha256, body }) => [sha256, parseDocument(body)]));
  return new Map(
    addresses.flatMap((address) => {
      const body = bodies.get(checksums.get(address) ?? '');
      return body === undefined ? [] : [[address, body] as const];
    }),
  );
}
