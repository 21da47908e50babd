import type { SqlTransaction } from '#db/sql.ts';
import { identifier, part } from '#db/statement.ts';
import type { PlanFile } from '#server/domain/plan/plan-file.schema.ts';

type Statement = ReturnType<typeof part>;

/** Codes of the indicators that an amendment touches, and the round from which it counts. */
export type AmendedIndicators = { readonly codes: readonly string[]; readonly round: string };

/** Writes by what indicators are split, who reports them, their regional figures, and their place in a lens. */
export async function saveIndicatorLinks(
  tx: SqlTransaction,
  plan: number,
  indicators: PlanFile['indicators'],
  amended: AmendedIndicators | null,
): Promise<void> {
  if (indicators.length === 0) return;
  const rows = JSON.stringify(
    indicators.map((row) => ({ ...row, from: amended?.codes.includes(row.code) ? amended.round : null })),
  );
  const given = part`
    json_to_recordset(${rows}::text::json) as g (code text, dimensions json, "reportingBodies" json,
      "baselineYear" integer, "baselineValue" numeric, targets json, lens text, "lensSlice" json,
      "funnelPosition" integer, "funnelLabel" text, "from" text)
    join tracker.indicator i on i.plan_id = ${plan} and i.code = g.code
    left join tracker.round f on f.plan_id = ${plan} and f.code = g."from"`;
  await writeDimensions(tx, given);
  await writeBodies(tx, given);
  await writeBaselines(tx, given);
  await writeTargets(tx, given);
  await tx`
    delete from tracker.lens_indicator l
    where l.indicator_id in (select i.id from ${given})`;
  await tx`
    insert into tracker.lens_indicator (lens_code, indicator_id, slice_dimension, slice_category,
      funnel_position, funnel_label)
    select g.lens, i.id, g."lensSlice"->>'dimension', g."lensSlice"->>'category', g."funnelPosition",
      g."funnelLabel"
    from ${given} where g.lens is not null`;
}

/**
 * A breakdown that ends with an amendment keeps its row: what was reported by it, and who reports it, name the row. One
 * that comes back counts from its new round on.
 */
async function writeDimensions(tx: SqlTransaction, given: Statement) {
  const wanted = part`
    select i.id, x.code, x.position::integer, f.id as from_id from ${given}
    cross join json_array_elements_text(g.dimensions) with ordinality as x (code, position)`;
  await tx`
    update tracker.indicator_dimension l set ended_round_id = s.from_id
    from (select i.id, f.id as from_id from ${given}) s
    where l.indicator_id = s.id and l.ended_round_id is null and s.from_id is not null
      and (l.indicator_id, l.dimension_code) not in (select d.id, d.code from (${wanted}) d)`;
  await tx`
    delete from tracker.indicator_dimension l
    using (select i.id from ${given} where f.id is null) s
    where l.indicator_id = s.id and l.ended_round_id is null
      and (l.indicator_id, l.dimension_code) not in (select d.id, d.code from (${wanted}) d)`;
  await tx`
    insert into tracker.indicator_dimension as l (indicator_id, dimension_code, position, added_round_id) ${wanted}
    on conflict (indicator_id, dimension_code) do update set position = excluded.position, ended_round_id = null,
      added_round_id = case when l.ended_round_id is null or l.ended_round_id = excluded.added_round_id
        then l.added_round_id else excluded.added_round_id end`;
}

async function writeBodies(tx: SqlTransaction, given: Statement) {
  const wanted = part`
    select i.id, b.id from ${given}
    cross join json_array_elements_text(g."reportingBodies") x (acronym)
    join tracker.sectoral_body b on b.acronym = x.acronym`;
  await tx`
    delete from tracker.indicator_reporting_body l
    where l.indicator_id in (select i.id from ${given}) and (l.indicator_id, l.body_id) not in (${wanted})`;
  await tx`
    insert into tracker.indicator_reporting_body (indicator_id, body_id) ${wanted} on conflict do nothing`;
}

/** Regional figures only: what is known of a single reporter does not come from these files. */
const writeBaselines = (tx: SqlTransaction, given: Statement) =>
  writeFigures(
    tx,
    'baseline',
    given,
    part`select i.id, g."baselineYear" as year, g."baselineValue" as value, f.id as from_id
      from ${given} where g."baselineYear" is not null`,
  );

const writeTargets = (tx: SqlTransaction, given: Statement) =>
  writeFigures(
    tx,
    'target',
    given,
    part`select i.id, t.year, t.value, f.id as from_id from ${given}
      cross join json_to_recordset(g.targets) as t (year integer, value numeric)`,
  );

/**
 * Ends the figures that are not wanted any more with the round of an amendment, and adds those that are new from it on.
 * What held in no round of its own, and what is corrected without an amendment, goes. A correction holds as long as
 * what it corrects: from the newest round that any figure of the indicator names.
 */
async function writeFigures(
  tx: SqlTransaction,
  name: 'baseline' | 'target',
  given: Statement,
  wanted: Statement,
) {
  const table = identifier(name);
  await tx`
    with wanted as (${wanted}), touched as (select i.id, f.id as from_id from ${given}), gone as (
      select x.ctid, s.from_id, s.from_id is null or x.added_round_id is not distinct from s.from_id as goes
      from tracker.${table} x join touched s on s.id = x.indicator_id
      where x.reporter_id is null and x.ended_round_id is null
        and not exists (select from wanted w where (w.id, w.year, w.value) = (x.indicator_id, x.year, x.value))
    ), deleted as (
      delete from tracker.${table} x using gone where x.ctid = gone.ctid and gone.goes
    )
    update tracker.${table} x set ended_round_id = gone.from_id from gone where x.ctid = gone.ctid and not gone.goes`;
  await tx`
    insert into tracker.${table} (indicator_id, year, value, added_round_id)
    select w.id, w.year, w.value, coalesce(w.from_id, (select r.id from tracker.${table} x
      join tracker.round r on r.id in (x.added_round_id, x.ended_round_id)
      where x.indicator_id = w.id and x.reporter_id is null order by r.period_start desc limit 1))
    from (${wanted}) w
    where not exists (select from tracker.${table} x where x.reporter_id is null and x.ended_round_id is null
      and (x.indicator_id, x.year, x.value) = (w.id, w.year, w.value))`;
}
