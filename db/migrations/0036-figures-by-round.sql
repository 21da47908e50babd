-- Targets, baselines and breakdowns hold from a round on and until one, as activities and indicators do: a correction
-- of an earlier round is held against what was agreed for that round.
set local lock_timeout = '5s';

alter table tracker.target
  add column added_round_id integer references tracker.round (id),
  -- The first round in which it no longer holds; null for what the plan says now.
  add column ended_round_id integer references tracker.round (id),
  drop constraint target_indicator_id_reporter_id_year_key,
  add constraint target_one_a_year unique nulls not distinct (indicator_id, reporter_id, year, ended_round_id);

alter table tracker.baseline
  add column added_round_id integer references tracker.round (id),
  add column ended_round_id integer references tracker.round (id),
  drop constraint baseline_indicator_id_reporter_id_key,
  add constraint baseline_one_at_a_time unique nulls not distinct (indicator_id, reporter_id, ended_round_id);

-- Figures and parts of agencies name the row of a breakdown, so it stays when the breakdown ends.
alter table tracker.indicator_dimension
  add column added_round_id integer references tracker.round (id),
  add column ended_round_id integer references tracker.round (id);

-- What amendments of before changed, from the last one back: each says what a cell held until its round.
do $$
declare
  told record;
begin
  for told in
    select m.effective_round_id as round_id, i.id as indicator_id, c.change
    from tracker.plan_amendment m
    cross join jsonb_array_elements(m.changes) with ordinality as c (change, place)
    join tracker.indicator i on i.plan_id = m.plan_id and i.code = c.change->>'key'
    where c.change->>'sheet' = 'indicators' and c.change->>'kind' in ('changed', 'ended')
    order by m.number desc, c.place
  loop
    with cell as (
      select x.before, x.after from jsonb_to_recordset(told.change->'cells') as x ("column" text, before text, after text)
      where x."column" = 'targets'
    ), was as (
      select split_part(p, '=', 1)::integer as year, split_part(p, '=', 2)::numeric as value
      from cell, regexp_split_to_table(cell.before, '\s*;\s*') as p where p ~ '^\d{4}=-?\d+(\.\d+)?$'
    ), became as (
      select split_part(p, '=', 1)::integer as year, split_part(p, '=', 2)::numeric as value
      from cell, regexp_split_to_table(cell.after, '\s*;\s*') as p where p ~ '^\d{4}=-?\d+(\.\d+)?$'
    ), fresh as (
      select * from became except select * from was
    ), gone as (
      select * from was except select * from became
    ), begun as (
      update tracker.target t set added_round_id = told.round_id from fresh f
      where t.indicator_id = told.indicator_id and t.reporter_id is null and t.added_round_id is null
        and (t.year, t.value) = (f.year, f.value)
      returning t.year
    )
    insert into tracker.target (indicator_id, year, value, ended_round_id)
    select told.indicator_id, g.year, g.value, told.round_id from gone g
    where not exists (select from tracker.target t where t.indicator_id = told.indicator_id and t.reporter_id is null
      and t.year = g.year and t.ended_round_id = told.round_id);

    with cell as (
      select x."column" as name, x.before, x.after
      from jsonb_to_recordset(told.change->'cells') as x ("column" text, before text, after text)
      where x."column" in ('baseline_year', 'baseline_value')
    ), now as (
      select b.year, b.value from tracker.baseline b
      where b.indicator_id = told.indicator_id and b.reporter_id is null and b.added_round_id is null
      order by b.ended_round_id is null limit 1
    ), was as (
      select coalesce((select before from cell where name = 'baseline_year'), (select year::text from now)) as year,
        coalesce((select before from cell where name = 'baseline_value'), (select value::text from now)) as value
      where exists (select from cell)
    ), begun as (
      update tracker.baseline b set added_round_id = told.round_id from was
      where b.indicator_id = told.indicator_id and b.reporter_id is null and b.added_round_id is null
      returning b.year
    )
    insert into tracker.baseline (indicator_id, year, value, ended_round_id)
    select told.indicator_id, w.year::integer, w.value::numeric, told.round_id from was w
    where w.year ~ '^\d{4}$' and w.value ~ '^-?\d+(\.\d+)?$' and not exists (select from tracker.baseline b
      where b.indicator_id = told.indicator_id and b.reporter_id is null and b.ended_round_id = told.round_id);

    with cell as (
      select x.before, x.after from jsonb_to_recordset(told.change->'cells') as x ("column" text, before text, after text)
      where x."column" = 'dimensions'
    ), was as (
      select p as code from cell, regexp_split_to_table(cell.before, '\s*;\s*') as p
    ), begun as (
      update tracker.indicator_dimension d set added_round_id = told.round_id from cell
      where d.indicator_id = told.indicator_id and d.added_round_id is null and d.ended_round_id is null
        and d.dimension_code = any (regexp_split_to_array(cell.after, '\s*;\s*'))
        and not exists (select from was where was.code = d.dimension_code)
      returning d.position
    )
    insert into tracker.indicator_dimension (indicator_id, dimension_code, position, ended_round_id)
    select told.indicator_id, w.code, 100, told.round_id from was w
    where exists (select from tracker.dimension d where d.code = w.code) and not exists (
      select from tracker.indicator_dimension d
      where d.indicator_id = told.indicator_id and d.dimension_code = w.code);
  end loop;
end
$$;
