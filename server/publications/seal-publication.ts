import { sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import type { DocumentBody } from '#server/domain/publication/documents.ts';
import { reportFormats } from '#server/domain/report/document.types.ts';
import { parseDocument } from './serialise-document.ts';
import { calculateRoot, documentPath, type SealedPart, writeManifest, writeStatement } from './seal.ts';
import type { Signer } from './signer.ts';

/** Any number will do: one seal of a publication after the other. */
const sealLock = 20_231_121;

/**
 * Seals a publication as it stands: its documents, the evidence that it names, and the report that shows the same where
 * one is approved. Where the last seal says the same there is nothing to do.
 */
export async function sealPublication(
  tx: Transaction,
  signer: Signer,
  publication: number,
  at: Date,
): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${sealLock}, ${publication})`);
  const manifest = writeManifest(await listParts(tx, publication));
  const root = calculateRoot(manifest);
  const [last] = await tx.execute<{ number: number; root: string }>(sql`
    select number, root_sha256 as root from published.seal where publication = ${publication}
    order by number desc limit 1`);
  if (last?.root === root) return;
  await tx.execute(sql`
    insert into published.seal (publication, number, manifest, root_sha256, key_id, signature, sealed_at)
    values (${publication}, ${(last?.number ?? 0) + 1}, ${manifest}, ${root}, ${signer.keyId},
      ${signer.sign(writeStatement(publication, root))}, ${at.toISOString()}::timestamptz)`);
}

/** Every part of a publication with its path in the bundle and the checksum of its bytes. */
export async function listParts(
  tx: Pick<Transaction, 'execute'>,
  publication: number,
): Promise<SealedPart[]> {
  const documents = await tx.execute<{ address: string; sha256: string }>(sql`
    select address, sha256 from published.publication_document where publication = ${publication}`);
  return [
    ...documents.map(({ address, sha256 }) => ({ path: documentPath(address), sha256 })),
    ...(await listFiles(tx, publication)).map(({ path, sha256 }) => ({ path, sha256 })),
  ];
}

export type PublishedFile = SealedPart & { storageKeys: string[] };

/** The files of a publication: released evidence, and the newest approved report once all its forms are there. */
export async function listFiles(
  tx: Pick<Transaction, 'execute'>,
  publication: number,
): Promise<PublishedFile[]> {
  const [stored] = await tx.execute<{ body: string }>(sql`
    select d.body from published.publication_document p join published.document d using (sha256)
    where p.publication = ${publication} and p.address = 'evidence'`);
  const evidence = stored ? (parseDocument(stored.body) as DocumentBody<'evidence'>) : [];
  const files = evidence.flatMap((entry) => (entry.kind === 'file' ? [entry] : []));
  const places = await tx.execute<{ sha256: string; keys: string[] }>(sql`
    select sha256, array_agg(storage_key order by storage_key) as keys from published.stored_file
    where sha256 = any (${sql.param(files.map(({ sha256 }) => sha256))}::text[]) group by sha256`);
  const keysOf = new Map(places.map(({ sha256, keys }) => [sha256, keys]));
  const reports = await tx.execute<{ format: string; draft: number; sha256: string; key: string }>(sql`
    select f.format, f.draft_number as draft, f.sha256, f.storage_key as key
    from published.report_file f
    join published.publication p on p.compilation_sha256 = f.compilation_sha256
      and p.content_sha256 = f.content_sha256
    where p.number = ${publication} order by f.draft_number desc, f.format`);
  const newest = reports.filter(({ draft }) => draft === reports[0]?.draft);
  return [
    ...files.map(({ id, fileName, sha256 }) => ({
      path: `evidence/${id}${readEnding(fileName)}`,
      sha256,
      storageKeys: keysOf.get(sha256) ?? [],
    })),
    ...(newest.length < reportFormats.length ? [] : newest).map(({ format, sha256, key }) => ({
      path: `report/report-publication-${publication}.${format}`,
      sha256,
      storageKeys: [key],
    })),
  ];
}

/** ".pdf"; empty for a name without an ending that is safe in a path. */
const readEnding = (fileName: string) => /\.[A-Za-z0-9]{1,8}$/.exec(fileName)?.[0].toLowerCase() ?? '';
