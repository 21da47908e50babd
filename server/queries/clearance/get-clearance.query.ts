import { sql, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { type RowOf, readRows } from '#db/rows.ts';
import { person } from '#db/schema/auth.ts';
import { readiness } from '#db/schema/reporting-country.ts';
import { can } from '#server/domain/access/can.rules.ts';
import {
  countItemChanges,
  type ItemChange,
  listItemChanges,
} from '#server/domain/clearance/clearance-changes.calculations.ts';
import { snapshotContent, type SnapshotContent } from '#server/domain/submission/snapshot-content.ts';
import { canPrintPack, isOpenForWriting } from '#server/domain/submission/submission.workflow.ts';
import { hashContent } from '#server/operation/hash-content.ts';
import { loadReportContent } from '#server/loaders/submission/load-checked-report.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import {
  type ItemWriting,
  loadLastClearance,
  listWritings,
} from '#server/loaders/clearance/load-clearance.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import { createReportLoader } from '#server/loaders/submission/load-submission.ts';

/** A printed draft, and whether the report still says what stands on it. */
export type PackLine = {
  reference: string;
  number: number;
  madeAt: string;
  madeBy: string;
  sha256: string;
  /** How many items differ from what was printed; 0: the report is still as printed. */
  changedItems: number;
};

const statusShape = { code: z.string(), label: z.string() };

export type Clearance = {
  /** The checksum of the report as it stands. */
  sha256: string;
  /** The clearance before: none yet, or not the viewer's to see. */
  last: { number: number; at: string; by: string; packReference: string | null } | null;
  /** What differs from it, item by item, with each item as it was cleared. */
  changes: ItemChange[];
  packs: PackLine[];
  writings: ItemWriting[];
  /** What the focal point said when marking the report as ready; null where nobody has. */
  ready: { by: string; at: string; note: string } | null;
  /** What the codes of statuses mean, those of an earlier clearance included. */
  statuses: RowOf<typeof statusShape>[];
  permissions: { printPack: boolean; decline: boolean };
};

/**
 * What a clearing officer asks beside the report itself: what has changed since it was cleared last, who wrote what,
 * and which drafts have been printed. Somebody who writes an agency's part sees that part's writers and nothing of
 * the rest. Throws NOT_FOUND, FORBIDDEN.
 */
export function getClearance(
  context: OperationContext,
  input: { round: string; reporter: string },
): Promise<Clearance> {
  return runOperation(
    context,
    { permission: 'report.read', resource: createReportLoader('none') },
    input,
    async ({ tx, viewer, resource: submission }) => {
      const now = await loadReportContent(tx, submission.id);
      const sha256 = hashContent(now);
      const last = await loadLastClearance(tx, submission.id);
      const ready = await loadReadiness(tx, submission.id);
      const resource = { reporter: submission.reporter };
      return {
        sha256,
        last: last && { number: last.number, at: last.at, by: last.by, packReference: last.packReference },
        changes: last ? listItemChanges(last.content, now) : [],
        packs: await listPacks(tx, submission.id, { now, sha256 }),
        writings: await listWritings(tx, submission),
        ready,
        statuses: await listStatuses(tx, submission.round.id),
        permissions: {
          printPack: canPrintPack(submission.status) && can(viewer, 'report.printPack', resource),
          decline:
            ready !== null && isOpenForWriting(submission.status) && can(viewer, 'report.clear', resource),
        },
      };
    },
  );
}

function listStatuses(tx: Transaction, roundId: number): Promise<Clearance['statuses']> {
  return readRows(
    tx,
    statusShape,
    sql`select code, label from tracker.round_statuses(${roundId}) order by position`,
  );
}

async function loadReadiness(tx: Transaction, submissionId: number): Promise<Clearance['ready']> {
  const [row] = await tx
    .select({ by: person.name, at: readiness.markedAt, note: readiness.note })
    .from(readiness)
    .innerJoin(person, eq(person.id, readiness.markedBy))
    .where(eq(readiness.submissionId, submissionId));
  return row ?? null;
}

const packShape = {
  number: z.number(),
  sha256: z.string(),
  reference: z.string(),
  madeAt: z.string(),
  madeBy: z.string(),
  printed: snapshotContent.nullable(),
};

/** Newest first. What was printed is read only where the report has changed since. */
async function listPacks(
  tx: Transaction,
  submissionId: number,
  current: { now: SnapshotContent; sha256: string },
): Promise<PackLine[]> {
  const rows = await readRows(
    tx,
    packShape,
    sql`select k.reference, k.number, to_json(k.made_at)#>>'{}' as "madeAt", p.name as "madeBy", k.sha256,
      case when k.sha256 <> ${current.sha256} then k.content->'report' end as printed
    from tracker.clearance_pack k join auth.person p on p.id = k.made_by
    where k.submission_id = ${submissionId} order by k.number desc`,
  );
  return rows.map(({ printed, ...pack }) => ({
    ...pack,
    // Another checksum is another report, even where only reasons differ.
    changedItems: printed ? Math.max(1, countItemChanges(printed, current.now)) : 0,
  }));
}
