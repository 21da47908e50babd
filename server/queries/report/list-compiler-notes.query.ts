import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows, type RowOf } from '#db/rows.ts';
import type { SectionHeading } from '#server/domain/report/report-sections.rules.ts';

const compilerNoteShape = {
  id: z.number(),
  reporter: z.string(),
  item: z.string().nullable(),
  words: z.string(),
  by: z.string(),
  at: z.string(),
};

/** What a reviewer left for whoever writes the report. */
export type CompilerNote = RowOf<typeof compilerNoteShape>;

/**
 * Notes of the review on the items of a section, as the plan reads in the round; those on reports as a whole stand in the
 * summary with all others.
 */
export async function listCompilerNotes(
  tx: Transaction,
  roundId: number,
  section: SectionHeading,
): Promise<CompilerNote[]> {
  if (section.kind === 'method' || section.kind === 'lessons') return [];
  const { kind, code } = section;
  return readRows(
    tx,
    compilerNoteShape,
    sql`select n.id, p.code as reporter, coalesce(a.code, i.code) as item, n.words, w.name as by,
      to_json(n.changed_at)#>>'{}' as at
    from tracker.compiler_note n
    join tracker.submission s on s.id = n.submission_id
    join tracker.reporter p on p.id = s.reporter_id
    join auth.person w on w.id = n.changed_by
    left join tracker.indicators_in(${roundId}) i on i.id = n.indicator_id
    left join tracker.activity a on a.id = n.activity_id
    left join tracker.activities_in(${roundId}) m on m.id = coalesce(n.activity_id, i.activity_id)
    left join tracker.objective o on o.id = m.objective_id
    left join tracker.thematic_area ta on ta.id = coalesce(o.area_id, i.area_id)
    where s.round_id = ${roundId} and n.ended_at is null and case ${kind}::text
      when 'summary' then true
      when 'area' then ta.code = ${code}
      when 'objective' then o.code = ${code}
      else exists (select from tracker.activity_links_in(${roundId}) x
          where x.activity_id = m.id and x.kind = 'lenses' and x.key = ${code})
        or exists (select from tracker.lens_indicator x where x.indicator_id = i.id and x.lens_code = ${code}) end
    order by p.code, n.id`,
  );
}
