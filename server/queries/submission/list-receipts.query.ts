import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { type RowOf, readRows } from '#db/rows.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import { createReportLoader } from '#server/loaders/submission/load-submission.ts';

const receiptShape = {
  number: z.number(),
  at: z.string(),
  sha256: z.string(),
  by: z.string().nullable(),
  /** Whose sign-off it left with. */
  clearedBy: z.string().nullable(),
  /** The printed draft that was signed for it, where one was named. For those who see the whole report. */
  pack: z.string().nullable(),
};

/** One time that the report left: what a person can quote, and by whom and when. */
export type Receipt = RowOf<typeof receiptShape> & {
  /** "2026-H1-TH-1-3fa2c1d0": round, reporter, which time, and the start of the checksum of what was sent. */
  reference: string;
};

/** Every time that a report was submitted, newest first. Throws NOT_FOUND. */
export function listReceipts(
  context: OperationContext,
  input: { round: string; reporter: string },
): Promise<Receipt[]> {
  return runOperation(
    context,
    { permission: null, resource: createReportLoader('none') },
    input,
    async (run) => {
      const { tx, resource: submission } = run;
      const rows = await readRows(
        tx,
        receiptShape,
        sql`select s.number, to_json(s.taken_at)#>>'{}' as at, s.sha256,
        (select p.name from tracker.decision d join auth.person p on p.id = d.decided_by
          where d.submission_id = s.submission_id and d.transition = 'submit' and d.decided_at = s.taken_at
          limit 1) as by,
        (select p.name from tracker.decision d join auth.person p on p.id = d.decided_by
          where d.submission_id = s.submission_id and d.transition = 'clear' and d.decided_at <= s.taken_at
          order by d.id desc limit 1) as "clearedBy",
        (select c.pack_reference from tracker.clearance c
          where c.submission_id = s.submission_id and c.cleared_at <= s.taken_at
          order by c.number desc limit 1) as pack
      from tracker.submission_snapshot s
      where s.submission_id = ${submission.id}
      order by s.number desc`,
      );
      return rows.map((row) => ({
        ...row,
        reference: [input.round, input.reporter, row.number, row.sha256.slice(0, 8)].join('-'),
      }));
    },
  );
}
