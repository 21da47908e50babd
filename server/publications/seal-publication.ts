import { and, desc, eq, sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import type { Reader } from '#db/client.ts';
import { publishedReportFile } from '#db/schema/edition.ts';
import {
  document,
  publication as publicationTable,
  publicationDocument,
  seal,
  storedFile,
} from '#db/schema/published.ts';
import type { DocumentBody } from '#server/domain/publication/documents.ts';
import { reportFormats } from '#server/domain/report/document.types.ts';
import { parseDocument } from './serialise-document.ts';
import {
  calculateRoot,
  buildDocumentPath,
  type SealedPart,
  serialiseManifest,
  serialiseStatement,
} from './seal.ts';
import type { Signer } from './signer.ts';
import { listChecksums } from './save-publication.ts';

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
  const manifest = serialiseManifest(await listParts(tx, publication));
  const root = calculateRoot(manifest);
  const [last] = await tx
    .select({ number: seal.number, root: seal.rootSha256 })
    .from(seal)
    .where(eq(seal.publication, publication))
    .orderBy(desc(seal.number))
    .limit(1);
  if (last?.root === root) return;
  await tx.insert(seal).values({
    publication,
    number: (last?.number ?? 0) + 1,
    manifest,
    rootSha256: root,
    keyId: signer.keyId,
    signature: signer.sign(serialiseStatement(publication, root)),
    sealedAt: at.toISOString(),
  });
}

/** Every part of a publication with its path in the bundle and the checksum of its bytes. */
export async function listParts(tx: Reader, publication: number): Promise<SealedPart[]> {
  const documents = await listChecksums(tx, publication);
  return [
    ...[...documents].map(([address, sha256]) => ({ path: buildDocumentPath(address), sha256 })),
    ...(await listFiles(tx, publication)).map(({ path, sha256 }) => ({ path, sha256 })),
  ];
}

export type PublishedFile = SealedPart & { storageKeys: string[] };

/** The files of a publication: released evidence, and the newest approved report once all its forms are there. */
export async function listFiles(tx: Reader, publication: number): Promise<PublishedFile[]> {
  const [stored] = await tx
    .select({ body: document.body })
    .from(publicationDocument)
    .innerJoin(document, eq(document.sha256, publicationDocument.sha256))
    .where(
      and(eq(publicationDocument.publication, publication), eq(publicationDocument.address, 'evidence')),
    );
  const evidence = stored ? (parseDocument(stored.body) as DocumentBody<'evidence'>) : [];
  const files = evidence.flatMap((entry) => (entry.kind === 'file' ? [entry] : []));
  const places = await tx
    .select()
    .from(storedFile)
    .where(sql`${storedFile.sha256} = any (${sql.param(files.map(({ sha256 }) => sha256))}::text[])`)
    .orderBy(storedFile.storageKey);
  const keysOf = Map.groupBy(places, ({ sha256 }) => sha256);
  const reports = await tx
    .select({
      format: publishedReportFile.format,
      draft: publishedReportFile.draftNumber,
      sha256: publishedReportFile.sha256,
      key: publishedReportFile.storageKey,
    })
    .from(publishedReportFile)
    .innerJoin(
      publicationTable,
      and(
        eq(publicationTable.compilationSha256, publishedReportFile.compilationSha256),
        eq(publicationTable.contentSha256, publishedReportFile.contentSha256),
      ),
    )
    .where(eq(publicationTable.number, publication))
    .orderBy(desc(publishedReportFile.draftNumber), publishedReportFile.format);
  const newest = reports.filter(({ draft }) => draft === reports[0]?.draft);
  return [
    ...files.map(({ id, fileName, sha256 }) => ({
      path: `evidence/${id}${readEnding(fileName)}`,
      sha256,
      storageKeys: (keysOf.get(sha256) ?? []).map(({ storageKey }) => storageKey),
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
