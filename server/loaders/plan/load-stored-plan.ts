import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { readRows } from '#db/rows.ts';
import type { Statements } from '#db/sql.ts';
import {
  registerDerivations,
  reportedByKinds,
  indicatorLevels,
  ruleSeverities,
  type PlanFile,
  type PlanFileReference,
  type PlanFileActivity,
  type PlanFileIndicator,
  type PlanFileRule,
} from '#server/domain/plan/plan-file.schema.ts';
import { directions, disclosureClasses } from '#server/domain/value/indicator-definition.ts';
import { measures, aggregations } from '#server/domain/value/measures.ts';
import { parametersSchema } from '#server/domain/validation/parameter-text.rules.ts';
import type { PlanLists } from '#server/domain/plan/plan-list.schema.ts';

const planFileReferenceShape = {
  bodies: z.array(z.string()).nullable(),
  ownBodies: z.array(z.string()).nullable(),
  states: z.array(z.string()).nullable(),
  partners: z.array(z.string()).nullable(),
  articles: z.array(z.string()).nullable(),
  tags: z.array(z.string()).nullable(),
  lenses: z.array(z.string()).nullable(),
  dimensions: z.array(z.string()).nullable(),
  categories: z.array(z.object({ dimension: z.string(), code: z.string() })).nullable(),
  choiceLists: z.array(z.string()).nullable(),
  rounds: z.array(z.string()).nullable(),
};

/** What a plan may refer to, as the database has it; rounds and rules are those of the plan with this code. */
export async function loadReferenceCodes(tx: Statements, plan: string): Promise<PlanFileReference> {
  const [row] = await readRows(
    tx,
    planFileReferenceShape,
    sql`select
      (select array_agg(acronym order by id) from tracker.sectoral_body) as bodies,
      (select array(select b.acronym from tracker.sectoral_body b
          where exists (select from tracker.activity_body x join tracker.activity a on a.id = x.activity_id
            where x.body_id = b.id and a.plan_id = p.id)
          or exists (select from tracker.indicator_reporting_body x join tracker.indicator i on i.id = x.indicator_id
            where x.body_id = b.id and i.plan_id = p.id) order by b.id)
        from tracker.plan p where p.code = ${plan}) as "ownBodies",
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
        where plan_id = (select id from tracker.plan where code = ${plan})) as rounds`,
  );
  const {
    bodies,
    ownBodies,
    states,
    partners,
    articles,
    tags,
    lenses,
    dimensions,
    categories,
    choiceLists,
    rounds,
  } = row ?? {};
  return {
    bodies: bodies ?? [],
    ownBodies: ownBodies ?? null,
    states: states ?? [],
    partners: partners ?? [],
    articles: articles ?? [],
    tags: tags ?? [],
    lenses: lenses ?? [],
    dimensions: dimensions ?? [],
    categories: categories ?? [],
    choiceLists: choiceLists ?? [],
    rounds: rounds ?? [],
    rules: await listPlanRules(tx, plan),
  };
}

const planFileObjectiveShape = { title: z.string(), code: z.string(), area: z.string() };

const planFileAreaShape = { title: z.string(), code: z.string() };

const planFilePlanShape = {
  notice: z.string(),
  title: z.string(),
  code: z.string(),
  startsOn: z.string(),
  endsOn: z.string(),
  illustrative: z.boolean(),
};

/** A plan as stored, with every list written out, or null when there is none with this code. */
export async function loadStoredPlan(tx: Statements, code: string): Promise<PlanFile | null> {
  const [plan] = await readRows(
    tx,
    planFilePlanShape,
    sql`select code, title, starts_on::text as "startsOn", ends_on::text as "endsOn", illustrative, notice
    from tracker.plan where code = ${code}`,
  );
  if (!plan) return null;
  const areas = await readRows(
    tx,
    planFileAreaShape,
    sql`select a.code, a.title from tracker.thematic_area a join tracker.plan p on p.id = a.plan_id
    where p.code = ${code} order by a.position`,
  );
  const objectives = await readRows(
    tx,
    planFileObjectiveShape,
    sql`select o.code, a.code as area, o.title from tracker.objective o
    join tracker.thematic_area a on a.id = o.area_id join tracker.plan p on p.id = a.plan_id
    where p.code = ${code} order by o.position`,
  );
  return {
    plan,
    areas,
    objectives,
    activities: await readActivities(tx, code),
    indicators: await readIndicators(tx, code),
    rules: await listPlanRules(tx, code),
  };
}

const planFileRuleShape = {
  indicator: z.string().nullable(),
  rule: z.string(),
  severity: z.enum(ruleSeverities),
  parameters: parametersSchema,
};

/** The rules of a plan: those for all first, then those of single indicators in the order of the plan. */
export function listPlanRules(tx: Pick<Statements, 'execute'>, plan: string): Promise<PlanFileRule[]> {
  return readRows(
    tx,
    planFileRuleShape,
    sql`select i.code as indicator, v.rule, v.severity, v.parameters
    from tracker.validation_rule v
    join tracker.plan p on p.id = v.plan_id
    left join tracker.indicator i on i.id = v.indicator_id
    where p.code = ${plan} order by i.position nulls first, v.id`,
  );
}

const planFileActivityShape = {
  title: z.string(),
  code: z.string(),
  description: z.string(),
  partners: z.array(z.string()),
  tags: z.array(z.string()),
  lenses: z.array(z.string()),
  objective: z.string(),
  lead: z.string(),
  cooperating: z.array(z.string()),
  basis: z.string(),
  activeYears: z.array(z.number()),
  actipArticles: z.array(z.string()),
  participatingStates: z.array(z.string()),
  addedFrom: z.string().nullable(),
  endedFrom: z.string().nullable(),
  mergedInto: z.string().nullable(),
  splitFrom: z.string().nullable(),
};

function readActivities(tx: Statements, plan: string): Promise<PlanFileActivity[]> {
  return readRows(
    tx,
    planFileActivityShape,
    sql`select a.code, o.code as objective, a.title, a.description, lead.acronym as lead,
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
    where p.code = ${plan} order by a.position`,
  );
}

const planFileIndicatorShape = {
  title: z.string(),
  code: z.string(),
  area: z.string(),
  activity: z.string().nullable(),
  level: z.enum(indicatorLevels),
  measure: z.enum(measures),
  unit: z.string(),
  direction: z.enum(directions),
  aggregation: z.enum(aggregations),
  definition: z.string(),
  dimensions: z.array(z.string()),
  choices: z.string().nullable(),
  targets: z.array(z.object({ year: z.number(), value: z.number() })),
  addedFrom: z.string().nullable(),
  endedFrom: z.string().nullable(),
  disclosureClass: z.enum(disclosureClasses),
  reportedBy: z.enum(reportedByKinds),
  reportingBodies: z.array(z.string()),
  derivation: z.enum(registerDerivations).nullable(),
  personCount: z.boolean(),
  crossBorderOverlap: z.boolean(),
  countingRule: z.string(),
  numeratorLabel: z.string().nullable(),
  denominatorLabel: z.string().nullable(),
  baselineYear: z.number().nullable(),
  baselineValue: z.number().nullable(),
  lens: z.string().nullable(),
  lensSlice: z.object({ dimension: z.string(), category: z.string() }).nullable(),
  funnelPosition: z.number().nullable(),
  funnelLabel: z.string().nullable(),
};

function readIndicators(tx: Statements, plan: string): Promise<PlanFileIndicator[]> {
  return readRows(
    tx,
    planFileIndicatorShape,
    sql`select i.code, ar.code as area, ac.code as activity, i.title, i.level, i.measure, i.unit, i.direction,
      i.aggregation, i.disclosure_class as "disclosureClass", i.reported_by as "reportedBy",
      array(select b.acronym from tracker.indicator_reporting_body x
        join tracker.sectoral_body b on b.id = x.body_id
        where x.indicator_id = i.id order by b.id) as "reportingBodies",
      i.derivation,
      array(select dimension_code from tracker.indicator_dimension
        where indicator_id = i.id and ended_round_id is null order by position) as dimensions,
      i.choice_list as choices, i.person_count as "personCount",
      i.cross_border_overlap as "crossBorderOverlap", i.definition, i.counting_rule as "countingRule",
      i.numerator_label as "numeratorLabel", i.denominator_label as "denominatorLabel",
      b.year as "baselineYear", b.value::float8 as "baselineValue",
      coalesce((select json_agg(json_build_object('year', t.year, 'value', t.value::float8) order by t.year)
        from tracker.target t where t.indicator_id = i.id and t.reporter_id is null
          and t.ended_round_id is null), '[]') as targets,
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
    left join tracker.baseline b on b.indicator_id = i.id and b.reporter_id is null and b.ended_round_id is null
    left join tracker.lens_indicator l on l.indicator_id = i.id
    where p.code = ${plan} order by i.position`,
  );
}

/**
 * The lists that plans depend on as they are stored, as text; statuses and rounds are those of the plan with this
 * code. A body shows its latest mandate.
 */
export async function loadStoredLists(tx: Statements, plan: string): Promise<PlanLists> {
  const [row] = await readRows(
    tx,
    { lists: z.record(z.string(), z.array(z.record(z.string(), z.string()))) },
    sql`with p as (select (select id from tracker.plan where code = ${plan}) as id)
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
          'description', description, 'menu_label', menu_label, 'situation', situation) order by code), '[]')
        from tracker.lens),
      'lens-drivers', (select coalesce(json_agg(json_build_object('lens', lens_code, 'tag', tag_code,
          'text', text) order by lens_code, position, tag_code), '[]') from tracker.lens_driver),
      'dimensions', (select coalesce(json_agg(json_build_object('code', code, 'name', name) order by code), '[]')
        from tracker.dimension),
      'categories', (select coalesce(json_agg(json_build_object('dimension', dimension_code, 'code', code,
          'name', name) order by dimension_code, position, code), '[]') from tracker.category),
      'choice-lists', (select coalesce(json_agg(json_build_object('list', list_code, 'code', code, 'label', label,
          'counts', case when counts then 'yes' else 'no' end) order by list_code, position, code), '[]') from tracker.choice),
      'rounds', (select coalesce(json_agg(json_build_object('code', r.code, 'title', r.title,
          'period_start', r.period_start::text, 'period_end', r.period_end::text, 'opens_on', r.opens_on::text,
          'due_on', r.due_on::text, 'closes_on', r.closes_on::text) order by r.period_start, r.code), '[]')
        from p join tracker.round r on r.plan_id = p.id)) as lists`,
  );
  return row?.lists ?? {};
}
