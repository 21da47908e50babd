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

-- What amendments of before changed, from the last one back: each cell says what held until the amendment's round.
do $$
declare
  told record;
begin
  for told in
    select m.effective_round_id as round_id, i.id as indicator_id, x."column" as name, x.before, x.after
    from tracker.plan_amendment m
    cross join jsonb_array_elements(m.changes) as c (change)
    join tracker.indicator i on i.plan_id = m.plan_id and i.code = c.change->>'key'
    cross join jsonb_to_recordset(c.change->'cells') as x ("column" text, before text, after text)
    where c.change->>'sheet' = 'indicators' and c.change->>'kind' in ('changed', 'ended')
      and x."column" in ('targets', 'baseline_year', 'baseline_value', 'dimensions')
    -- The year of a baseline before its value: the year makes the row of before.
    order by m.number desc, x."column" desc
  loop
    if told.name = 'targets' then
      update tracker.target t set added_round_id = told.round_id
      where t.indicator_id = told.indicator_id and t.reporter_id is null and t.added_round_id is null
        and t.year || '=' || trim_scale(t.value) = any (regexp_split_to_array(told.after, '\s*;\s*'))
        and t.year || '=' || trim_scale(t.value) <> all (regexp_split_to_array(told.before, '\s*;\s*'));
      -- Changed twice for one round: it held in none.
      delete from tracker.target t where t.indicator_id = told.indicator_id and t.added_round_id = t.ended_round_id;
      insert into tracker.target (indicator_id, year, value, ended_round_id)
      select told.indicator_id, split_part(p, '=', 1)::integer, split_part(p, '=', 2)::numeric, told.round_id
      from regexp_split_to_table(told.before, '\s*;\s*') as p
      where p ~ '^\d{4}=\d+(\.\d+)?$' and p <> all (regexp_split_to_array(told.after, '\s*;\s*'))
      on conflict do nothing;
    elsif told.name = 'dimensions' then
      update tracker.indicator_dimension d set added_round_id = told.round_id
      where d.indicator_id = told.indicator_id and d.added_round_id is null
        and d.dimension_code = any (regexp_split_to_array(told.after, '\s*;\s*'))
        and d.dimension_code <> all (regexp_split_to_array(told.before, '\s*;\s*'));
      insert into tracker.indicator_dimension (indicator_id, dimension_code, position, ended_round_id)
      select told.indicator_id, d.code, 100, told.round_id
      from regexp_split_to_table(told.before, '\s*;\s*') as p join tracker.dimension d on d.code = p
      on conflict do nothing;
    else
      -- The other of its two cells may be another change of the same amendment, which finds the row of before.
      insert into tracker.baseline (indicator_id, year, value, ended_round_id)
      select told.indicator_id, b.year, b.value, told.round_id from tracker.baseline b
      where b.indicator_id = told.indicator_id and b.reporter_id is null and b.added_round_id is null
        and b.ended_round_id is distinct from told.round_id
      on conflict do nothing;
      update tracker.baseline b set added_round_id = told.round_id
      where b.indicator_id = told.indicator_id and b.reporter_id is null and b.added_round_id is null
        and b.ended_round_id is distinct from told.round_id;
      if told.before ~ '^\d+(\.\d+)?$' then
        update tracker.baseline b set
          year = case when told.name = 'baseline_year' then told.before::integer else b.year end,
          value = case when told.name = 'baseline_value' then told.before::numeric else b.value end
        where b.indicator_id = told.indicator_id and b.reporter_id is null and b.added_round_id is null
          and b.ended_round_id = told.round_id;
      else
        -- There was none.
        delete from tracker.baseline b
        where b.indicator_id = told.indicator_id and b.reporter_id is null and b.ended_round_id = told.round_id;
      end if;
    end if;
  end loop;
end
$$;
