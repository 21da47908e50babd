import { and, eq } from 'drizzle-orm';
import { publishedEvidence } from '#db/schema/published.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import type { FilesContext } from '#server/use-cases/evidence/files-context.ts';

export type OpenedPublicEvidence = {
  fileName: string;
  contentType: string;
  sizeBytes: number;
  sha256: string;
  /** Opens the stored file; null once it was taken down. Called inside the server only. */
  open: () => Promise<ReadableStream<Uint8Array> | null>;
};

/**
 * A file of evidence that stands in a publication, for everybody. Goes by what was published and nothing else: the
 * report that it came from is not looked at. Throws NOT_FOUND for an id that the publication does not have, and for a
 * link.
 */
export async function openPublicEvidence(
  { connections, files }: Pick<FilesContext, 'connections' | 'files'>,
  input: { publication: number; id: string },
): Promise<OpenedPublicEvidence> {
  const [row] = await connections.public
    .select()
    .from(publishedEvidence)
    .where(
      and(
        eq(publishedEvidence.publication, input.publication),
        eq(publishedEvidence.id, input.id),
        eq(publishedEvidence.kind, 'file'),
      ),
    );
  const { storageKey, fileName, contentType, sizeBytes, sha256 } = row ?? {};
  if (!storageKey || !fileName || !contentType || !sizeBytes || !sha256) {
    throw new DomainError('NOT_FOUND', `Publication ${input.publication} has no such file.`);
  }
  return { fileName, contentType, sizeBytes, sha256, open: () => files.open(storageKey) };
}
