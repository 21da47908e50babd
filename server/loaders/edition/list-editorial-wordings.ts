import { sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import type { EditorialWording } from '#server/domain/report/editorial-words.calculations.ts';

/**
 * The secretariat's wordings of what is in these compilations: of each field the newest that edits the very submission
 * that was compiled. One that has been taken out counts for nothing, and neither does one that edits what was sent later.
 * Needs the secretariat's eyes.
 */
export async function listEditorialWordings(
  tx: Transaction,
  compilations: readonly number[],
): Promise<EditorialWording[]> {
  const rows = await tx.execute<EditorialWording>(sql`
    select distinct on (k.id, t.id) r.code as round, a.code as activity, p.code as reporter, t.field,
      v.content->>'words' as words
    from tracker.compiled_submission s
    join tracker.compilation k on k.id = s.compilation_id
    join tracker.round r on r.id = k.round_id
    join tracker.reporter p on p.id = s.reporter_id
    join tracker.editorial_text t on t.submission_id = s.submission_id and not t.withdrawn
    join tracker.activity a on a.id = t.activity_id
    join tracker.review_text_revision v on v.kind = 'editorial_text' and v.row_id = t.id
      and (v.content->>'times_submitted')::integer = s.snapshot_number and not (v.content->>'withdrawn')::boolean
    where s.included and k.id = any (${sql.param([...compilations])}::integer[])
    order by k.id, t.id, v.version desc`);
  return [...rows];
}
