import { type SQL, sql, and, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows } from '#db/rows.ts';
import { reporter } from '#db/schema/participants.ts';
import { indicator as indicatorTable } from '#db/schema/plan.ts';
import { evidence, indicatorReport, round, submission as submissionTable } from '#db/schema/submission.ts';
import { can } from '#server/domain/access/can.rules.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import {
  disclosures,
  type Disclosure,
  type EvidencePurpose,
  type ScanResult,
} from '#server/domain/evidence/evidence.rules.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { describeRemoved } from '#server/domain/evidence/removed-content.rules.ts';
import { type EvidenceCell, listEvidenceCells } from '#server/loaders/evidence/list-evidence-cells.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import { createReportLoader, type StoredSubmission } from '#server/loaders/submission/load-submission.ts';

export type EvidenceItem = {
  id: number;
  purpose: EvidencePurpose;
  /** What it is attached to; null for a signed scan, which belongs to the whole report. */
  subject: 'activity' | 'indicator' | null;
  code: string | null;
  /** One figure of an indicator ("total", "sex=female") and its words. */
  cell: string | null;
  cellLabel: string | null;
  title: string;
  disclosure: Disclosure;
  addedBy: string;
  addedAt: string;
  packReference: string | null;
} & (
  | { kind: 'link'; url: string }
  | {
      kind: 'file';
      fileName: string;
      contentType: string;
      sizeBytes: number;
      sha256: string;
      scan: ScanResult;
      /** What was taken out of it before it was stored, as a sentence; null where nothing was. */
      removed: string | null;
    }
);

const evidenceShape = {
  id: z.number(),
  purpose: z.enum(evidence.purpose.enumValues),
  /** What it is attached to; null for a signed scan, which belongs to the whole report. */
  subject: z.enum(['activity', 'indicator']).nullable(),
  code: z.string().nullable(),
  /** One figure of an indicator ("total", "sex=female") and its words. */
  cell: z.string().nullable(),
  cellLabel: z.string().nullable(),
  title: z.string(),
  disclosure: z.enum(disclosures),
  addedBy: z.string(),
  addedAt: z.string(),
  packReference: z.string().nullable(),
  kind: z.enum(evidence.kind.enumValues),
  url: z.string().nullable(),
  fileName: z.string().nullable(),
  contentType: z.string().nullable(),
  sizeBytes: z.number().nullable(),
  sha256: z.string().nullable(),
  scan: z.enum(evidence.scan.enumValues).nullable(),
  removedContents: z.array(z.enum(['links', 'fields', 'formulas', 'actions', 'files'])),
};

/** Rows as far as the viewer may see them; removed ones are nobody's to see. */
export async function listVisibleEvidence(tx: Transaction, where: SQL): Promise<EvidenceItem[]> {
  const rows = await readRows(
    tx,
    evidenceShape,
    sql`select e.id, e.purpose, e.kind, e.title, e.url, e.disclosure, e.cell, e.file_name as "fileName",
      e.content_type as "contentType", e.size_bytes::integer as "sizeBytes", e.sha256, e.scan, e.removed_contents as "removedContents",
      e.pack_reference as "packReference", by.name as "addedBy", to_json(e.added_at)#>>'{}' as "addedAt",
      case when e.activity_id is not null then 'activity' when e.indicator_id is not null then 'indicator' end
        as subject,
      coalesce(a.code, i.code) as code,
      case when e.cell = 'total' then 'The total' else m.name || ': ' || c.name end as "cellLabel"
    from tracker.evidence e
    join auth.person by on by.id = e.added_by
    left join tracker.activity a on a.id = e.activity_id
    left join tracker.indicator i on i.id = e.indicator_id
    left join tracker.category c on c.dimension_code = split_part(e.cell, '=', 1)
      and c.code = split_part(e.cell, '=', 2)
    left join tracker.dimension m on m.code = c.dimension_code
    where e.removed_at is null and ${where}
    order by e.id`,
  );
  // A check of the table holds the columns to the kind.
  return rows.map(({ removedContents, ...item }) =>
    item.kind === 'file' ? { ...item, removed: describeRemoved(removedContents) } : item,
  ) as EvidenceItem[];
}

/**
 * The evidence of one item, or of the whole report without signed scans: for the reporter's own people all of it, for
 * an agency that of its parts, for the secretariat what is not private once the report is in its hands. `cells` are
 * the figures of the indicator that evidence can be attached to. Throws NOT_FOUND.
 */
export function listEvidence(
  context: OperationContext,
  input: {
    round: string;
    reporter: string;
    item?: { subject: 'activity' | 'indicator'; code: string } | undefined;
  },
): Promise<{ items: EvidenceItem[]; cells: EvidenceCell[] }> {
  return runOperation(
    context,
    { permission: null, resource: createReportLoader('none') },
    input,
    async ({ tx, resource: submission }) =>
      input.item
        ? loadItemEvidence(tx, submission, input.item)
        : { items: await listVisibleEvidence(tx, ofReport(submission)), cells: [] },
  );
}

const ofReport = ({ id }: StoredSubmission) => sql`e.submission_id = ${id} and e.purpose = 'support'`;

/** The evidence of one item of a report, as far as the viewer may see it; see listEvidence. */
export async function loadItemEvidence(
  tx: Transaction,
  submission: StoredSubmission,
  { subject, code }: { subject: 'activity' | 'indicator'; code: string },
): Promise<{ items: EvidenceItem[]; cells: EvidenceCell[] }> {
  const own = subject === 'activity' ? sql`a.code = ${code}` : sql`i.code = ${code}`;
  const [items, cells] = await Promise.all([
    listVisibleEvidence(tx, sql`${ofReport(submission)} and ${own}`),
    subject === 'activity' ? [] : listCellsOf(tx, submission.id, code),
  ]);
  return { items, cells };
}

async function listCellsOf(tx: Transaction, submissionId: number, code: string): Promise<EvidenceCell[]> {
  const [indicator] = await tx
    .select({ id: indicatorReport.indicatorId })
    .from(indicatorReport)
    .innerJoin(indicatorTable, eq(indicatorTable.id, indicatorReport.indicatorId))
    .where(and(eq(indicatorReport.submissionId, submissionId), eq(indicatorTable.code, code)));
  return indicator ? listEvidenceCells(tx, submissionId, indicator.id) : [];
}

/** The signed scans of a report, for the reporter's own people. Throws NOT_FOUND. */
export function listClearanceScans(
  context: OperationContext,
  input: { round: string; reporter: string },
): Promise<EvidenceItem[]> {
  return runOperation(
    context,
    { permission: null, resource: createReportLoader('none') },
    input,
    async (run) => {
      const { tx, resource: submission } = run;
      return listVisibleEvidence(tx, sql`e.submission_id = ${submission.id} and e.purpose = 'clearance'`);
    },
  );
}

/** One piece of evidence with the report that it belongs to. Throws NOT_FOUND for whoever may not see it. */
export function getEvidence(
  context: OperationContext,
  input: { evidence: number },
): Promise<EvidenceItem & { round: string; reporter: string; mayChange: boolean }> {
  return runOperation(context, { permission: null }, {}, async ({ tx, viewer }) => {
    const [item] = await listVisibleEvidence(tx, sql`e.id = ${input.evidence}`);
    const [report] = await tx
      .select({ round: round.code, code: reporter.code, kind: reporter.kind })
      .from(evidence)
      .innerJoin(submissionTable, eq(submissionTable.id, evidence.submissionId))
      .innerJoin(round, eq(round.id, submissionTable.roundId))
      .innerJoin(reporter, eq(reporter.id, submissionTable.reporterId))
      .where(eq(evidence.id, input.evidence));
    if (!item || !report) throw new DomainError('NOT_FOUND', 'This evidence does not exist or was removed.');
    const operation = item.purpose === 'clearance' ? 'report.printPack' : 'report.write';
    return {
      ...item,
      round: report.round,
      reporter: report.code,
      mayChange: can(viewer, operation, { reporter: report }),
    };
  });
}
