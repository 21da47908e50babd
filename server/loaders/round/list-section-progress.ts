import { sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import type { Section } from '#server/domain/round/section-progress.calculations.ts';

/** How far one section of one report is, in numbers. */
export type SectionProgress = {
  submissionId: number;
  section: Section;
  due: number;
  touched: number;
  /** Questions that were sent and are not settled, while the report is with its writers. */
  returned: number;
};

/** Every section of every report of a round, in the order of the plan: areas with their activities, then indicators. */
export async function listSectionProgress(tx: Transaction, roundId: number): Promise<SectionProgress[]> {
  const rows = await tx.execute<{
    submissionId: number;
    kind: 'activity' | 'indicator';
    code: string;
    title: string;
    due: number;
    touched: number;
    returned: number;
  }>(sql`
    with asked as (
      select k.submission_id, case when k.activity_id is null then 'indicator' else 'activity' end as kind,
        coalesce(o.area_id, i.area_id) as area_id, count(*)::integer as questions
      from tracker.query k
      join tracker.submission s on s.id = k.submission_id and s.round_id = ${roundId}
        and s.status in ('returned', 'cleared')
      left join tracker.activity a on a.id = k.activity_id
      left join tracker.objective o on o.id = a.objective_id
      left join tracker.indicator i on i.id = k.indicator_id
      where k.sent_at is not null and k.resolved_at is null and k.answer is null
      group by 1, 2, 3)
    select p.submission_id as "submissionId", p.kind, t.code, t.title, p.due, p.touched,
      coalesce(q.questions, 0) as returned
    from tracker.list_section_progress(${roundId}) p
    join tracker.thematic_area t on t.id = p.area_id
    left join asked q on q.submission_id = p.submission_id and q.kind = p.kind and q.area_id = p.area_id
    order by p.kind, t.position, t.id, p.submission_id`);
  return rows.map(({ kind, code, title, ...row }) => ({ ...row, section: { kind, area: { code, title } } }));
}
