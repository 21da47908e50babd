import { sql } from 'drizzle-orm';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import { reportFor } from '#server/loaders/submission/load-submission.ts';

/** One time that the report left: what a person can quote, and by whom and when. */
export type Receipt = {
  /** "2026-H1-TH-1-3fa2c1d0": round, reporter, which time, and the start of the checksum of what was sent. */
  reference: string;
  number: number;
  at: string;
  sha256: string;
  by: string | null;
  /** Whose sign-off it left with. */
  clearedBy: string | null;
  /** The printed draft that was signed for it, where one was named. For those who see the whole report. */
  pack: string | null;
};

/** Every time that a report was submitted, newest first. Throws NOT_FOUND. */
export function listReceipts(
  context: OperationContext,
  input: { round: string; reporter: string },
): Promise<Receipt[]> {
  return runOperation(context, { permission: null, resource: reportFor('none') }, input, async (run) => {
    const { tx, resource: submission } = run;
    const rows = await tx.execute<Omit<Receipt, 'reference'>>(sql`
      select s.number, to_json(s.taken_at)#>>'{}' as at, s.sha256,
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
      order by s.number desc`);
    return rows.map((row) => ({
      ...row,
      reference: [input.round, input.reporter, row.number, row.sha256.slice(0, 8)].join('-'),
    }));
  });
}
