import { sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import {
  buildSectionHeadings,
  type PlanParts,
  type ReportSection,
} from '#server/domain/report/report-sections.rules.ts';

/**
 * The sections of a round's report in their order, with what is written so far: those of the plan as it reads in that
 * round. Throws NOT_FOUND.
 */
export async function listReportSections(tx: Transaction, round: string): Promise<ReportSection[]> {
  const [row] = await tx.execute<
    PlanParts & { written: { key: string; text: string; version: number }[] }
  >(sql`
    select
      (select coalesce(json_agg(json_build_object('code', a.code, 'title', a.title) order by a.position), '[]')
        from tracker.thematic_area a where a.plan_id = r.plan_id) as areas,
      (select coalesce(json_agg(json_build_object('code', o.code, 'title', o.title, 'area', a.code)
          order by o.position), '[]')
        from tracker.objective o join tracker.thematic_area a on a.id = o.area_id
        where a.plan_id = r.plan_id) as objectives,
      (select coalesce(json_agg(json_build_object('code', l.code, 'title', l.title) order by l.code), '[]')
        from tracker.lens l where exists (
          select from tracker.activity_links_in(r.id) x join tracker.activity a on a.id = x.activity_id
          where x.kind = 'lenses' and x.key = l.code and tracker.is_in_force(a.added_round_id, null, r.id)) or exists (
          select from tracker.lens_indicator x join tracker.indicator i on i.id = x.indicator_id
          where x.lens_code = l.code and i.plan_id = r.plan_id
            and tracker.is_in_force(i.added_round_id, null, r.id))) as lenses,
      (select coalesce(json_agg(json_build_object('key', s.key, 'text', s.text, 'version', s.version)), '[]')
        from tracker.report_section s where s.round_id = r.id) as written
    from tracker.round r where r.code = ${round}`);
  if (!row) throw new DomainError('NOT_FOUND', `There is no round ${round}.`);
  const written = new Map(row.written.map((section) => [section.key, section]));
  return buildSectionHeadings(row).map((heading) => ({
    ...heading,
    text: written.get(heading.key)?.text ?? '',
    version: written.get(heading.key)?.version ?? 0,
  }));
}
