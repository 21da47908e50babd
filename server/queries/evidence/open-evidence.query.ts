import { sql } from 'drizzle-orm';
import { DomainError } from '#server/domain/error/domain-error.ts';
import type { FilesContext } from '#server/use-cases/evidence/files-context.ts';
import { recordSeenWith } from '#server/use-cases/audit/record-seen.ts';
import { inTransaction } from '#server/use-cases/use-case-context.ts';

export type OpenedEvidence = {
  fileName: string;
  contentType: string;
  sizeBytes: number;
  sha256: string;
  /** Opens the stored file. Called inside the server only: over HTTP an answer has no functions. */
  open: () => Promise<ReadableStream<Uint8Array>>;
};

/**
 * A file to download, for whoever sees its row. Throws NOT_FOUND for everybody else, for a link, and for a file that
 * was removed.
 */
export async function openEvidence(
  context: FilesContext,
  input: { evidence: number },
): Promise<OpenedEvidence> {
  const file = await inTransaction(context, async (tx) => {
    const [found] = await tx.execute<Omit<OpenedEvidence, 'open'> & { key: string }>(sql`
      select storage_key as key, file_name as "fileName", content_type as "contentType",
        size_bytes::integer as "sizeBytes", sha256
      from tracker.evidence where id = ${input.evidence} and kind = 'file' and removed_at is null`);
    // A reporter's own people read their own files; whoever else takes one away is told.
    const [from] = await tx.execute<{ round: string; reporter: string }>(sql`
      select r.code as round, q.code as reporter from tracker.evidence e
      join tracker.submission s on s.id = e.submission_id
      join tracker.round r on r.id = s.round_id join tracker.reporter q on q.id = s.reporter_id
      where e.id = ${input.evidence} and s.reporter_id <> all (tracker.viewer_reporter_ids())`);
    if (found && from) {
      await recordSeenWith(tx, context, {
        event: 'downloaded',
        ...from,
        subject: `evidence ${input.evidence}`,
      });
    }
    return found;
  });
  if (!file) throw new DomainError('NOT_FOUND', 'This file is not there, or was removed.');
  const { key, ...known } = file;
  return {
    ...known,
    async open() {
      const content = await context.files.open(key);
      // The row is there and the file is not: the operator's business, and no 404.
      if (!content) throw new Error(`The stored file of evidence ${input.evidence} is missing.`);
      return content;
    },
  };
}
