import type { SqlTransaction } from '#db/sql.ts';
import { identifier, part } from '#db/statement.ts';
import type { PlanFile } from '#server/domain/plan/plan-file.schema.ts';

type Tx = SqlTransaction;

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
export async function writeActivityLinks(
  tx: Tx,
  plan: number,
  activities: PlanFile['activities'],
): Promise<void> {
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

/** Writes by what indicators are split, who reports them, and their regional figures. */
export async function writeIndicatorLinks(
  tx: Tx,
  plan: number,
  indicators: PlanFile['indicators'],
): Promise<void> {
  if (indicators.length === 0) return;
  const rows = JSON.stringify(indicators);
  const given = part`
    json_to_recordset(${rows}::text::json) as g (code text, dimensions json, "reportingBodies" json,
      "baselineYear" integer, "baselineValue" numeric, targets json, lens text, "lensSlice" json,
      "funnelPosition" integer, "funnelLabel" text)
    join tracker.indicator i on i.plan_id = ${plan} and i.code = g.code`;

  const dimensions = part`
    select i.id, x.code, x.position::integer from ${given}
    cross join json_array_elements_text(g.dimensions) with ordinality as x (code, position)`;
  await tx`
    delete from tracker.indicator_dimension l using ${given}
    where l.indicator_id = i.id
      and (l.indicator_id, l.dimension_code) not in (select d.id, d.code from (${dimensions}) d)`;
  await tx`
    insert into tracker.indicator_dimension (indicator_id, dimension_code, position) ${dimensions}
    on conflict (indicator_id, dimension_code) do update set position = excluded.position`;

  const bodies = part`
    select i.id, b.id from ${given}
    cross join json_array_elements_text(g."reportingBodies") x (acronym)
    join tracker.sectoral_body b on b.acronym = x.acronym`;
  await tx`
    delete from tracker.indicator_reporting_body l using ${given}
    where l.indicator_id = i.id and (l.indicator_id, l.body_id) not in (${bodies})`;
  await tx`
    insert into tracker.indicator_reporting_body (indicator_id, body_id) ${bodies} on conflict do nothing`;

  // Regional figures only: what is known of a single reporter does not come from these files.
  await tx`delete from tracker.baseline l using ${given} where l.indicator_id = i.id and l.reporter_id is null`;
  await tx`
    insert into tracker.baseline (indicator_id, year, value)
    select i.id, g."baselineYear", g."baselineValue" from ${given} where g."baselineYear" is not null`;
  await tx`delete from tracker.target l using ${given} where l.indicator_id = i.id and l.reporter_id is null`;
  await tx`
    insert into tracker.target (indicator_id, year, value)
    select i.id, t.year, t.value from ${given}
    cross join json_to_recordset(g.targets) as t (year integer, value numeric)`;
  await tx`delete from tracker.lens_indicator l using ${given} where l.indicator_id = i.id`;
  await tx`
    insert into tracker.lens_indicator (lens_code, indicator_id, slice_dimension, slice_category,
      funnel_position, funnel_label)
    select g.lens, i.id, g."lensSlice"->>'dimension', g."lensSlice"->>'category', g."funnelPosition",
      g."funnelLabel"
    from ${given} where g.lens is not null`;
}
