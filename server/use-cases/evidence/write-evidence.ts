import { sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import type { Disclosure, EvidencePurpose } from '#server/domain/evidence/evidence.rules.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import type { StoredContent } from './store-file.ts';

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
  submissionId: number;
  personId: string;
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
export async function insertEvidence(
  context: OperationContext,
  tx: Transaction,
  evidence: NewEvidence,
): Promise<number> {
  const { file, link } = evidence;
  const [row] = await tx.execute<{ id: number }>(sql`
    insert into tracker.evidence (submission_id, purpose, activity_id, indicator_id, cell, kind, title, url,
      storage_key, file_name, content_type, size_bytes, sha256, scan, disclosure, pack_reference, added_by, added_at,
      removed_contents)
    values (${evidence.submissionId}, ${evidence.purpose}, ${evidence.activityId}, ${evidence.indicatorId},
      ${evidence.cell}, ${file ? 'file' : 'link'}, ${evidence.title}, ${link}, ${file?.storageKey ?? null},
      ${file?.fileName ?? null}, ${file?.contentType ?? null}, ${file?.sizeBytes ?? null}, ${file?.sha256 ?? null},
      ${file?.scan ?? null}, ${evidence.disclosure}, ${evidence.packReference}, ${evidence.personId},
      ${context.now().toISOString()}::timestamptz,
      array(select json_array_elements_text(${JSON.stringify(file?.removed ?? [])}::text::json)))
    returning id`);
  if (!row) throw new Error('An insert that returns gives a row.');
  await insertRevision(context, tx, {
    submissionId: evidence.submissionId,
    personId: evidence.personId,
    id: row.id,
    before: null,
    after: {
      subject: evidence.subject,
      code: evidence.code,
      cell: evidence.cell,
      title: evidence.title,
      disclosure: evidence.disclosure,
      source: file ? file.fileName : link,
      sha256: file?.sha256 ?? null,
    },
  });
  return row.id;
}

/** One line of history; `after` null says that it was removed. */
export async function insertRevision(
  context: OperationContext,
  tx: Transaction,
  revision: {
    submissionId: number;
    personId: string;
    id: number;
    before: EvidenceRevision | null;
    after: EvidenceRevision | null;
  },
): Promise<void> {
  const asJson = (side: EvidenceRevision | null) => (side === null ? null : JSON.stringify(side));
  await tx.execute(sql`
    insert into tracker.revision (submission_id, subject, subject_key, before, after, changed_by, changed_at)
    values (${revision.submissionId}, 'evidence', ${String(revision.id)}, ${asJson(revision.before)}::text::jsonb,
      ${asJson(revision.after)}::text::jsonb, ${revision.personId}, ${context.now().toISOString()}::timestamptz)`);
}
