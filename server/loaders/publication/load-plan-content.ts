import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows } from '#db/rows.ts';
import { buildAddedFilter, buildVersionFilter } from '#server/loaders/plan/words-of-round.ts';
import type { DocumentBody, Lists } from '#server/domain/publication/documents.ts';
import type { PublicationInput } from '#server/domain/publication/publication-input.ts';
import * as forms from '#server/domain/publication/document-forms.ts';

type PlanContent = Pick<
  PublicationInput,
  | 'rounds'
  | 'lists'
  | 'plan'
  | 'indicators'
  | 'nationalTargets'
  | 'nationalCircumstances'
  | 'amendments'
  | 'translations'
>;

const planContentShape = {
  plan: forms.plan,
  indicators: forms.indicators,
  nationalTargets: z.array(z.object({ reporter: z.string(), ...forms.nationalTargets.element.shape })),
  nationalCircumstances: z.array(
    z.object({ reporter: z.string(), ...forms.nationalCircumstances.element.shape }),
  ),
  rounds: forms.rounds,
  translations: forms.translations,
};

/**
 * The plan as it reads in a round, its participants, and its lists as they stand, so that an old publication still reads
 * as it did when the wording has changed. `supporting`: partners that are named besides those of the plan. Internal indicators stay out, and so does what is only added in a later round.
 */
export async function loadPlanContent(
  tx: Transaction,
  round: string,
  rounds: readonly string[],
  supporting: readonly string[],
): Promise<PlanContent> {
  const [row] = await readRows(
    tx,
    planContentShape,
    sql`select
      (select json_agg(json_build_object('code', r.code, 'title', r.title, 'periodStart', r.period_start,
          'periodEnd', r.period_end, 'dueOn', r.due_on) order by r.period_start)
        from tracker.round r where r.code = any (${sql.param(rounds)}::text[])) as rounds,
      json_build_object('areas', ${areas(round)}, 'objectives', ${objectives(round)},
        'activities', ${activities(round)}) as plan,
      ${indicators(round)} as indicators,
      ${nationalTargets(round)} as "nationalTargets",
      ${nationalCircumstances(round)} as "nationalCircumstances",
      coalesce((select json_object_agg(language, labels order by language) from (
        select language, json_object_agg(list || '/' || code, label order by list, code) as labels
        from tracker.translation group by language) x), '{}') as translations`,
  );
  if (!row) throw new Error('A select of one row returns one row.');
  return {
    ...row,
    lists: await loadLists(tx, round, supporting),
    amendments: await listAmendments(tx, round),
  };
}

const planOf = (round: string) => sql`(select plan_id from tracker.round where code = ${round})`;
const idOf = (round: string) => sql`(select id from tracker.round where code = ${round})`;
/** A JSON list, empty rather than null. */
const list = (rows: SQL) => sql`coalesce((${rows}), '[]'::json)`;

const areas = (round: string) =>
  list(sql`
    select json_agg(json_build_object('code', code, 'title', title) order by position)
    from tracker.thematic_area where plan_id = ${planOf(round)}`);

const objectives = (round: string) =>
  list(sql`
    select json_agg(json_build_object('code', o.code, 'title', o.title, 'area', ta.code) order by o.position)
    from tracker.objective o join tracker.thematic_area ta on ta.id = o.area_id
    where ta.plan_id = ${planOf(round)}`);

const activities = (round: string) =>
  list(sql`
    with bodies as materialized (select x.activity_id, x.part, b.acronym
      from tracker.activity_bodies_in(${idOf(round)}) x join tracker.sectoral_body b on b.id = x.body_id),
    states as materialized (select x.activity_id, m.iso2, m.name
      from tracker.activity_states_in(${idOf(round)}) x join tracker.member_state m on m.id = x.state_id),
    links as materialized (select * from tracker.activity_links_in(${idOf(round)}))
    select json_agg(json_build_object('code', a.code, 'title', a.title, 'area', ta.code, 'objective', o.code,
      'description', a.description, 'years', a.active_years,
      'lead', (select x.acronym from bodies x where x.activity_id = a.id and x.part = 'lead'),
      'cooperating', array(select x.acronym from bodies x where x.activity_id = a.id and x.part = 'cooperating'
        order by x.acronym),
      'states', array(select x.iso2 from states x where x.activity_id = a.id order by x.name),
      'partners', array(select p.slug from links x join tracker.partner p on p.id::text = x.key
        where x.activity_id = a.id and x.kind = 'partners' order by p.name),
      'articles', array(select c.code from links x join tracker.actip_article c on c.code = x.key
        where x.activity_id = a.id and x.kind = 'articles' order by c.position),
      'tags', array(select x.key from links x where x.activity_id = a.id and x.kind = 'tags' order by x.key),
      'lenses', array(select x.key from links x where x.activity_id = a.id and x.kind = 'lenses' order by x.key),
      'basis', a.basis) order by a.position)
    from tracker.activities_in(${idOf(round)}) a
    join tracker.objective o on o.id = a.objective_id
    join tracker.thematic_area ta on ta.id = o.area_id
    where tracker.is_in_force(a.added_round_id, null, ${idOf(round)})`);

const indicators = (round: string) =>
  list(sql`
    select json_agg(json_build_object('code', i.code, 'title', i.title, 'area', ta.code, 'activity', a.code,
      'level', i.level, 'measure', i.measure, 'unit', i.unit, 'direction', i.direction,
      'aggregation', i.aggregation, 'disclosureClass', i.disclosure_class, 'reportedBy', i.reported_by,
      'personCount', i.person_count, 'crossBorderOverlap', i.cross_border_overlap, 'definition', i.definition,
      'countingRule', i.counting_rule, 'numeratorLabel', i.numerator_label,
      'denominatorLabel', i.denominator_label,
      'dimensions', ${list(sql`
        select json_agg(json_build_object('code', d.code, 'name', d.name, 'categories',
          (select json_agg(json_build_object('code', k.code, 'name', k.name) order by k.position)
            from tracker.category k where k.dimension_code = d.code)) order by x.position)
        from tracker.indicator_dimension x join tracker.dimension d on d.code = x.dimension_code
        where x.indicator_id = i.id and ${buildAddedFilter('x', idOf(round))}`)},
      'choices', ${list(sql`
        select json_agg(json_build_object('code', c.code, 'label', c.label, 'counts', c.counts)
          order by c.position) from tracker.choice c where c.list_code = i.choice_list`)},
      'baseline', (select json_build_object('year', b.year, 'value', trim_scale(b.value)::text)
        from tracker.baseline b where b.indicator_id = i.id and b.reporter_id is null
          and ${buildVersionFilter('b', idOf(round))}),
      'targets', ${list(sql`
        select json_agg(json_build_object('year', t.year, 'value', trim_scale(t.value)::text) order by t.year)
        from tracker.target t where t.indicator_id = i.id and t.reporter_id is null
          and ${buildVersionFilter('t', idOf(round))}`)}) order by i.position)
    from tracker.indicators_in(${idOf(round)}) i
    join tracker.thematic_area ta on ta.id = i.area_id
    left join tracker.activity a on a.id = i.activity_id
    where tracker.is_in_force(i.added_round_id, null, ${idOf(round)}) and i.disclosure_class <> 'internal'`);

/**
 * What states have set for themselves, as far as the last proposal that was accepted up to the round says that it may be
 * published. Baselines stay out: they are figures of what happened, and no rule of disclosure has decided on them.
 */
const nationalTargets = (round: string) =>
  list(sql`
    select json_agg(json_build_object('reporter', q.code, 'indicator', i.code, 'targets', x.targets)
      order by q.code, i.position)
    from tracker.indicators_in(${idOf(round)}) i
    join lateral (select t.reporter_id, json_agg(json_build_object('year', t.year,
        'value', trim_scale(t.value)::text) order by t.year) as targets
      from tracker.target t where t.indicator_id = i.id and t.reporter_id is not null
        and ${buildVersionFilter('t', idOf(round))} group by t.reporter_id) x on true
    join tracker.reporter q on q.id = x.reporter_id
    where i.disclosure_class <> 'internal' and (select s.released from tracker.national_target_step s
      join tracker.round u on u.id = s.round_id
      where s.indicator_id = i.id and s.reporter_id = q.id and s.status = 'accepted'
        and u.period_start <= (select period_start from tracker.round where code = ${round})
      order by s.number desc limit 1)`);

/**
 * What was accepted last of each activity and state by the round, if the state agreed that it is published and it still
 * says something.
 */
const nationalCircumstances = (round: string) =>
  list(sql`
    select json_agg(json_build_object('reporter', q.code, 'activity', a.code,
        'notApplicable', x.content ->> 'notApplicable', 'milestones', x.content -> 'milestones')
      order by q.code, a.position, a.code)
    from (select distinct on (s.activity_id, s.reporter_id) s.* from tracker.national_circumstance_step s
      join tracker.round u on u.id = s.round_id
      where s.status = 'accepted' and u.plan_id = ${planOf(round)}
        and u.period_start <= (select period_start from tracker.round where code = ${round})
      order by s.activity_id, s.reporter_id, s.number desc) x
    join tracker.activities_in(${idOf(round)}) a on a.id = x.activity_id
    join tracker.reporter q on q.id = x.reporter_id
    where x.released and (x.content ->> 'notApplicable' <> '' or x.content -> 'milestones' <> '[]')`);

/**
 * Participants, partners, tags, articles and lenses as they stand. All plans share these lists; what belongs to other
 * plans and not to this one, as it reads in the round, is left out.
 */
async function loadLists(tx: Transaction, round: string, supporting: readonly string[]): Promise<Lists> {
  const plan = planOf(round);
  const elsewhere = (
    table: string,
    key: string,
    of: SQL,
  ) => sql`exists (select from tracker.${sql.raw(table)} x
    join tracker.activity a on a.id = x.activity_id where x.${sql.raw(key)} = ${of} and a.plan_id <> ${plan})`;
  const isForeign = (kind: string, key: SQL, isElsewhere: SQL) => sql`(${isElsewhere} and not exists (
    select from links l where l.kind = ${kind} and l.key = ${key}))`;
  const indicatorElsewhere = sql`exists (select from tracker.lens_indicator x
    join tracker.indicator i on i.id = x.indicator_id where x.lens_code = t.code and i.plan_id <> ${plan})`;
  const [row] = await readRows(
    tx,
    forms.lists.shape,
    sql`with links as materialized (select kind, key from tracker.activity_links_in(${idOf(round)}))
    select
      ${list(sql`
        select json_agg(json_build_object('code', code, 'label', label, 'mark', mark, 'iatiCode', iati_code,
          'isLate', is_late, 'isDone', is_done, 'isOnTrack', is_on_track) order by position)
        from tracker.plan_statuses(${plan})`)} as statuses,
      ${list(sql`
        select json_agg(json_build_object('code', p.code, 'kind', p.kind, 'name', coalesce(m.name, b.name),
          'pillar', b.pillar, 'iso3', m.iso3, 'm49', m.m49,
          'joinedOn', (select min(joined_on) from tracker.membership x where x.state_id = m.id),
          'tile', case when m.tile_row is not null and m.tile_column is not null
            then json_build_object('row', m.tile_row, 'column', m.tile_column) end)
          order by p.kind desc, coalesce(m.name, p.code))
        from tracker.reporter p
        left join tracker.member_state m on m.id = p.state_id
        left join tracker.sectoral_body b on b.id = p.body_id
        where p.kind = 'state'
          or exists (select from tracker.activity_bodies_in(${idOf(round)}) x where x.body_id = b.id)
          or exists (select from tracker.indicator_reporting_body x join tracker.indicator i on i.id = x.indicator_id
            where x.body_id = b.id and i.plan_id = ${plan})
          or exists (select from tracker.submission s join tracker.round r on r.id = s.round_id
            where s.reporter_id = p.id and r.plan_id = ${plan})
          or not (${elsewhere('activity_body', 'body_id', sql`b.id`)}
            or exists (select from tracker.indicator_reporting_body x
              join tracker.indicator i on i.id = x.indicator_id
              where x.body_id = b.id and i.plan_id <> ${plan}))`)} as reporters,
      ${list(sql`
        select json_agg(json_build_object('slug', t.slug, 'name', t.name, 'kind', t.kind, 'url', t.url) order by t.name)
        from tracker.partner t
        where t.slug = any (${sql.param(supporting)}::text[]) or not ${isForeign('partners', sql`t.id::text`, elsewhere('activity_partner', 'partner_id', sql`t.id`))}`)} as partners,
      ${list(sql`
        select json_agg(json_build_object('code', t.code, 'name', t.name) order by t.name) from tracker.tag t
        where not ${isForeign('tags', sql`t.code`, elsewhere('activity_tag', 'tag_code', sql`t.code`))}`)} as tags,
      ${list(sql`
        select json_agg(json_build_object('code', t.code, 'title', t.title, 'chapter', t.chapter) order by t.position)
        from tracker.actip_article t
        where not ${isForeign('articles', sql`t.code`, elsewhere('activity_article', 'article_code', sql`t.code`))}`)} as articles,
      ${list(sql`
        select json_agg(json_build_object('code', t.code, 'title', t.title, 'description', t.description,
          'menuLabel', t.menu_label, 'situation', t.situation,
          'drivers', ${list(sql`select json_agg(json_build_object('tag', d.tag_code, 'text', d.text)
            order by d.position, d.tag_code) from tracker.lens_driver d where d.lens_code = t.code`)},
          'indicators', ${lensIndicators(round)}) order by t.code)
        from tracker.lens t
        where exists (select from tracker.lens_indicator x join tracker.indicator i on i.id = x.indicator_id
            where x.lens_code = t.code and i.plan_id = ${plan})
          or not ${isForeign(
            'lenses',
            sql`t.code`,
            sql`(${elsewhere('lens_activity', 'lens_code', sql`t.code`)} or ${indicatorElsewhere})`,
          )}`)} as lenses,
      ${list(sql`
        select json_agg(json_build_object('code', code, 'label', label, 'isCooperation', is_cooperation)
          order by position, code) from tracker.library_kind`)} as "libraryKinds"`,
  );
  if (!row) throw new Error('A select of one row returns one row.');
  return row;
}

/** What a lens named `t` shows, in the order of the plan. */
const lensIndicators = (round: string) =>
  list(sql`
    select json_agg(json_build_object('indicator', i.code,
      'slice', case when x.slice_dimension is not null
        then json_build_object('dimension', x.slice_dimension, 'category', x.slice_category) end,
      'funnel', case when x.funnel_position is not null
        then json_build_object('position', x.funnel_position, 'label', x.funnel_label) end) order by i.position)
    from tracker.lens_indicator x join tracker.indicator i on i.id = x.indicator_id
    where x.lens_code = t.code and i.plan_id = ${planOf(round)} and i.disclosure_class <> 'internal'
      and tracker.is_in_force(i.added_round_id, null, ${idOf(round)})`);

/**
 * What amendments did to activities and indicators up to a round: reworded and from when, added, ended, merged into
 * another, split into others, or taken up again. The title that was left is kept beside the new one.
 */
function listAmendments(tx: Transaction, round: string): Promise<DocumentBody<'amendments'>> {
  return readRows(
    tx,
    forms.amendments.element.shape,
    sql`with newest as materialized (select id, plan_id, period_start from tracker.round where code = ${round}),
    versions as (
      select 'activity' as subject, a.code, v.until_round_id, v.content->>'title' as title, a.title as newest_title
      from tracker.activity_version v join tracker.activity a on a.id = v.activity_id
      join newest n on n.plan_id = a.plan_id
      union all
      select 'indicator', i.code, v.until_round_id, v.content->>'title', i.title
      from tracker.indicator_version v join tracker.indicator i on i.id = v.indicator_id
      join newest n on n.plan_id = i.plan_id and i.disclosure_class <> 'internal'
    ), readings as (
      select v.subject, v.code, v.until_round_id as round_id, v.title as before_title,
        lead(v.title, 1, v.newest_title) over (partition by v.subject, v.code order by u.period_start) as title
      from versions v join tracker.round u on u.id = v.until_round_id
    ), lives as (
      -- Whether it had ended in each reading, the last of which is how it reads now.
      select 'activity' as subject, v.activity_id as id, u.period_start, v.until_round_id,
        (v.content->>'ended_round_id')::integer as ended, (v.content->>'merged_into_id')::integer as merged
      from tracker.activity_version v join tracker.round u on u.id = v.until_round_id
      join newest n on n.plan_id = u.plan_id
      union all
      select 'activity', a.id, 'infinity', null, a.ended_round_id, a.merged_into_id
      from newest n join tracker.activity a on a.plan_id = n.plan_id
      union all
      select 'indicator', v.indicator_id, u.period_start, v.until_round_id,
        (v.content->>'ended_round_id')::integer, null
      from tracker.indicator_version v join tracker.round u on u.id = v.until_round_id
      join newest n on n.plan_id = u.plan_id
      union all
      select 'indicator', i.id, 'infinity', null, i.ended_round_id, null
      from newest n join tracker.indicator i on i.plan_id = n.plan_id
    ), steps as (
      select l.*, lag(ended) over life as ended_before, lag(until_round_id) over life as since_round_id
      from lives l window life as (partition by subject, id order by period_start)
    ), ends as (
      select subject, id, ended as round_id, merged from steps
      where ended is not null and ended is distinct from ended_before
    ), resumptions as (
      select subject, id, since_round_id as round_id from steps where ended is null and ended_before is not null
    ), items as (
      select 'activity' as subject, a.id, a.code, a.added_round_id, s.code as split_from,
        (select array_agg(x.code order by x.position) from tracker.activity x
          where x.split_from_id = a.id) as split_into
      from newest n join tracker.activity a on a.plan_id = n.plan_id
      left join tracker.activity s on s.id = a.split_from_id
      union all
      select 'indicator', i.id, i.code, i.added_round_id, null, null
      from newest n join tracker.indicator i on i.plan_id = n.plan_id and i.disclosure_class <> 'internal'
    ), turns as (
      select t.subject, t.code, case when m.id is not null then 'merged'
          when t.split_into is not null then 'split' else 'ended' end as kind,
        e.round_id, m.code as merged_into, case when m.id is null then t.split_into end as split_into
      from ends e join items t using (subject, id)
      left join tracker.activity m on m.id = e.merged and e.subject = 'activity'
      union all
      select t.subject, t.code, 'resumed', e.round_id, null, null
      from resumptions e join items t using (subject, id)
    ), changes as (
      -- A row whose only change is its end, or that it is taken up again, is told by that.
      select r.subject, r.code, 'reworded' as kind, r.round_id,
        case when r.before_title <> r.title then r.before_title end as before_title, null::text as merged_into,
        null::text as split_from, null::text[] as split_into
      from readings r
      where not exists (select from turns t where t.subject = r.subject and t.code = r.code
        and t.round_id = r.round_id)
      union all
      select t.subject, t.code, 'added', t.added_round_id, null, null, t.split_from, null
      from items t where t.added_round_id is not null
      union all
      select t.subject, t.code, t.kind, t.round_id, null, t.merged_into, null, t.split_into from turns t
    )
    select c.subject, c.code, c.kind, f.code as "fromRound", f.title as "fromTitle", c.before_title as "beforeTitle",
      c.merged_into as "mergedInto", coalesce(c.split_into, '{}') as "splitInto", c.split_from as "splitFrom"
    from changes c
    join tracker.round f on f.id = c.round_id
    join newest n on f.period_start <= n.period_start
    order by c.subject, c.code, f.period_start, c.kind`,
  );
}
