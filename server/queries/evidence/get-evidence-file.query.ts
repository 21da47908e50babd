import { sql, and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { readRows } from '#db/rows.ts';
import { reporter } from '#db/schema/participants.ts';
import { evidence, round, submission } from '#db/schema/submission.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import type { FilesContext } from '#server/operation/files-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';

export type OpenedEvidence = {
  fileName: string;
  contentType: string;
  sizeBytes: number;
  sha256: string;
  /** The report that it belongs to, where the viewer is not of its own people: then the audit notes the download. */
  from: { round: string; reporter: string } | null;
  /** Opens the stored file. Called inside the server only: over HTTP an answer has no functions. */
  open: () => Promise<ReadableStream<Uint8Array>>;
};

const evidenceShape = {
  fileName: z.string(),
  contentType: z.string(),
  sizeBytes: z.number(),
  sha256: z.string(),
  key: z.string(),
};

/**
 * A file to download, for whoever sees its row. Throws NOT_FOUND for everybody else, for a link, and for a file that
 * was removed.
 */
export async function getEvidenceFile(
  context: FilesContext,
  input: { evidence: number },
): Promise<OpenedEvidence> {
  const file = await runOperation(context, { permission: null }, {}, async ({ tx }) => {
    const [found] = await readRows(
      tx,
      evidenceShape,
      sql`select storage_key as key, file_name as "fileName", content_type as "contentType",
        size_bytes::integer as "sizeBytes", sha256
      from tracker.evidence where id = ${input.evidence} and kind = 'file' and removed_at is null`,
    );
    const [from] = await tx
      .select({ round: round.code, reporter: reporter.code })
      .from(evidence)
      .innerJoin(submission, eq(submission.id, evidence.submissionId))
      .innerJoin(round, eq(round.id, submission.roundId))
      .innerJoin(reporter, eq(reporter.id, submission.reporterId))
      .where(
        and(
          eq(evidence.id, input.evidence),
          sql`${submission.reporterId} <> all (tracker.viewer_reporter_ids())`,
        ),
      );
    return found && { ...found, from: from ?? null };
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
