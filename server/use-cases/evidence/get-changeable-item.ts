import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows } from '#db/rows.ts';
import { DomainError, requireNoProblems } from '#server/domain/error/domain-error.ts';
import { mostEvidenceOfItem, mostEvidenceOfReport } from '#server/domain/evidence/evidence.rules.ts';
import { isItemOpen } from '#server/domain/submission/submission.workflow.ts';
import { listEvidenceCells } from '#server/loaders/evidence/list-evidence-cells.ts';
import {
  requireOpenForWriting,
  listQueriedItems,
  type StoredSubmission,
} from '#server/loaders/submission/load-submission.ts';
import type { Run } from '#server/operation/run-operation.ts';

/** What evidence is attached to: an activity, an indicator, or one cell of an indicator ("total", "sex=female"). */
export type EvidencePlace = {
  round: string;
  reporter: string;
  subject: 'activity' | 'indicator';
  code: string;
  cell?: string | undefined;
};

export type LocatedItem = {
  activityId: number | null;
  indicatorId: number | null;
  cell: string | null;
};

/**
 * Finds the item among those that the viewer sees, and makes sure that it can be changed now. Throws NOT_FOUND,
 * ROUND_CLOSED, NOT_OPEN, BAD_INPUT.
 */
export async function getChangeableItem(
  run: Run<StoredSubmission>,
  place: EvidencePlace,
): Promise<LocatedItem> {
  const { tx, resource: submission } = run;
  requireOpenForWriting(submission, run);
  const isActivity = place.subject === 'activity';
  const [row] = await readRows(
    tx,
    { id: z.number() },
    isActivity
      ? sql`select ar.activity_id as id from tracker.activity_report ar
          join tracker.activity a on a.id = ar.activity_id
          where ar.submission_id = ${submission.id} and a.code = ${place.code}`
      : sql`select ir.indicator_id as id from tracker.indicator_report ir
          join tracker.indicator i on i.id = ir.indicator_id
          where ir.submission_id = ${submission.id} and i.code = ${place.code}`,
  );
  if (!row) {
    throw new DomainError('NOT_FOUND', `"${place.code}" is not among what you report in ${place.round}.`);
  }
  const ids = { activityId: isActivity ? row.id : null, indicatorId: isActivity ? null : row.id };
  await requireItemOpen(tx, submission, ids, place);
  const cell = place.cell ?? null;
  if (cell !== null) await assertCell(tx, submission, row.id, place);
  await assertRoom(tx, submission, ids);
  return { ...ids, cell };
}

/** Refuses an item that a partial return has left closed. */
export async function requireItemOpen(
  tx: Transaction,
  submission: StoredSubmission,
  item: { activityId: number | null; indicatorId: number | null },
  { code }: { code: string },
): Promise<void> {
  const queried = submission.status === 'returned' ? await listQueriedItems(tx, submission.id) : null;
  const isQueried =
    item.activityId !== null
      ? queried?.activities.has(item.activityId)
      : queried?.indicators.has(item.indicatorId);
  if (isItemOpen(submission, isQueried ?? false)) return;
  throw new DomainError(
    'NOT_OPEN',
    `${code} is not open for changes: the secretariat asked about other items.`,
  );
}

async function assertCell(
  tx: Transaction,
  submission: StoredSubmission,
  indicatorId: number,
  { subject, code, cell }: EvidencePlace,
): Promise<void> {
  const known = subject === 'indicator' ? await listEvidenceCells(tx, submission.id, indicatorId) : [];
  requireNoProblems(
    known.some((one) => one.cell === cell)
      ? []
      : [{ path: 'cell', message: `${code} has no such figure among those that you report.` }],
  );
}

async function assertRoom(
  tx: Transaction,
  submission: StoredSubmission,
  { activityId, indicatorId }: { activityId: number | null; indicatorId: number | null },
): Promise<void> {
  const [count] = await readRows(
    tx,
    { item: z.number(), report: z.number() },
    sql`
    select count(*)::integer as report,
      count(*) filter (where activity_id = ${activityId}::integer or indicator_id = ${indicatorId}::integer)::integer
        as item
    from tracker.evidence where submission_id = ${submission.id} and removed_at is null`,
  );
  if ((count?.item ?? 0) >= mostEvidenceOfItem) {
    throw new DomainError(
      'NOT_ALLOWED_NOW',
      `There are already ${mostEvidenceOfItem} pieces of evidence here. Remove one first.`,
    );
  }
  if ((count?.report ?? 0) >= mostEvidenceOfReport) {
    throw new DomainError(
      'NOT_ALLOWED_NOW',
      `The report already has ${mostEvidenceOfReport} pieces of evidence. Remove one first.`,
    );
  }
}
