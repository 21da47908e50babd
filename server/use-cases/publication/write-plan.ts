import { sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import type { CompiledRound } from './load-compiled.ts';
import { writeSharedLists } from './write-shared-lists.ts';

/**
 * Copies the plan as it reads in the newest round, its participants and its lists as they stand into the publication,
 * so that an old publication still reads as it did when the wording has changed. Internal indicators stay out, and so
 * does what is only added in a later round.
 */
export async function writePlan(
  tx: Transaction,
  publication: number,
  round: string,
  rounds: CompiledRound[],
): Promise<void> {
  const plan = sql`(select plan_id from tracker.round where code = ${round})`;
  const roundId = sql`(select id from tracker.round where code = ${round})`;
  await tx.execute(sql`
    insert into published.round (publication, code, title, period_start, period_end, due_on, position)
    select ${publication}, r.code, r.title, r.period_start, r.period_end, r.due_on,
      row_number() over (order by r.period_start)
    from tracker.round r where r.code = any (${sql.param(rounds.map(({ code }) => code))}::text[])`);
  await tx.execute(sql`
    insert into published.activity_status_word (publication, code, label, mark, iati_code, position, is_late,
      is_done, is_on_track)
    select ${publication}, code, label, mark, iati_code, position, is_late, is_done, is_on_track
    from tracker.plan_statuses(${plan})`);
  await writeSharedLists(tx, publication, round);
  await tx.execute(sql`
    insert into published.area (publication, code, title, position)
    select ${publication}, code, title, position from tracker.thematic_area where plan_id = ${plan}`);
  await tx.execute(sql`
    insert into published.objective (publication, code, area_code, title, position)
    select ${publication}, o.code, ta.code, o.title, o.position
    from tracker.objective o join tracker.thematic_area ta on ta.id = o.area_id where ta.plan_id = ${plan}`);
  await tx.execute(sql`
    with bodies as materialized (select x.activity_id, x.part, b.acronym
      from tracker.activity_bodies_in(${roundId}) x join tracker.sectoral_body b on b.id = x.body_id),
    states as materialized (select x.activity_id, m.iso2, m.name
      from tracker.activity_states_in(${roundId}) x join tracker.member_state m on m.id = x.state_id),
    links as materialized (select * from tracker.activity_links_in(${roundId}))
    insert into published.activity (publication, code, objective_code, area_code, title, description,
      active_years, lead, cooperating, states, partners, articles, tags, lenses, basis, position)
    select ${publication}, a.code, o.code, ta.code, a.title, a.description, a.active_years,
      (select x.acronym from bodies x where x.activity_id = a.id and x.part = 'lead'),
      array(select x.acronym from bodies x where x.activity_id = a.id and x.part = 'cooperating' order by x.acronym),
      array(select x.iso2 from states x where x.activity_id = a.id order by x.name),
      array(select p.slug from links x join tracker.partner p on p.id::text = x.key
        where x.activity_id = a.id and x.kind = 'partners' order by p.name),
      array(select c.code from links x join tracker.actip_article c on c.code = x.key
        where x.activity_id = a.id and x.kind = 'articles' order by c.position),
      array(select x.key from links x where x.activity_id = a.id and x.kind = 'tags' order by x.key),
      array(select x.key from links x where x.activity_id = a.id and x.kind = 'lenses' order by x.key),
      a.basis, a.position
    from tracker.activities_in(${roundId}) a
    join tracker.objective o on o.id = a.objective_id
    join tracker.thematic_area ta on ta.id = o.area_id
    where tracker.is_in_force(a.added_round_id, null, ${roundId})`);
  await tx.execute(sql`
    insert into published.indicator (publication, code, area_code, activity_code, title, level, measure, unit,
      direction, aggregation, disclosure_class, reported_by, person_count, cross_border_overlap, definition,
      counting_rule, numerator_label, denominator_label, dimensions, choices, baseline, targets, position)
    select ${publication}, i.code, ta.code, a.code, i.title, i.level, i.measure, i.unit, i.direction,
      i.aggregation, i.disclosure_class, i.reported_by, i.person_count, i.cross_border_overlap, i.definition,
      i.counting_rule, i.numerator_label, i.denominator_label,
      coalesce((select jsonb_agg(jsonb_build_object('code', d.code, 'name', d.name, 'categories',
          (select jsonb_agg(jsonb_build_object('code', k.code, 'name', k.name) order by k.position)
            from tracker.category k where k.dimension_code = d.code)) order by x.position)
        from tracker.indicator_dimension x join tracker.dimension d on d.code = x.dimension_code
        where x.indicator_id = i.id), '[]'),
      coalesce((select jsonb_agg(jsonb_build_object('code', c.code, 'label', c.label, 'counts', c.counts)
        order by c.position) from tracker.choice c where c.list_code = i.choice_list), '[]'),
      (select jsonb_build_object('year', b.year, 'value', trim_scale(b.value)::text) from tracker.baseline b
        where b.indicator_id = i.id and b.reporter_id is null),
      coalesce((select jsonb_agg(jsonb_build_object('year', t.year, 'value', trim_scale(t.value)::text)
          order by t.year)
        from tracker.target t where t.indicator_id = i.id and t.reporter_id is null), '[]'),
      i.position
    from tracker.indicators_in(${roundId}) i
    join tracker.thematic_area ta on ta.id = i.area_id
    left join tracker.activity a on a.id = i.activity_id
    where tracker.is_in_force(i.added_round_id, null, ${roundId}) and i.disclosure_class <> 'internal'`);
  await tx.execute(sql`
    insert into published.lens_indicator (publication, lens_code, indicator_code, slice_dimension,
      slice_category, funnel_position, funnel_label)
    select ${publication}, x.lens_code, i.code, x.slice_dimension, x.slice_category, x.funnel_position,
      x.funnel_label
    from tracker.lens_indicator x join tracker.indicator i on i.id = x.indicator_id
    where i.plan_id = ${plan} and tracker.is_in_force(i.added_round_id, null, ${roundId}) and i.disclosure_class <> 'internal'`);
  await tx.execute(sql`
    insert into published.translation (publication, language, list, code, label)
    select ${publication}, language, list, code, label from tracker.translation`);
}
