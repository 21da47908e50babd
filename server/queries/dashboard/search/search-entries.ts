import { type SQL, sql } from 'drizzle-orm';

/**
 * Everything of a publication that has a page of its own, as rows of published.search_entry: what it is called, where it
 * stands, and the words by which it is found. Published rows only, so nothing is found that is not shown.
 */
export const listSearchEntries = (publication: number): SQL => sql`
  select 'area' as kind, a.code, '/areas/' || a.code as path, a.title, '' as body, 1000 + a.position as position
  from published.area a where a.publication = ${publication}
  union all
  select 'objective', o.code, '/objectives/' || o.code, o.title, a.title, 2000 + o.position
  from published.objective o
  join published.area a on a.publication = o.publication and a.code = o.area_code
  where o.publication = ${publication}
  union all
  select 'activity', a.code, '/activities/' || a.code, a.title,
    concat_ws(' · ', nullif(a.description, ''), o.title, a.lead, array_to_string(a.cooperating, ' '),
      (select string_agg(t.name, ' ' order by t.name) from published.tag t
        where t.publication = a.publication and t.code = any (a.tags)),
      (select string_agg(l.title, ' ' order by l.title) from published.lens l
        where l.publication = a.publication and l.code = any (a.lenses)),
      (select string_agg(p.name, ' ' order by p.name) from published.partner p
        where p.publication = a.publication and p.slug = any (a.partners)),
      (select string_agg(concat_ws(' ', n.achievements, n.challenges, n.next_steps), ' ' order by n.round_code,
        n.reporter_code) from published.activity_narrative n
        where n.publication = a.publication and n.activity_code = a.code)),
    3000 + a.position
  from published.activity a
  join published.objective o on o.publication = a.publication and o.code = a.objective_code
  where a.publication = ${publication}
  union all
  select 'indicator', i.code, '/indicators/' || i.code, i.title,
    concat_ws(' · ', i.definition, nullif(i.counting_rule, ''), i.numerator_label, i.denominator_label), 4000 + i.position
  from published.indicator i where i.publication = ${publication}
  union all
  select r.kind, r.code, case r.kind when 'state' then '/states/' || lower(r.code) else '/bodies/' || r.code end,
    r.name,
    concat_ws(' ', r.iso3, (select string_agg(t.label, ' ' order by t.language) from published.translation t
      where t.publication = r.publication and t.list = 'state' and upper(t.code) = r.code)),
    5000 + row_number() over (order by r.kind desc, r.name)
  from published.reporter r where r.publication = ${publication}
  union all
  select 'partner', p.slug, '/partners/' || p.slug, p.name, '', 6000 + row_number() over (order by p.name)
  from published.partner p where p.publication = ${publication}
  union all
  select 'lens', l.code, '/lens/' || l.code, l.title, l.description, 500
  from published.lens l where l.publication = ${publication}
  union all
  select 'library', b.code, '/library/' || b.code, b.title,
    concat_ws(' · ', nullif(b.summary, ''), k.label, nullif(b.organisers, ''), nullif(b.place, ''), b.year::text,
      (select string_agg(r.name, ' ' order by r.name) from published.reporter r
        where r.publication = b.publication and r.code = any (b.states || b.bodies)),
      (select string_agg(p.name, ' ' order by p.name) from published.partner p
        where p.publication = b.publication and p.slug = any (b.partners))),
    7000 + row_number() over (order by b.year desc nulls last, b.code)
  from published.library_item b
  join published.library_kind k on k.publication = b.publication and k.code = b.kind_code
  where b.publication = ${publication}
  union all
  select 'publication', p.number::text, '/publications/' || p.number, p.title,
    concat_ws(' · ', nullif(p.meeting, ''), nullif(p.note, '')), 8000 - p.number
  from published.publication p
  join published.publication here on here.number = ${publication} and here.plan_code = p.plan_code
  where p.number <= here.number`;
