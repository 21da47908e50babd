import { evidence as evidenceTable } from '#db/schema/submission.ts';
import type { Disclosure, EvidencePurpose } from '#server/domain/evidence/evidence.rules.ts';
import type { StoredContent } from './store-file.ts';
import type { Run } from '#server/operation/run-operation.ts';
import { writeRevision } from '#server/operation/write-revision.ts';
import type { StoredSubmission } from '#server/loaders/submission/load-submission.ts';

/** What history keeps of a piece of evidence, and shows. */
export type EvidenceRevision = {
  subject: 'activity' | 'indicator' | null;
  code: string | null;
  cell: string | null;
  title: string;
  disclosure: Disclosure;
  /** The name of the file, or the address of the link. */
  source: string;
  sha256: string | null;
};

export type NewEvidence = {
  purpose: EvidencePurpose;
  activityId: number | null;
  indicatorId: number | null;
  subject: EvidenceRevision['subject'];
  code: string | null;
  cell: string | null;
  title: string;
  disclosure: Disclosure;
  packReference: string | null;
} & ({ link: string; file: null } | { link: null; file: StoredContent });

/** Writes the row and its first line of history; returns the id of the row. */
export async function insertEvidence(run: Run<StoredSubmission>, evidence: NewEvidence): Promise<number> {
  const { tx, personId, resource: submission } = run;
  const { file, link } = evidence;
  const [row] = await tx
    .insert(evidenceTable)
    .values({
      submissionId: submission.id,
      purpose: evidence.purpose,
      activityId: evidence.activityId,
      indicatorId: evidence.indicatorId,
      cell: evidence.cell,
      kind: file ? 'file' : 'link',
      title: evidence.title,
      url: link,
      storageKey: file?.storageKey ?? null,
      fileName: file?.fileName ?? null,
      contentType: file?.contentType ?? null,
      sizeBytes: file?.sizeBytes ?? null,
      sha256: file?.sha256 ?? null,
      scan: file?.scan ?? null,
      disclosure: evidence.disclosure,
      packReference: evidence.packReference,
      addedBy: personId,
      addedAt: run.now().toISOString(),
      removedContents: [...(file?.removed ?? [])],
    })
    .returning({ id: evidenceTable.id });
  if (!row) throw new Error('An insert that returns gives a row.');
  await noteEvidence(run, submission, row.id, null, {
    subject: evidence.subject,
    code: evidence.code,
    cell: evidence.cell,
    title: evidence.title,
    disclosure: evidence.disclosure,
    source: file ? file.fileName : link,
    sha256: file?.sha256 ?? null,
  });
  return row.id;
}

/** Adds to the history of a piece of evidence; `after` null says that it was removed. */
export const noteEvidence = (
  run: Run,
  submission: { id: number },
  id: number,
  before: EvidenceRevision | null,
  after: EvidenceRevision | null,
): Promise<void> =>
  writeRevision(run, run.now().toISOString(), {
    submissionId: submission.id,
    subject: 'evidence',
    key: String(id),
    before,
    after,
  });
