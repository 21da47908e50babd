import { and, eq, isNull, sql } from 'drizzle-orm';
import { z } from 'zod';
import { type RowOf, readRows } from '#db/rows.ts';
import { evidence as evidenceTable } from '#db/schema/submission.ts';
import { DomainError, requireNoProblems } from '#server/domain/error/domain-error.ts';
import { type Disclosure, disclosures, findTitleProblem } from '#server/domain/evidence/evidence.rules.ts';
import { normaliseText } from '#server/domain/submission/text.rules.ts';
import {
  requireOpenForWriting,
  loadSubmission,
  type StoredSubmission,
} from '#server/loaders/submission/load-submission.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { requireItemOpen } from './get-changeable-item.ts';
import { type EvidenceRevision, recordEvidence } from './save-evidence.ts';
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
    requireNoProblems([
      ...(problem ? [{ path: 'title', message: problem }] : []),
      ...(stored.purpose === 'clearance' && disclosure !== 'private'
        ? [{ path: 'disclosure', message: 'A signed scan is always private.' }]
        : []),
    ]);
    if (stored.title === title && stored.disclosure === disclosure) return { changed: false };
    const rows = await tx
      .update(evidenceTable)
      .set({ title, disclosure })
      .where(and(eq(evidenceTable.id, input.evidence), isNull(evidenceTable.removedAt)))
      .returning({ id: evidenceTable.id });
    assertWritten(rows.length);
    const before = asRevision(stored);
    const after = { ...before, title, disclosure };
    await recordEvidence(run, stored.submission, input.evidence, before, after);
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
    const rows = await tx
      .update(evidenceTable)
      .set({ removedAt: context.now().toISOString(), removedBy: personId })
      .where(and(eq(evidenceTable.id, input.evidence), isNull(evidenceTable.removedAt)))
      .returning({ id: evidenceTable.id });
    assertWritten(rows.length);
    await recordEvidence(run, stored.submission, input.evidence, asRevision(stored), null);
    return { removed: true };
  });
}

const evidenceShape = {
  purpose: z.enum(evidenceTable.purpose.enumValues),
  round: z.string(),
  reporter: z.string(),
  activity_id: z.number().nullable(),
  indicator_id: z.number().nullable(),
  code: z.string().nullable(),
  cell: z.string().nullable(),
  title: z.string(),
  disclosure: z.enum(disclosures),
  source: z.string(),
  sha256: z.string().nullable(),
};
type StoredEvidence = Omit<RowOf<typeof evidenceShape>, 'reporter'> &
  Pick<StoredSubmission, 'reporter'> & { submission: StoredSubmission };

const permissionFor = ({ purpose }: StoredEvidence) =>
  purpose === 'clearance' ? 'report.printPack' : 'report.write';

/** The row with its report, which is held. */
async function findEvidence(
  { tx }: Pick<Run, 'tx'>,
  { evidence }: { evidence: number },
): Promise<StoredEvidence> {
  const [row] = await readRows(
    tx,
    evidenceShape,
    sql`
    select e.purpose, r.code as round, p.code as reporter, e.activity_id, e.indicator_id,
      coalesce(a.code, i.code) as code, e.cell, e.title, e.disclosure, coalesce(e.file_name, e.url, '') as source,
      e.sha256
    from tracker.evidence e
    join tracker.submission s on s.id = e.submission_id
    join tracker.round r on r.id = s.round_id
    join tracker.reporter p on p.id = s.reporter_id
    left join tracker.activity a on a.id = e.activity_id
    left join tracker.indicator i on i.id = e.indicator_id
    where e.id = ${evidence} and e.removed_at is null`,
  );
  if (!row) throw new DomainError('NOT_FOUND', 'This evidence does not exist or was removed.');
  const submission = await loadSubmission(tx, row, 'share');
  return { ...row, reporter: submission.reporter, submission };
}

/** Support is changed with its item; a signed scan in any status. */
async function assertOpenForChange(run: Run<StoredEvidence>): Promise<void> {
  const { purpose, submission, code, activity_id: activityId, indicator_id: indicatorId } = run.resource;
  if (purpose !== 'support') return;
  requireOpenForWriting(submission, run);
  await requireItemOpen(run.tx, submission, { activityId, indicatorId }, { code: code ?? '' });
}

/** Rows that the policies keep from being changed, or that somebody else removed a moment ago. */
function assertWritten(rows: number): void {
  if (rows === 0) {
    throw new DomainError('FORBIDDEN', 'You cannot change this evidence, or it was just removed.');
  }
}

function asRevision(row: StoredEvidence): EvidenceRevision {
  const { code, cell, title, disclosure, source, sha256 } = row;
  const subject = row.activity_id !== null ? 'activity' : row.indicator_id !== null ? 'indicator' : null;
  return { subject, code, cell, title, disclosure, source, sha256 };
}
