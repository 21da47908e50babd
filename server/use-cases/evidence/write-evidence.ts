import { sql } from 'drizzle-orm';
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
  const [row] = await tx.execute<{ id: number }>(sql`
    insert into tracker.evidence (submission_id, purpose, activity_id, indicator_id, cell, kind, title, url,
      storage_key, file_name, content_type, size_bytes, sha256, scan, disclosure, pack_reference, added_by, added_at,
      removed_contents)
    values (${submission.id}, ${evidence.purpose}, ${evidence.activityId}, ${evidence.indicatorId},
      ${evidence.cell}, ${file ? 'file' : 'link'}, ${evidence.title}, ${link}, ${file?.storageKey ?? null},
      ${file?.fileName ?? null}, ${file?.contentType ?? null}, ${file?.sizeBytes ?? null}, ${file?.sha256 ?? null},
      ${file?.scan ?? null}, ${evidence.disclosure}, ${evidence.packReference}, ${personId},
      ${run.now().toISOString()}::timestamptz,
      array(select json_array_elements_text(${JSON.stringify(file?.removed ?? [])}::text::json)))
    returning id`);
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
