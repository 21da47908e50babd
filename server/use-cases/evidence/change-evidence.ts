import { sql } from 'drizzle-orm';
import { DomainError, refuseBadInput } from '#server/domain/error/domain-error.ts';
import {
  type Disclosure,
  type EvidencePurpose,
  findTitleProblem,
} from '#server/domain/evidence/evidence.rules.ts';
import { normaliseText } from '#server/domain/submission/text.rules.ts';
import {
  assertOpenForWriting,
  loadSubmission,
  type StoredSubmission,
} from '#server/loaders/submission/load-submission.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { assertItemOpen } from './locate-item.ts';
import { type EvidenceRevision, noteEvidence } from './write-evidence.ts';
import { type Run, runOperation } from '#server/operation/run-operation.ts';

/** Changes the title of a piece of evidence or who may see it. Throws NOT_FOUND, FORBIDDEN, NOT_OPEN, BAD_INPUT. */
export function changeEvidence(
  context: OperationContext,
  input: { evidence: number; title: string; disclosure: Disclosure },
): Promise<{ changed: boolean }> {
  return runOperation(context, { permission: permissionFor, resource: findEvidence }, input, async (run) => {
    const { tx, resource: stored } = run;
    const title = normaliseText(input.title).trim();
    await assertOpenForChange(run);
    const problem = findTitleProblem(title);
    const { disclosure } = input;
    refuseBadInput([
      ...(problem ? [{ path: 'title', message: problem }] : []),
      ...(stored.purpose === 'clearance' && disclosure !== 'private'
        ? [{ path: 'disclosure', message: 'A signed scan is always private.' }]
        : []),
    ]);
    if (stored.title === title && stored.disclosure === disclosure) return { changed: false };
    const rows = await tx.execute(sql`
      update tracker.evidence set title = ${title}, disclosure = ${disclosure}
      where id = ${input.evidence} and removed_at is null returning id`);
    assertWritten(rows.length);
    const before = asRevision(stored);
    const after = { ...before, title, disclosure };
    await noteEvidence(run, stored.submission, input.evidence, before, after);
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
  return runOperation(context, { permission: permissionFor, resource: findEvidence }, input, async (run) => {
    const { tx, personId, resource: stored } = run;
    await assertOpenForChange(run);
    const rows = await tx.execute(sql`
      update tracker.evidence
      set removed_at = ${context.now().toISOString()}::timestamptz, removed_by = ${personId}
      where id = ${input.evidence} and removed_at is null returning id`);
    assertWritten(rows.length);
    await noteEvidence(run, stored.submission, input.evidence, asRevision(stored), null);
    return { removed: true };
  });
}

type EvidenceRow = {
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
type StoredEvidence = Omit<EvidenceRow, 'reporter'> &
  Pick<StoredSubmission, 'reporter'> & { submission: StoredSubmission };

const permissionFor = ({ purpose }: StoredEvidence) =>
  purpose === 'clearance' ? 'report.printPack' : 'report.write';

/** The row with its report, which is held. */
async function findEvidence(
  { tx }: Pick<Run, 'tx'>,
  { evidence }: { evidence: number },
): Promise<StoredEvidence> {
  const [row] = await tx.execute<EvidenceRow>(sql`
    select e.purpose, r.code as round, p.code as reporter, e.activity_id, e.indicator_id,
      coalesce(a.code, i.code) as code, e.cell, e.title, e.disclosure, coalesce(e.file_name, e.url, '') as source,
      e.sha256
    from tracker.evidence e
    join tracker.submission s on s.id = e.submission_id
    join tracker.round r on r.id = s.round_id
    join tracker.reporter p on p.id = s.reporter_id
    left join tracker.activity a on a.id = e.activity_id
    left join tracker.indicator i on i.id = e.indicator_id
    where e.id = ${evidence} and e.removed_at is null`);
  if (!row) throw new DomainError('NOT_FOUND', 'This evidence is not there, or was removed.');
  const submission = await loadSubmission(tx, row, 'share');
  return { ...row, reporter: submission.reporter, submission };
}

/** Support is changed with its item; a signed scan in any status. */
async function assertOpenForChange(run: Run<StoredEvidence>): Promise<void> {
  const { purpose, submission, code, activity_id: activityId, indicator_id: indicatorId } = run.resource;
  if (purpose !== 'support') return;
  assertOpenForWriting(submission, run);
  await assertItemOpen(run.tx, submission, { activityId, indicatorId }, { code: code ?? '' });
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
