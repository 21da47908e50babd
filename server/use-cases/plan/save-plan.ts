import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { readRows } from '#db/rows.ts';
import type { SqlTransaction } from '#db/sql.ts';
import { identifier, part } from '#db/statement.ts';
import type { PlanFile, PlanFilePart, PlanFileRule } from '#server/domain/plan/plan-file.schema.ts';
import { buildRuleKey, type PlanFileChanges } from '#server/domain/plan/plan-changes.calculations.ts';
import { type AmendedIndicators, saveIndicatorLinks } from './save-indicator-links.ts';

type Tx = SqlTransaction;

/**
 * Brings the stored plan to what a file says: writes rows that are new or changed, in bulk, and removes those that
 * left. `file` has its lists written out. With an amendment, the figures and breakdowns of indicators that have reports
 * count from its round on, and those of before stay for the rounds before it.
 */
export async function savePlan(
  tx: Tx,
  file: PlanFile,
  changes: PlanFileChanges,
  amended: AmendedIndicators | null,
): Promise<void> {
  const write = (part: PlanFilePart) => new Set([...changes[part].added, ...changes[part].changed]);
  const pick = <T extends { code: string }>(rows: readonly T[], part: PlanFilePart) => {
    const wanted = write(part);
    return rows.filter(({ code }) => wanted.has(code));
  };
  const plan = await savePlanHeader(tx, file);
  await writeAreas(tx, plan, pick(file.areas, 'areas'));
  await writeObjectives(tx, plan, pick(file.objectives, 'objectives'));
  const activities = pick(file.activities, 'activities');
  await writeActivities(tx, plan, activities);
  await writeActivityLinks(tx, plan, activities);
  const indicators = pick(file.indicators, 'indicators');
  await writeIndicators(tx, plan, indicators);
  await saveIndicatorLinks(tx, plan, indicators, amended);
  await removeRows(tx, plan, changes);
  if (file.rules) await writeRules(tx, plan, file.rules, changes);
  await writeOrder(tx, plan, file);
}

/** The plan's own row; gives its id. */
export async function savePlanHeader(tx: Tx, { plan }: PlanFile): Promise<number> {
  const [row] = await readRows(
    tx,
    { id: z.number() },
    sql`
    insert into tracker.plan (code, title, starts_on, ends_on, illustrative, notice)
    values (${plan.code}, ${plan.title}, ${plan.startsOn}, ${plan.endsOn}, ${plan.illustrative}, ${plan.notice})
    on conflict (code) do update set title = excluded.title, starts_on = excluded.starts_on,
      ends_on = excluded.ends_on, illustrative = excluded.illustrative, notice = excluded.notice
    returning id`,
  );
  if (!row) throw new Error('An upsert always returns its row.');
  return row.id;
}

/** New rows get their place at the end by writeOrder. */
async function writeAreas(tx: Tx, plan: number, areas: PlanFile['areas']) {
  if (areas.length === 0) return;
  await tx`
    insert into tracker.thematic_area (plan_id, code, title, position)
    select ${plan}, g.code, g.title, 0
    from json_to_recordset(${JSON.stringify(areas)}::text::json) as g (code text, title text)
    on conflict (plan_id, code) do update set title = excluded.title`;
}

/** An objective may move to another area, so it is looked for in the whole plan. */
async function writeObjectives(tx: Tx, plan: number, objectives: PlanFile['objectives']) {
  if (objectives.length === 0) return;
  const rows = JSON.stringify(objectives);
  await tx`
    with given as (
      select g.code, g.title, a.id as area_id
      from json_to_recordset(${rows}::text::json) as g (code text, area text, title text)
      join tracker.thematic_area a on a.plan_id = ${plan} and a.code = g.area
    ), known as (
      select o.id, o.code from tracker.objective o
      join tracker.thematic_area a on a.id = o.area_id where a.plan_id = ${plan}
    ), moved as (
      update tracker.objective o set area_id = g.area_id, title = g.title
      from given g join known k on k.code = g.code where o.id = k.id
    )
    insert into tracker.objective (area_id, code, title, position)
    select g.area_id, g.code, g.title, 0 from given g
    where not exists (select from known k where k.code = g.code)`;
}

async function writeActivities(tx: Tx, plan: number, activities: PlanFile['activities']) {
  if (activities.length === 0) return;
  await tx`
    insert into tracker.activity (plan_id, objective_id, code, title, description, active_years, basis,
      added_round_id, position)
    select ${plan}, o.id, g.code, g.title, g.description,
      array(select y::integer from json_array_elements_text(g."activeYears") y), g.basis,
      (select r.id from tracker.round r where r.plan_id = ${plan} and r.code = g."addedFrom"), 0
    from json_to_recordset(${JSON.stringify(activities)}::text::json) as g (
      code text, objective text, title text, description text, "activeYears" json, basis text, "addedFrom" text)
    join tracker.objective o on o.code = g.objective
    join tracker.thematic_area a on a.id = o.area_id and a.plan_id = ${plan}
    on conflict (plan_id, code) do update set objective_id = excluded.objective_id, title = excluded.title,
      description = excluded.description, active_years = excluded.active_years, basis = excluded.basis,
      added_round_id = excluded.added_round_id`;
  // Once all are there: one may go on in another that is new, or in several.
  await tx`
    update tracker.activity a set
      ended_round_id = (select r.id from tracker.round r where r.plan_id = ${plan} and r.code = g."endedFrom"),
      merged_into_id = (select m.id from tracker.activity m where m.plan_id = ${plan} and m.code = g."mergedInto"),
      split_from_id = (select s.id from tracker.activity s where s.plan_id = ${plan} and s.code = g."splitFrom")
    from json_to_recordset(${JSON.stringify(activities)}::text::json) as g (
      code text, "endedFrom" text, "mergedInto" text, "splitFrom" text)
    where a.plan_id = ${plan} and a.code = g.code`;
}

async function writeIndicators(tx: Tx, plan: number, indicators: PlanFile['indicators']) {
  if (indicators.length === 0) return;
  await tx`
    insert into tracker.indicator (plan_id, area_id, activity_id, code, title, level, measure, unit, direction,
      aggregation, disclosure_class, reported_by, derivation, choice_list, person_count, cross_border_overlap,
      definition, counting_rule, numerator_label, denominator_label, added_round_id, ended_round_id, position)
    select ${plan}, ar.id, ac.id, g.code, g.title, g.level, g.measure, g.unit, g.direction, g.aggregation,
      g."disclosureClass", g."reportedBy", g.derivation, g.choices, g."personCount", g."crossBorderOverlap",
      g.definition, g."countingRule", g."numeratorLabel", g."denominatorLabel",
      (select r.id from tracker.round r where r.plan_id = ${plan} and r.code = g."addedFrom"),
      (select r.id from tracker.round r where r.plan_id = ${plan} and r.code = g."endedFrom"), 0
    from json_to_recordset(${JSON.stringify(indicators)}::text::json) as g (
      code text, area text, activity text, title text, level text, measure text, unit text, direction text,
      aggregation text, "disclosureClass" text, "reportedBy" text, derivation text, choices text,
      "personCount" boolean, "crossBorderOverlap" boolean, definition text, "countingRule" text,
      "numeratorLabel" text, "denominatorLabel" text, "addedFrom" text, "endedFrom" text)
    join tracker.thematic_area ar on ar.plan_id = ${plan} and ar.code = g.area
    left join tracker.activity ac on ac.plan_id = ${plan} and ac.code = g.activity
    on conflict (plan_id, code) do update set area_id = excluded.area_id, activity_id = excluded.activity_id,
      title = excluded.title, level = excluded.level, measure = excluded.measure, unit = excluded.unit,
      direction = excluded.direction, aggregation = excluded.aggregation,
      disclosure_class = excluded.disclosure_class, reported_by = excluded.reported_by,
      derivation = excluded.derivation, choice_list = excluded.choice_list,
      person_count = excluded.person_count, cross_border_overlap = excluded.cross_border_overlap,
      definition = excluded.definition, counting_rule = excluded.counting_rule,
      numerator_label = excluded.numerator_label, denominator_label = excluded.denominator_label,
      added_round_id = excluded.added_round_id, ended_round_id = excluded.ended_round_id`;
}

/** From the leaves up. What somebody was asked about cannot come here; the foreign keys would refuse it. */
async function removeRows(tx: Tx, plan: number, changes: PlanFileChanges) {
  const indicators = changes.indicators.removed;
  const activities = changes.activities.removed;
  if (indicators.length > 0) {
    for (const table of [
      'validation_rule',
      'indicator_reporting_body',
      'indicator_dimension',
      'baseline',
      'target',
      'lens_indicator',
    ]) {
      await tx`
        delete from tracker.${identifier(table)} x using tracker.indicator i
        where i.id = x.indicator_id and i.plan_id = ${plan} and i.code = any (${indicators})`;
    }
    await tx`delete from tracker.indicator where plan_id = ${plan} and code = any (${indicators})`;
  }
  if (activities.length > 0) {
    for (const table of [
      'activity_body',
      'activity_state',
      'activity_partner',
      'activity_article',
      'activity_tag',
      'lens_activity',
    ]) {
      await tx`
        delete from tracker.${identifier(table)} x using tracker.activity a
        where a.id = x.activity_id and a.plan_id = ${plan} and a.code = any (${activities})`;
    }
    await tx`delete from tracker.activity where plan_id = ${plan} and code = any (${activities})`;
  }
  await tx`
    delete from tracker.objective o using tracker.thematic_area a
    where a.id = o.area_id and a.plan_id = ${plan} and o.code = any (${changes.objectives.removed})`;
  await tx`
    delete from tracker.thematic_area where plan_id = ${plan} and code = any (${changes.areas.removed})`;
}

/** What left the file goes; what is new or changed is written in the order of the file. */
async function writeRules(
  tx: Tx,
  plan: number,
  rules: readonly PlanFileRule[],
  { rules: changes }: PlanFileChanges,
) {
  const named = rules.map((rule) => ({ ...rule, name: buildRuleKey(rule) }));
  await tx`
    delete from tracker.validation_rule v
    where v.plan_id = ${plan} and coalesce((select i.code from tracker.indicator i where i.id = v.indicator_id), '')
      || '/' || v.rule = any (${changes.removed})`;
  const wanted = new Set([...changes.added, ...changes.changed]);
  await tx`
    insert into tracker.validation_rule (plan_id, indicator_id, rule, severity, parameters)
    select ${plan}, i.id, g.rule, g.severity, g.parameters
    from json_to_recordset(${JSON.stringify(named.filter(({ name }) => wanted.has(name)))}::text::json) as g (
      indicator text, rule text, severity text, parameters jsonb)
    left join tracker.indicator i on i.plan_id = ${plan} and i.code = g.indicator
    on conflict (plan_id, indicator_id, rule) do update
      set severity = excluded.severity, parameters = excluded.parameters`;
}

/** Gives every row the place that it has in its file. */
async function writeOrder(tx: Tx, plan: number, file: PlanFile) {
  const codes = (rows: readonly { code: string }[]) => rows.map(({ code }) => code);
  for (const [table, rows] of [
    ['thematic_area', file.areas],
    ['activity', file.activities],
    ['indicator', file.indicators],
  ] as const) {
    await tx`
      update tracker.${identifier(table)} x set position = g.position
      from unnest(${codes(rows)}::text[]) with ordinality as g (code, position)
      where x.plan_id = ${plan} and x.code = g.code and x.position <> g.position`;
  }
  await tx`
    update tracker.objective x set position = g.position
    from unnest(${codes(file.objectives)}::text[]) with ordinality as g (code, position), tracker.thematic_area a
    where a.id = x.area_id and a.plan_id = ${plan} and x.code = g.code and x.position <> g.position`;
}

/** What a link table holds: the row's own code and the code of what it points to. */
const activityLinks = [
  {
    table: 'activity_state',
    column: 'state_id',
    field: 'participatingStates',
    target: 'member_state',
    code: 'iso2',
  },
  { table: 'activity_partner', column: 'partner_id', field: 'partners', target: 'partner', code: 'slug' },
  {
    table: 'activity_article',
    column: 'article_code',
    field: 'actipArticles',
    target: 'actip_article',
    code: 'code',
  },
  { table: 'activity_tag', column: 'tag_code', field: 'tags', target: 'tag', code: 'code' },
  { table: 'lens_activity', column: 'lens_code', field: 'lenses', target: 'lens', code: 'code' },
] as const;

/** Writes who leads, cooperates and takes part, and to what each activity belongs. */
async function writeActivityLinks(tx: Tx, plan: number, activities: PlanFile['activities']): Promise<void> {
  if (activities.length === 0) return;
  const rows = JSON.stringify(activities);
  await writeBodies(tx, plan, rows);
  for (const { table, column, field, target, code } of activityLinks) {
    const id = column.endsWith('_id') ? 'id' : 'code';
    const wanted = part`
      select a.id as activity_id, t.${identifier(id)} as target
      from json_to_recordset(${rows}::text::json) as g (code text, ${identifier(field)} json)
      join tracker.activity a on a.plan_id = ${plan} and a.code = g.code
      cross join json_array_elements_text(g.${identifier(field)}) x (code)
      join tracker.${identifier(target)} t on t.${identifier(code)} = x.code`;
    await tx`
      delete from tracker.${identifier(table)} l
      using json_to_recordset(${rows}::text::json) as g (code text)
      join tracker.activity a on a.plan_id = ${plan} and a.code = g.code
      where l.activity_id = a.id and (l.activity_id, l.${identifier(column)}) not in (${wanted})`;
    await tx`
      insert into tracker.${identifier(table)} (activity_id, ${identifier(column)}) ${wanted} on conflict do nothing`;
  }
}

/** First what is gone: an activity has one lead at every moment. */
async function writeBodies(tx: Tx, plan: number, rows: string) {
  const wanted = part`
    select a.id as activity_id, b.id as body_id, x.part
    from json_to_recordset(${rows}::text::json) as g (code text, lead text, cooperating json)
    join tracker.activity a on a.plan_id = ${plan} and a.code = g.code
    cross join lateral (
      select g.lead as acronym, 'lead' as part
      union all select value, 'cooperating' from json_array_elements_text(g.cooperating)) x
    join tracker.sectoral_body b on b.acronym = x.acronym`;
  await tx`
    delete from tracker.activity_body l
    using json_to_recordset(${rows}::text::json) as g (code text)
    join tracker.activity a on a.plan_id = ${plan} and a.code = g.code
    where l.activity_id = a.id and (l.activity_id, l.body_id, l.part) not in (${wanted})`;
  await tx`
    insert into tracker.activity_body (activity_id, body_id, part) ${wanted} on conflict do nothing`;
}
