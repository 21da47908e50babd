import type { Statements } from '#db/sql.ts';
import type {
  PlanFile,
  PlanFileActivity,
  PlanFileArea,
  PlanFileIndicator,
  PlanFileObjective,
  PlanFilePlan,
  PlanFileReference,
  PlanFileRule,
} from '#server/domain/plan/plan-file.schema.ts';

/** The codes that a plan may refer to, as the database has them; the rounds are those of the plan with this code. */
export async function readReferenceCodes(sql: Statements, plan: string): Promise<PlanFileReference> {
  const [row] = await sql<PlanFileReference[]>`
    select
      (select array_agg(acronym order by id) from tracker.sectoral_body) as bodies,
      (select array_agg(iso2 order by id) from tracker.member_state) as states,
      (select array_agg(slug order by slug) from tracker.partner) as partners,
      (select array_agg(code order by position) from tracker.actip_article) as articles,
      (select array_agg(code) from tracker.tag) as tags,
      (select array_agg(code) from tracker.lens) as lenses,
      (select array_agg(code) from tracker.dimension) as dimensions,
      (select json_agg(json_build_object('dimension', dimension_code, 'code', code))
        from tracker.category) as categories,
      (select array_agg(distinct list_code) from tracker.choice) as "choiceLists",
      (select array_agg(code order by period_start) from tracker.round
        where plan_id = (select id from tracker.plan where code = ${plan})) as rounds`;
  const { bodies, states, partners, articles, tags, lenses, dimensions, categories, choiceLists, rounds } =
    row ?? {};
  return {
    bodies: bodies ?? [],
    states: states ?? [],
    partners: partners ?? [],
    articles: articles ?? [],
    tags: tags ?? [],
    lenses: lenses ?? [],
    dimensions: dimensions ?? [],
    categories: categories ?? [],
    choiceLists: choiceLists ?? [],
    rounds: rounds ?? [],
  };
}

/** A plan as stored, with every list written out, or null when there is none with this code. */
export async function readStoredPlan(sql: Statements, code: string): Promise<PlanFile | null> {
  const [plan] = await sql<PlanFilePlan[]>`
    select code, title, starts_on::text as "startsOn", ends_on::text as "endsOn", illustrative, notice
    from tracker.plan where code = ${code}`;
  if (!plan) return null;
  const areas = await sql<PlanFileArea[]>`
    select a.code, a.title from tracker.thematic_area a join tracker.plan p on p.id = a.plan_id
    where p.code = ${code} order by a.position`;
  const objectives = await sql<PlanFileObjective[]>`
    select o.code, a.code as area, o.title from tracker.objective o
    join tracker.thematic_area a on a.id = o.area_id join tracker.plan p on p.id = a.plan_id
    where p.code = ${code} order by o.position`;
  return {
    plan,
    areas: [...areas],
    objectives: [...objectives],
    activities: [...(await readActivities(sql, code))],
    indicators: [...(await readIndicators(sql, code))],
    rules: [...(await readRules(sql, code))],
  };
}

/** Rules for all first, then those of single indicators in the order of the plan. */
function readRules(sql: Statements, plan: string) {
  return sql<PlanFileRule[]>`
    select i.code as indicator, v.rule, v.severity, v.parameters
    from tracker.validation_rule v
    join tracker.plan p on p.id = v.plan_id
    left join tracker.indicator i on i.id = v.indicator_id
    where p.code = ${plan} order by i.position nulls first, v.id`;
}

function readActivities(sql: Statements, plan: string) {
  return sql<PlanFileActivity[]>`
    select a.code, o.code as objective, a.title, a.description, lead.acronym as lead,
      array(select b.acronym from tracker.activity_body x join tracker.sectoral_body b on b.id = x.body_id
        where x.activity_id = a.id and x.part = 'cooperating' order by b.id) as cooperating,
      a.active_years as "activeYears",
      array(select x.article_code from tracker.activity_article x
        join tracker.actip_article y on y.code = x.article_code
        where x.activity_id = a.id order by y.position) as "actipArticles",
      array(select tag_code from tracker.activity_tag where activity_id = a.id order by tag_code) as tags,
      array(select lens_code from tracker.lens_activity where activity_id = a.id order by lens_code) as lenses,
      array(select y.slug from tracker.activity_partner x join tracker.partner y on y.id = x.partner_id
        where x.activity_id = a.id order by y.slug) as partners,
      array(select m.iso2 from tracker.activity_state x join tracker.member_state m on m.id = x.state_id
        where x.activity_id = a.id order by m.iso2) as "participatingStates",
      a.basis, (select code from tracker.round where id = a.added_round_id) as "addedFrom",
      (select code from tracker.round where id = a.ended_round_id) as "endedFrom",
      (select code from tracker.activity where id = a.merged_into_id) as "mergedInto",
      (select code from tracker.activity where id = a.split_from_id) as "splitFrom"
    from tracker.activity a
    join tracker.plan p on p.id = a.plan_id
    join tracker.objective o on o.id = a.objective_id
    join tracker.activity_body ab on ab.activity_id = a.id and ab.part = 'lead'
    join tracker.sectoral_body lead on lead.id = ab.body_id
    where p.code = ${plan} order by a.position`;
}

function readIndicators(sql: Statements, plan: string) {
  return sql<PlanFileIndicator[]>`
    select i.code, ar.code as area, ac.code as activity, i.title, i.level, i.measure, i.unit, i.direction,
      i.aggregation, i.disclosure_class as "disclosureClass", i.reported_by as "reportedBy",
      array(select b.acronym from tracker.indicator_reporting_body x
        join tracker.sectoral_body b on b.id = x.body_id
        where x.indicator_id = i.id order by b.id) as "reportingBodies",
      i.derivation,
      array(select dimension_code from tracker.indicator_dimension
        where indicator_id = i.id order by position) as dimensions,
      i.choice_list as choices, i.person_count as "personCount",
      i.cross_border_overlap as "crossBorderOverlap", i.definition, i.counting_rule as "countingRule",
      i.numerator_label as "numeratorLabel", i.denominator_label as "denominatorLabel",
      b.year as "baselineYear", b.value::float8 as "baselineValue",
      coalesce((select json_agg(json_build_object('year', t.year, 'value', t.value::float8) order by t.year)
        from tracker.target t where t.indicator_id = i.id and t.reporter_id is null), '[]') as targets,
      l.lens_code as lens,
      case when l.slice_dimension is not null then
        json_build_object('dimension', l.slice_dimension, 'category', l.slice_category) end as "lensSlice",
      l.funnel_position as "funnelPosition", l.funnel_label as "funnelLabel",
      (select code from tracker.round where id = i.added_round_id) as "addedFrom",
      (select code from tracker.round where id = i.ended_round_id) as "endedFrom"
    from tracker.indicator i
    join tracker.plan p on p.id = i.plan_id
    join tracker.thematic_area ar on ar.id = i.area_id
    left join tracker.activity ac on ac.id = i.activity_id
    left join tracker.baseline b on b.indicator_id = i.id and b.reporter_id is null
    left join tracker.lens_indicator l on l.indicator_id = i.id
    where p.code = ${plan} order by i.position`;
}
