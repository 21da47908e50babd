import { eq } from 'drizzle-orm';
import { storedFile } from '#db/schema/published.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { readDocument } from '#server/publications/publication-reader.ts';
import type { FilesContext } from '#server/operation/files-context.ts';

export type OpenedPublicEvidence = {
  fileName: string;
  contentType: string;
  sizeBytes: number;
  sha256: string;
  /** Opens the stored file; null once it was taken down. Called inside the server only. */
  open: () => Promise<ReadableStream<Uint8Array> | null>;
};

type Context = Pick<FilesContext, 'connections' | 'published' | 'files'>;

/**
 * A file of evidence that stands in a publication, for everybody. Goes by what was published and nothing else: the
 * report that it came from is not looked at. Throws NOT_FOUND for an id that the publication does not have, and for a
 * link.
 */
export async function getPublicEvidenceFile(
  context: Context,
  input: { publication: number; id: string },
): Promise<OpenedPublicEvidence> {
  const evidence = (await readDocument(context.published, input.publication, 'evidence')) ?? [];
  const entry = evidence.find(({ id }) => id === input.id);
  if (entry?.kind !== 'file') {
    throw new DomainError('NOT_FOUND', `Publication ${input.publication} has no such file.`);
  }
  const { fileName, contentType, sizeBytes, sha256 } = entry;
  return { fileName, contentType, sizeBytes, sha256, open: () => openStored(context, sha256) };
}

/** The same file may have been attached more than once; each copy may have been taken down by itself. */
async function openStored(
  { connections, files }: Context,
  sha256: string,
): Promise<ReadableStream<Uint8Array> | null> {
  const copies = await connections.public
    .select({ key: storedFile.storageKey })
    .from(storedFile)
    .where(eq(storedFile.sha256, sha256))
    .orderBy(storedFile.storageKey);
  for (const { key } of copies) {
    const content = await files.open(key);
    if (content) return content;
  }
  return null;
}
