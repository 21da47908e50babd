import { sql, and, desc, eq, inArray } from 'drizzle-orm';
import { document, publicationDocument, seal as sealTable, signingKey } from '#db/schema/published.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { parseDocumentKind } from '#server/domain/publication/documents.ts';
import {
  type BundledFile,
  type BundleInfo,
  buildSealFile,
  listTagFiles,
  type Seal,
  type SealFile,
  serialiseBundle,
} from '#server/publications/bundle.ts';
import { buildDocumentPath, type SealedPart } from '#server/publications/seal.ts';
import { listFiles } from '#server/publications/seal-publication.ts';
import type { FilesContext } from '#server/operation/files-context.ts';
import type { PublicContext } from '#server/operation/operation-context.ts';
import { requirePublication } from '#server/queries/dashboard/scope.ts';

type SealContext = PublicContext & Pick<FilesContext, 'connections' | 'files'>;

/** A part of a publication as it lies here now; whether it is as it was sealed is for the reader to see. */
export type ListedPart = SealedPart & { bytes: number | null };

export type SealAnswer = {
  publication: { number: number; title: string; plan: string; publishedAt: string };
  seal: SealFile;
  /** Earlier seals, newest first: from before the report was added. */
  earlier: { number: number; root: string; sealedAt: string }[];
  parts: ListedPart[];
};

/** The seal of a publication with all that it covers. Throws as `requirePublication`. */
export async function getSeal(context: SealContext, input: { number: number }): Promise<SealAnswer> {
  const { seal, ...answer } = await loadSeal(context, input);
  return { ...answer, seal: buildSealFile(seal) };
}

async function loadSeal(
  context: SealContext,
  input: { number: number },
): Promise<Omit<SealAnswer, 'seal'> & { seal: Seal }> {
  const { number, title, planTitle, publishedAt } = await requirePublication(context, input.number);
  const database = context.connections.public;
  const seals = await database
    .select({
      publication: sealTable.publication,
      number: sealTable.number,
      manifest: sealTable.manifest,
      root: sealTable.rootSha256,
      keyId: sealTable.keyId,
      publicKey: signingKey.publicKey,
      signature: sealTable.signature,
      sealedAt: sealTable.sealedAt,
    })
    .from(sealTable)
    .innerJoin(signingKey, eq(signingKey.id, sealTable.keyId))
    .where(eq(sealTable.publication, number))
    .orderBy(desc(sealTable.number));
  const [newest, ...earlier] = seals.map((seal) => ({
    ...seal,
    sealedAt: new Date(seal.sealedAt).toISOString(),
  }));
  if (!newest) throw new DomainError('NOT_FOUND', `Publication ${number} has no seal.`);
  const documents = await database
    .select({
      address: publicationDocument.address,
      sha256: publicationDocument.sha256,
      bytes: sql`octet_length(${document.body})`.mapWith(Number),
    })
    .from(publicationDocument)
    .innerJoin(document, eq(document.sha256, publicationDocument.sha256))
    .where(eq(publicationDocument.publication, number))
    .orderBy(publicationDocument.address);
  const files = await listFiles(database, number);
  return {
    publication: { number, title, plan: planTitle, publishedAt },
    seal: newest,
    earlier: earlier.map(({ number: of, root, sealedAt }) => ({ number: of, root, sealedAt })),
    parts: [
      ...documents.map(({ address, sha256, bytes }) => ({ path: buildDocumentPath(address), sha256, bytes })),
      ...files.map(({ path, sha256 }) => ({ path, sha256, bytes: null })),
    ],
  };
}

/** The text of a document by its address in a publication. Throws NOT_FOUND where there is none. */
export async function getSealedDocument(
  context: SealContext,
  input: { number: number; address: string },
): Promise<{ text: string; sha256: string }> {
  const { number } = await requirePublication(context, input.number);
  const [row] = await context.connections.public
    .select({ text: document.body, sha256: document.sha256 })
    .from(publicationDocument)
    .innerJoin(document, eq(document.sha256, publicationDocument.sha256))
    .where(and(eq(publicationDocument.publication, number), eq(publicationDocument.address, input.address)));
  if (!row) throw new DomainError('NOT_FOUND', `Publication ${number} has no document at this address.`);
  return row;
}

/** Documents are read for the bundle so many at a time. */
const atOnce = 100;

/** The bundle of a publication as a ZIP file: a bag with all its parts and the seal. */
export async function getBundle(
  context: SealContext,
  input: { number: number; origin: string },
): Promise<{ fileName: string; etag: string; open: () => ReadableStream<Uint8Array> }> {
  const { seal, parts, publication } = await loadSeal(context, input);
  const { number } = publication;
  const folder = `bohol-publication-${number}`;
  const database = context.connections.public;
  const files = await listFiles(database, number);
  const info: Omit<BundleInfo, 'bytes'> = {
    address: `${input.origin}/publications/${number}`,
    title: publication.title,
    plan: publication.plan,
  };
  async function* list(): AsyncGenerator<BundledFile> {
    let bytes = 0;
    const documents = parts.flatMap(({ path }) => (path.startsWith('documents/') ? [path] : []));
    for (let start = 0; start < documents.length; start += atOnce) {
      const addresses = documents.slice(start, start + atOnce).map((path) => path.slice(10, -5));
      const rows = await database
        .select({ address: publicationDocument.address, body: document.body })
        .from(publicationDocument)
        .innerJoin(document, eq(document.sha256, publicationDocument.sha256))
        .where(
          and(eq(publicationDocument.publication, number), inArray(publicationDocument.address, addresses)),
        )
        .orderBy(publicationDocument.address);
      for (const { address, body } of rows) {
        bytes += Buffer.byteLength(body);
        yield { path: `${folder}/data/${buildDocumentPath(address)}`, content: body };
      }
    }
    for (const { path, storageKeys } of files) {
      for (const key of storageKeys) {
        const content = await context.files.open(key);
        if (!content) continue;
        yield {
          path: `${folder}/data/${path}`,
          pieces: (async function* () {
            for await (const piece of content as unknown as AsyncIterable<Uint8Array>) {
              bytes += piece.length;
              yield piece;
            }
          })(),
        };
        break;
      }
    }
    for (const [name, content] of listTagFiles(seal, { ...info, bytes })) {
      yield { path: `${folder}/${name}`, content };
    }
  }
  return {
    fileName: `${folder}.zip`,
    etag: `"${seal.root.slice(0, 32)}-${seal.number}"`,
    open: () => serialiseBundle(list(), new Date(seal.sealedAt)),
  };
}

/** Whether an address could be that of a document. */
export function isDocumentAddress(address: string): boolean {
  try {
    parseDocumentKind(address);
    return true;
  } catch {
    return false;
  }
}
