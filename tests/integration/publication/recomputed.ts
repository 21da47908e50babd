import type { Sql } from '#db/sql.ts';

/**
 * Each cell of each indicator in each round of each publication, worked out anew from accepted values. The SQL is written
 * from the methodology, not from the code. Where two places ask for the same figure the stricter consent holds in both. Columns: rule, the sums, how many reporters gave a figure that may be used, how
 * many could have, and how many gave one that may not.
 */
export const recomputedFigures = `
  with recursive source as (
    select s.publication_number as publication, k.id, r.code as round from tracker.publication_source s
    join tracker.compilation k on k.id = s.compilation_id join tracker.round r on r.id = k.round_id
  ), place as (
    select i.id, i.code, i.measure, i.aggregation, i.disclosure_class, null::text as dimension, null::text as category
    from tracker.indicator i
    union all
    select i.id, i.code, i.measure, i.aggregation, i.disclosure_class, k.dimension_code, k.code
    from tracker.indicator i join tracker.indicator_dimension d on d.indicator_id = i.id
    join tracker.category k on k.dimension_code = d.dimension_code
  ), declared as (
    select i.id, o.id as other, nullif(split_part(coalesce(v.parameters ->> 'cell', 'total'), '=', 2), '') as category,
      nullif(split_part(coalesce(v.parameters ->> 'other_cell', 'total'), '=', 2), '') as other_category
    from tracker.validation_rule v join tracker.indicator i on i.id = v.indicator_id
    join tracker.indicator o on o.plan_id = v.plan_id and o.code = v.parameters ->> 'other'
    where v.rule = 'unequal_to_other' and v.severity <> 'off'
  ), pair as (
    select p.id, p.dimension, p.category, q.id as other, q.dimension as other_dimension, q.category as other_category
    from declared d join place p on p.id = d.id join place q on q.id = d.other
    where case when d.category is null and d.other_category is null
      then p.dimension is not distinct from q.dimension and p.category is not distinct from q.category
      else p.category is not distinct from d.category and q.category is not distinct from d.other_category end
  ), same as (
    select id, dimension, category, id as other, dimension as other_dimension, category as other_category from place
    union
    select s.id, s.dimension, s.category, n.id, n.dimension, n.category
    from same s join (
      select id as from_id, dimension as from_dimension, category as from_category, other as id,
        other_dimension as dimension, other_category as category from pair
      union
      select other, other_dimension, other_category, id, dimension, category from pair
    ) n on n.from_id = s.other and n.from_dimension is not distinct from s.other_dimension
      and n.from_category is not distinct from s.other_category
  ), asked as (
    select n.publication, n.round, n.id as compilation, s.submission_id, s.reporter_id, unnest(s.due_indicators) as indicator_id
    from source n join tracker.compiled_submission s on s.compilation_id = n.id
  ), cell as (
    select a.publication, p.*, a.round, rp.code as reporter, ir.release, v.state, v.value, v.numerator, v.denominator, v.choice_code,
      v.state = 'reported' and ir.release <> 'withheld' and not exists (
        select from same e join tracker.compiled_indicator_report l on l.indicator_id = e.other
        where e.id = p.id and e.dimension is not distinct from p.dimension and e.category is not distinct from p.category
          and l.compilation_id = a.compilation and l.submission_id = a.submission_id and l.release = 'withheld'
      ) as used, c.counts
    from place p
    join asked a on a.indicator_id = p.id
    join tracker.reporter rp on rp.id = a.reporter_id
    left join tracker.compiled_indicator_report ir on ir.compilation_id = a.compilation
      and ir.submission_id = a.submission_id and ir.indicator_id = p.id
    left join tracker.compiled_value v on v.compilation_id = a.compilation and v.submission_id = a.submission_id
      and v.indicator_id = p.id and v.dimension_code is not distinct from p.dimension
      and v.category_code is not distinct from p.category
    left join tracker.indicator i on i.id = p.id
    left join tracker.choice c on c.list_code = i.choice_list and c.code = v.choice_code
  )
  select publication, code as indicator, round, dimension, category, aggregation, measure, disclosure_class as class,
    sum(value) filter (where used)::float8 as sum,
    sum(numerator) filter (where used)::float8 as numerator, sum(denominator) filter (where used)::float8 as denominator,
    round(100 * sum(numerator) filter (where used) / nullif(sum(denominator) filter (where used), 0), 1)::float8 as share,
    count(*) filter (where used and counts)::integer as counted,
    jsonb_object_agg(choice_code, n) filter (where choice_code is not null and used) as distribution,
    count(*) filter (where used)::integer as contributing,
    count(*) filter (where state is distinct from 'not_applicable')::integer as expected,
    count(*) filter (where state = 'reported' and not used)::integer as kept_back,
    count(*) filter (where state is null)::integer as missing,
    count(*) filter (where state = 'not_available')::integer as not_available
  from (select *, count(*) over (partition by publication, id, round, dimension, category, used, choice_code)::integer as n from cell) cell
  group by 1, 2, 3, 4, 5, 6, 7, 8`;

/**
 * Each target of each publication with the figure of its year and what can be said of it, from the table `rows.total`: the
 * regional totals that are public, each as it was worked out anew.
 */
export const recomputedTargets = `
  with source as (
    select s.publication_number as publication, r.code as round, r.id as round_id, r.period_start, r.period_end,
      extract(year from r.period_end)::integer as year
    from tracker.publication_source s
    join tracker.compilation k on k.id = s.compilation_id join tracker.round r on r.id = k.round_id
  ), aim as (
    select p.publication, i.id, i.code, i.direction, i.aggregation, i.reported_by, i.person_count, g.year,
      g.value as target, i.aggregation in ('sum', 'sum_of_reports') as flow
    from (select distinct publication from source) p, tracker.target g join tracker.indicator i on i.id = g.indicator_id
    where g.reporter_id is null and i.disclosure_class <> 'internal'
  ), part as (
    select a.publication, a.id, a.year, s.round, s.period_start, s.period_end, t.value, t.contributing, t.expected,
      row_number() over (partition by a.publication, a.id, a.year order by s.period_end desc) = 1 as is_last,
      row_number() over (partition by a.publication, a.id, a.year order by s.period_end) > 1 and exists (
        select from tracker.comparability_note n where n.indicator_id = a.id and n.round_id = s.round_id
          and n.kind = 'definition' and not n.withdrawn) as is_broken
    from aim a join source s on s.publication = a.publication and s.year = a.year
    left join rows.total t on t.publication = a.publication and t.indicator = a.code and t.round = s.round
  ), whole as (
    select a.publication, a.id, a.year,
      coalesce(bool_or(p.is_broken) and a.flow, false) as broken,
      count(p.value)::integer as shown, sum(p.value) as sum, max(p.value) as largest,
      (array_agg(p.value order by p.period_end desc) filter (where p.value is not null))[1] as newest,
      (array_agg(p.round order by p.period_end desc) filter (where p.value is not null))[1] as newest_round,
      array_agg(p.round order by p.period_end) filter (where p.value is not null) as rounds,
      count(p.round) > 0 and bool_and(p.value is not null) and sum(p.period_end - p.period_start + 1)
        = make_date(a.year + 1, 1, 1) - make_date(a.year, 1, 1) as all_there,
      coalesce(bool_or(p.is_last and p.value is not null), false) as end_there,
      bool_and(p.contributing = p.expected) filter (where p.value is not null) as all_reported,
      bool_and(p.contributing = p.expected) filter (where p.is_last) as end_reported
    from aim a left join part p on p.publication = a.publication and p.id = a.id and p.year = a.year
    group by a.publication, a.id, a.year, a.flow
  ), judged as (
    select a.*, w.broken, w.rounds, w.newest_round,
      case when not a.flow then w.newest when not w.broken then w.sum end as value,
      case when a.flow then w.all_there else w.end_there end and not w.broken and (a.reported_by = 'register'
        or case when a.flow then w.all_reported else w.end_reported end) as complete,
      a.flow and a.person_count and w.shown > 1 as repeats,
      w.end_there, w.largest,
      exists (select from source s where s.publication = a.publication and s.period_end >= make_date(a.year, 12, 31)) as over
    from aim a join whole w on w.publication = a.publication and w.id = a.id and w.year = a.year
  ), bounded as (
    select j.*,
      case when j.flow then case when j.repeats then j.largest else j.value end
        when j.aggregation = 'count_of_states' then case when j.end_there then j.value end
        when j.complete then j.value end as low,
      case when j.complete then j.value end as high
    from judged j
  )
  select publication, code as indicator, year, target, value, repeats,
    coalesce(case when flow then rounds else array[newest_round] end, '{}') as rounds,
    case
      when direction = 'none' then null
      when direction = 'up' and (flow or over) and not broken and low >= target then 'met'
      when not over then 'not_due'
      when not coalesce(complete, false) then 'cannot_be_said'
      when direction = 'up' and high < target then 'missed'
      when direction = 'down' and high <= target then 'met'
      when direction = 'down' and low > target then 'missed'
      else 'cannot_be_said'
    end as outcome
  from bounded order by 1, 2, 3`;

/** Stores what was worked out anew as `rows.recomputed`, and the regional totals that are public as `rows.total`. */
export async function recomputeFigures(owner: Sql): Promise<void> {
  await owner.script(`
    create table rows.recomputed as ${recomputedFigures};
    create table rows.total as
      select f.publication, f.indicator_code as indicator, f.round_code as round, f.contributing, f.expected,
        case when i.derivation is not null then f.value when r.aggregation = 'percentage' then r.share
          when r.aggregation = 'count_of_states' then r.counted else r.sum end::numeric as value
      from rows.figure f join tracker.indicator i on i.code = f.indicator_code
      left join rows.recomputed r on r.publication = coalesce(f.kept_from, f.publication)
        and r.indicator = f.indicator_code and r.round = f.round_code and r.dimension is null
      where f.scope = 'region' and f.dimension_code is null and f.state = 'reported'`);
}

/**
 * Compares every public regional figure with the accepted values, a kept one with those of the publication that it is kept
 * from: how many there are, how many of them kept, and the names of those that differ.
 */
export async function compareRegional(owner: Sql): Promise<{ shown: number; kept: number; wrong: string[] }> {
  const [counts] = await owner<{ shown: number; kept: number; wrong: string[] }[]>`
    with held as (
      select f.*, r.contributing as behind, now.expected as asked,
        case r.aggregation when 'percentage' then r.share when 'count_of_states' then r.counted else r.sum end as right_value,
        r.numerator as right_numerator, r.denominator as right_denominator, r.distribution as right_distribution,
        r.aggregation,
        (select jsonb_object_agg(d.key, d.value) from jsonb_each(f.distribution) d where d.value <> '0') as given
      from rows.figure f join tracker.indicator i on i.code = f.indicator_code and i.derivation is null
      left join rows.recomputed r on r.publication = coalesce(f.kept_from, f.publication)
        and r.indicator = f.indicator_code and r.round = f.round_code
        and r.dimension is not distinct from f.dimension_code and r.category is not distinct from f.category_code
      left join rows.recomputed now on now.publication = f.publication
        and now.indicator = f.indicator_code and now.round = f.round_code
        and now.dimension is not distinct from f.dimension_code and now.category is not distinct from f.category_code
      where f.scope = 'region' and f.state = 'reported'
    ), judged as (
      select *, (value::float8 is distinct from right_value::float8 or contributing is distinct from behind
        or expected is distinct from asked
        or (aggregation = 'percentage' and (numerator::float8, denominator::float8)
          is distinct from (right_numerator, right_denominator))
        or (aggregation = 'count_of_states' and given is distinct from right_distribution)) as is_wrong
      from held
    )
    select count(*)::integer as shown, count(kept_from)::integer as kept,
      coalesce(array_agg(concat_ws(' ', publication, indicator_code, round_code, dimension_code, category_code))
        filter (where is_wrong), '{}') as wrong
    from judged`;
  if (!counts) throw new Error('A count gives one row.');
  return counts;
}
