import { sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import { DomainError, refuseBadInput } from '#server/domain/error/domain-error.ts';
import {
  type Disclosure,
  type EvidencePurpose,
  findTitleProblem,
} from '#server/domain/evidence/evidence.rules.ts';
import { normaliseText } from '#server/domain/submission/text.rules.ts';
import { assertOpenForWriting, loadSubmission } from '#server/loaders/submission/load-submission.ts';
import {
  inTransaction,
  requirePermission,
  requireViewer,
  type OperationContext,
} from '#server/operation/operation-context.ts';
import { assertItemOpen } from './locate-item.ts';
import { type EvidenceRevision, insertRevision } from './write-evidence.ts';

/** Changes the title of a piece of evidence or who may see it. Throws NOT_FOUND, FORBIDDEN, NOT_OPEN, BAD_INPUT. */
export function changeEvidence(
  context: OperationContext,
  input: { evidence: number; title: string; disclosure: Disclosure },
): Promise<{ changed: boolean }> {
  requireViewer(context);
  const title = normaliseText(input.title).trim();
  return inTransaction(context, async (tx) => {
    const { row, submissionId, personId } = await openForChange(context, tx, input.evidence);
    const problem = findTitleProblem(title);
    const { disclosure } = input;
    refuseBadInput([
      ...(problem ? [{ path: 'title', message: problem }] : []),
      ...(row.purpose === 'clearance' && disclosure !== 'private'
        ? [{ path: 'disclosure', message: 'A signed scan is always private.' }]
        : []),
    ]);
    if (row.title === title && row.disclosure === disclosure) return { changed: false };
    const rows = await tx.execute(sql`
      update tracker.evidence set title = ${title}, disclosure = ${disclosure}
      where id = ${input.evidence} and removed_at is null returning id`);
    assertWritten(rows.length);
    const before = asRevision(row);
    const after = { ...before, title, disclosure };
    await insertRevision(context, tx, { submissionId, personId, id: input.evidence, before, after });
    return { changed: true };
  });
}

/**
 * Removes a piece of evidence: nobody sees or opens it from then on; that it was there, who removed it and when stays.
 * The file itself is erased some weeks later (docs/operations/files.md). False: it was removed before.
 */
export function removeEvidence(
  context: OperationContext,
  input: { evidence: number },
): Promise<{ removed: boolean }> {
  requireViewer(context);
  return inTransaction(context, async (tx) => {
    const { row, submissionId, personId } = await openForChange(context, tx, input.evidence);
    const rows = await tx.execute(sql`
      update tracker.evidence
      set removed_at = ${context.now().toISOString()}::timestamptz, removed_by = ${personId}
      where id = ${input.evidence} and removed_at is null returning id`);
    assertWritten(rows.length);
    const before = asRevision(row);
    await insertRevision(context, tx, { submissionId, personId, id: input.evidence, before, after: null });
    return { removed: true };
  });
}

type StoredEvidence = {
  purpose: EvidencePurpose;
  round: string;
  reporter: string;
  activity_id: number | null;
  indicator_id: number | null;
  code: string | null;
  cell: string | null;
  title: string;
  disclosure: Disclosure;
  source: string;
  sha256: string | null;
};

/** The row, locked with its report, where the viewer may change it now. */
async function openForChange(context: OperationContext, tx: Transaction, id: number) {
  const [row] = await tx.execute<StoredEvidence>(sql`
    select e.purpose, r.code as round, p.code as reporter, e.activity_id, e.indicator_id,
      coalesce(a.code, i.code) as code, e.cell, e.title, e.disclosure, coalesce(e.file_name, e.url, '') as source,
      e.sha256
    from tracker.evidence e
    join tracker.submission s on s.id = e.submission_id
    join tracker.round r on r.id = s.round_id
    join tracker.reporter p on p.id = s.reporter_id
    left join tracker.activity a on a.id = e.activity_id
    left join tracker.indicator i on i.id = e.indicator_id
    where e.id = ${id} and e.removed_at is null`);
  if (!row) throw new DomainError('NOT_FOUND', 'This evidence is not there, or was removed.');
  const submission = await loadSubmission(tx, row, 'share');
  const { personId } = requirePermission(
    context,
    row.purpose === 'clearance' ? 'report.printPack' : 'report.write',
    { reporter: submission.reporter },
  );
  if (row.purpose === 'support') {
    assertOpenForWriting(submission, context);
    const item = { activityId: row.activity_id, indicatorId: row.indicator_id };
    await assertItemOpen(tx, submission, item, { code: row.code ?? '' });
  }
  return { row, submissionId: submission.id, personId };
}

/** Rows that the policies keep from being changed, or that somebody else removed a moment ago. */
function assertWritten(rows: number): void {
  if (rows === 0) {
    throw new DomainError('FORBIDDEN', 'This evidence is not yours to change, or was removed just now.');
  }
}

function asRevision(row: StoredEvidence): EvidenceRevision {
  const { code, cell, title, disclosure, source, sha256 } = row;
  const subject = row.activity_id !== null ? 'activity' : row.indicator_id !== null ? 'indicator' : null;
  return { subject, code, cell, title, disclosure, source, sha256 };
}
