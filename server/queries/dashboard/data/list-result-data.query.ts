import { sql } from 'drizzle-orm';
import type { z } from 'zod';
import type { Reader } from '#db/client.ts';
import type { DataFilter } from '#server/domain/data/data-query.rules.ts';
import type { indicatorRow, libraryRow, publicationRow } from '#server/domain/data/value-rows.schema.ts';
import { publicationJson, type ListedPublication } from '../figures/list-publications.query.ts';
import type { Publication } from '../scope.ts';
import { keepIndicators } from './keep-rows.ts';
import type { Bare } from './list-plan-data.query.ts';

/** Every public indicator that the filter means with its full definition, in plan order. */
export async function listIndicatorRows(
  database: Reader,
  { number }: Publication,
  filter: DataFilter,
): Promise<Bare<typeof indicatorRow>[]> {
  const rows = await database.execute<Bare<typeof indicatorRow>>(sql`
    select i.code as indicator_code, i.title as indicator, i.area_code, area.title as area, i.activity_code, i.level,
      i.measure, nullif(i.unit, '') as unit, i.direction, i.aggregation, i.reported_by, i.disclosure_class,
      i.person_count as counts_persons, i.cross_border_overlap as may_count_twice,
      nullif(i.definition, '') as definition, nullif(i.counting_rule, '') as counting_rule,
      nullif(i.numerator_label, '') as numerator, nullif(i.denominator_label, '') as denominator,
      array(select d.value->>'code' from jsonb_array_elements(i.dimensions) with ordinality d
        order by d.ordinality) as dimensions,
      (select coalesce(json_object_agg(c.value->>'code', c.value->>'label' order by c.ordinality), '{}')
        from jsonb_array_elements(i.choices) with ordinality c) as answers,
      array(select c.value->>'code' from jsonb_array_elements(i.choices) with ordinality c
        where (c.value->>'counts')::boolean order by c.ordinality) as answers_counted,
      (i.baseline->>'year')::integer as baseline_year, trim_scale((i.baseline->>'value')::numeric)::text as baseline_value,
      (select coalesce(json_object_agg(t.value->>'year', trim_scale((t.value->>'value')::numeric)::text
        order by t.value->>'year'), '{}') from jsonb_array_elements(i.targets) t) as targets,
      array(select x.lens_code from published.lens_indicator x where x.publication = i.publication
        and x.indicator_code = i.code order by x.lens_code) as lenses
    from published.indicator i
    join published.area area on area.publication = i.publication and area.code = i.area_code
    where i.publication = ${number} and ${keepIndicators(filter)}
    order by i.position`);
  return [...rows];
}

/**
 * Every publication of the plan up to this one, newest first: what came after it is not known to it, so its list changes
 * by withdrawals only.
 */
export async function listPublicationRows(
  database: Reader,
  { number, planCode }: Publication,
): Promise<Omit<z.infer<typeof publicationRow>, 'uri' | 'page_url' | 'licence'>[]> {
  const rows = await database.execute<{ listed: ListedPublication; compilation: string }>(sql`
    select ${publicationJson} as listed, p.compilation_sha256 as compilation
    from published.publication p where p.plan_code = ${planCode} and p.number <= ${number} order by p.number desc`);
  return [...rows].map(({ listed, compilation }) => ({
    publication: listed.number,
    title: listed.title,
    meeting: listed.meeting || null,
    note: listed.note || null,
    published_at: `${new Date(listed.publishedAt).toISOString().slice(0, 19)}Z`,
    withdrawn_at: listed.withdrawn && `${new Date(listed.withdrawn.at).toISOString().slice(0, 19)}Z`,
    withdrawal_reason: listed.withdrawn && listed.withdrawn.reason,
    round_code: listed.round.code,
    round: listed.round.title,
    rounds: listed.rounds,
    states_reported: listed.states.reported,
    states_due: listed.states.due,
    bodies_reported: listed.bodies.reported,
    bodies_due: listed.bodies.due,
    compilation_sha256: compilation,
    content_sha256: listed.contentSha256,
    plan_code: listed.plan.code,
    plan: listed.plan.title,
  }));
}

/** Entries of the library that the filter means, newest first; those without a year last. */
export async function listLibraryRows(
  database: Reader,
  { number }: Publication,
  { activity, state, body, partner, lens }: DataFilter,
): Promise<Bare<typeof libraryRow>[]> {
  const has = (list: ReturnType<typeof sql>, wanted: string | undefined) =>
    wanted === undefined ? sql`true` : sql`${wanted} = any (${list})`;
  const rows = await database.execute<Bare<typeof libraryRow>>(sql`
    select l.code as library_code, l.title, l.kind_code, k.label as kind, k.is_cooperation,
      nullif(l.summary, '') as summary, l.happened_on::text, l.ended_on::text, l.year,
      nullif(l.organisers, '') as organisers, nullif(l.place, '') as place, l.url as link,
      nullif(l.basis, '') as basis, l.states, l.bodies, l.partners, l.activities, l.lenses
    from published.library_item l
    join published.library_kind k on k.publication = l.publication and k.code = l.kind_code
    where l.publication = ${number} and ${has(sql`l.activities`, activity)} and ${has(sql`l.states`, state)}
      and ${has(sql`l.bodies`, body)} and ${has(sql`l.partners`, partner)} and ${has(sql`l.lenses`, lens)}
    order by l.year desc nulls last, l.happened_on desc nulls last, l.code`);
  return [...rows];
}
