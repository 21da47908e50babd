import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { type RowOf, readRows } from '#db/rows.ts';
import { buildVersionFilter, getRoundOf } from '#server/loaders/plan/words-of-round.ts';

const evidenceCellShape = {
  cell: z.string(),
  label: z.string(),
};

/** One figure of an indicator: "total" or "sex=female", and its words ("Women" of "By sex"). */
export type EvidenceCell = RowOf<typeof evidenceCellShape>;

/** The figures of an indicator to which the viewer may attach evidence: for an agency, its own. */
export function listEvidenceCells(
  tx: Transaction,
  submissionId: number,
  indicatorId: number,
): Promise<EvidenceCell[]> {
  return readRows(
    tx,
    evidenceCellShape,
    sql`with viewer as materialized (
      select ${submissionId}::integer = any (tracker.viewer_writable_submission_ids()) as whole,
        tracker.viewer_agency_cells(true) as cells, tracker.viewer_held_parts() as parts,
        tracker.item_key(${submissionId}::integer, ${indicatorId}::integer) as key)
    select 'total' as cell, 'The total' as label from viewer
    where whole or tracker.cell_is_among(cells, key, null, null, parts)
    union all
    (select d.dimension_code || '=' || c.code, m.name || ': ' || c.name
    from viewer, tracker.indicator_dimension d
    join tracker.dimension m on m.code = d.dimension_code
    join tracker.category c on c.dimension_code = d.dimension_code
    where d.indicator_id = ${indicatorId} and ${buildVersionFilter('d', getRoundOf(submissionId))}
      and (whole or tracker.cell_is_among(cells, key, d.dimension_code, c.code, parts))
    order by d.position, c.position)`,
  );
}
