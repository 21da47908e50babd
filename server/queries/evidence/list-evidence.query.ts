import { type SQL, sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import { can } from '#server/domain/access/can.rules.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import type { Disclosure, EvidencePurpose, ScanResult } from '#server/domain/evidence/evidence.rules.ts';
import { type RemovedContent, describeRemoved } from '#server/domain/evidence/removed-content.rules.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { type EvidenceCell, listEvidenceCells } from '#server/loaders/evidence/list-evidence-cells.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import { reportFor } from '#server/loaders/submission/load-submission.ts';

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

/** Rows as far as the viewer may see them; removed ones are nobody's to see. */
export async function selectEvidence(tx: Transaction, where: SQL): Promise<EvidenceItem[]> {
  const rows = await tx.execute<EvidenceItem & { removedContents: RemovedContent[] }>(sql`
    select e.id, e.purpose, e.kind, e.title, e.url, e.disclosure, e.cell, e.file_name as "fileName",
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
    order by e.id`);
  return rows.map(({ removedContents, ...item }) =>
    item.kind === 'file' ? { ...item, removed: describeRemoved(removedContents) } : item,
  );
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
  return runOperation(context, { permission: null, resource: reportFor('none') }, input, async (run) => {
    const { tx, resource: submission } = run;
    const { item } = input;
    const of = sql`e.submission_id = ${submission.id} and e.purpose = 'support'`;
    if (!item) return { items: await selectEvidence(tx, of), cells: [] };
    const own = item.subject === 'activity' ? sql`a.code = ${item.code}` : sql`i.code = ${item.code}`;
    const items = await selectEvidence(tx, sql`${of} and ${own}`);
    if (item.subject === 'activity') return { items, cells: [] };
    const [indicator] = await tx.execute<{ id: number }>(sql`
      select ir.indicator_id as id from tracker.indicator_report ir
      join tracker.indicator i on i.id = ir.indicator_id
      where ir.submission_id = ${submission.id} and i.code = ${item.code}`);
    return { items, cells: indicator ? await listEvidenceCells(tx, submission.id, indicator.id) : [] };
  });
}

/** The signed scans of a report, for the reporter's own people. Throws NOT_FOUND. */
export function listClearanceScans(
  context: OperationContext,
  input: { round: string; reporter: string },
): Promise<EvidenceItem[]> {
  return runOperation(context, { permission: null, resource: reportFor('none') }, input, async (run) => {
    const { tx, resource: submission } = run;
    return selectEvidence(tx, sql`e.submission_id = ${submission.id} and e.purpose = 'clearance'`);
  });
}

/** One piece of evidence with the report that it belongs to. Throws NOT_FOUND for whoever may not see it. */
export function getEvidence(
  context: OperationContext,
  input: { evidence: number },
): Promise<EvidenceItem & { round: string; reporter: string; mayChange: boolean }> {
  return runOperation(context, { permission: null }, {}, async ({ tx, viewer }) => {
    const [item] = await selectEvidence(tx, sql`e.id = ${input.evidence}`);
    const [report] = await tx.execute<{ round: string; code: string; kind: 'state' | 'body' }>(sql`
      select r.code as round, p.code, p.kind
      from tracker.evidence e
      join tracker.submission s on s.id = e.submission_id
      join tracker.round r on r.id = s.round_id
      join tracker.reporter p on p.id = s.reporter_id
      where e.id = ${input.evidence}`);
    if (!item || !report) throw new DomainError('NOT_FOUND', 'This evidence is not there, or was removed.');
    const operation = item.purpose === 'clearance' ? 'report.printPack' : 'report.write';
    return {
      ...item,
      round: report.round,
      reporter: report.code,
      mayChange: can(viewer, operation, { reporter: report }),
    };
  });
}
