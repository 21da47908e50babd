import type { Statements } from '#db/sql.ts';
import type { PlanListRow, PlanLists } from '#server/domain/plan/plan-list.schema.ts';

/**
 * The lists that plans depend on as they are stored, as text; statuses and rounds are those of the plan with this
 * code. A body shows its latest mandate.
 */
export async function readStoredLists(sql: Statements, plan: string): Promise<PlanLists> {
  const [row] = await sql<{ lists: Record<string, PlanListRow[]> }[]>`
    with p as (select (select id from tracker.plan where code = ${plan}) as id)
    select json_build_object(
      'activity-statuses', (select coalesce(json_agg(json_build_object('code', s.code, 'label', s.label,
          'mark', s.mark, 'iati_code', s.iati_code, 'is_late', case when s.is_late then 'yes' else 'no' end,
          'is_done', case when s.is_done then 'yes' else 'no' end, 'is_on_track', case when s.is_on_track then 'yes' else 'no' end) order by s.position), '[]')
        from p, tracker.plan_statuses(p.id) s),
      'bodies', (select coalesce(json_agg(json_build_object('acronym', b.acronym, 'name', b.name,
          'pillar', b.pillar, 'starts_on', coalesce(m.starts_on::text, ''),
          'ends_on', coalesce(m.ends_on::text, '')) order by b.id), '[]')
        from tracker.sectoral_body b
        left join lateral (select * from tracker.mandate x where x.body_id = b.id
          order by x.starts_on desc limit 1) m on true),
      'partners', (select coalesce(json_agg(json_build_object('slug', slug, 'name', name, 'kind', kind,
          'url', coalesce(url, '')) order by slug), '[]') from tracker.partner),
      'actip-articles', (select coalesce(json_agg(json_build_object('code', code, 'title', title,
          'chapter', chapter) order by position), '[]') from tracker.actip_article),
      'tags', (select coalesce(json_agg(json_build_object('code', code, 'name', name) order by code), '[]')
        from tracker.tag),
      'lenses', (select coalesce(json_agg(json_build_object('code', code, 'title', title,
          'description', description) order by code), '[]') from tracker.lens),
      'dimensions', (select coalesce(json_agg(json_build_object('code', code, 'name', name) order by code), '[]')
        from tracker.dimension),
      'categories', (select coalesce(json_agg(json_build_object('dimension', dimension_code, 'code', code,
          'name', name) order by dimension_code, position, code), '[]') from tracker.category),
      'choice-lists', (select coalesce(json_agg(json_build_object('list', list_code, 'code', code, 'label', label,
          'counts', case when counts then 'yes' else 'no' end) order by list_code, position, code), '[]') from tracker.choice),
      'rounds', (select coalesce(json_agg(json_build_object('code', r.code, 'title', r.title,
          'period_start', r.period_start::text, 'period_end', r.period_end::text, 'opens_on', r.opens_on::text,
          'due_on', r.due_on::text, 'closes_on', r.closes_on::text) order by r.period_start, r.code), '[]')
        from p join tracker.round r on r.plan_id = p.id)) as lists`;
  return row?.lists ?? {};
}
