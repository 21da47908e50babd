-- Which reports whoever asks may read and write is found out once for a snapshot: a policy is asked several times in a
-- statement, and each time the same was looked up again. No rule changes: who may see or write what stays as it was.
set local lock_timeout = '5s';

-- The reports of whoever asks: those that they read as a whole, those that they may write as a whole, all of the reporters
-- for which they work as a whole, and also of those for which they write a part. Kept in the setting
-- bohol.viewer_reports, signed as the pass is. What was kept counts only with the same pass, in the same transaction, for
-- the same snapshot: a report that somebody else moves on is seen by the next statement, as ever.
create function tracker.viewer_reports() returns text[]
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp
set plan_cache_mode = force_generic_plan as $$
declare
  pass text := coalesce(current_setting('bohol.viewer', true), '');
  kept text[] := string_to_array(coalesce(current_setting('bohol.viewer_reports', true), ''), '#');
  asked text := 'reports#' || pass || '#' || pg_backend_pid() || '/' || extract(epoch from transaction_timestamp())
    || '/' || pg_current_snapshot();
  roles text[];
  whole integer[];
  partly integer[];
  is_secretariat boolean;
  found text[];
begin
  -- A person or pass with the separator in it makes more than eight, and is looked up each time.
  if cardinality(kept) = 8 and kept[1] || '#' || kept[2] || '#' || kept[3] = asked
    and split_part(pass, '|', 2)::bigint >= extract(epoch from clock_timestamp())
    and kept[8] = tracker.viewer_signature(array_to_string(kept[1:7], '#'), '#') then
    return kept[4:7];
  end if;
  roles := tracker.viewer_roles();
  if roles is null then
    return null;
  end if;
  partly := roles[2]::integer[];
  whole := roles[3]::integer[];
  is_secretariat := 'secretariat_officer' = any (roles[6]::text[]);
  select array[
    coalesce(array_agg(s.id) filter (where s.reporter_id = any (whole)
      or is_secretariat and s.status in ('submitted', 'accepted')), '{}')::text,
    coalesce(array_agg(s.id) filter (where s.reporter_id = any (whole) and s.status in ('draft', 'returned')), '{}')::text,
    coalesce(array_agg(s.id) filter (where s.reporter_id = any (whole)), '{}')::text,
    coalesce(array_agg(s.id) filter (where s.reporter_id = any (partly)), '{}')::text] into found
  from tracker.submission s
  where s.reporter_id = any (partly) or is_secretariat;
  asked := asked || '#' || array_to_string(found, '#');
  perform set_config('bohol.viewer_reports', asked || '#' || tracker.viewer_signature(asked, '#'), true);
  return found;
end
$$;
revoke execute on function tracker.viewer_reports() from public;

-- A snapshot does not tell what its own transaction has changed.
create or replace function tracker.forget_viewer_roles() returns trigger
language plpgsql set search_path = pg_catalog, tracker, pg_temp as $$
begin
  perform set_config('bohol.viewer_roles', '', true), set_config('bohol.viewer_reports', '', true);
  return null;
end
$$;
create function tracker.forget_viewer_reports() returns trigger
language plpgsql set search_path = pg_catalog, tracker, pg_temp as $$
begin
  perform set_config('bohol.viewer_reports', '', true);
  return null;
end
$$;
create trigger viewer_reports_are_found_anew after insert or update or delete on tracker.submission for each statement
  execute function tracker.forget_viewer_reports();

create or replace function tracker.viewer_readable_submission_ids() returns integer[]
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  return coalesce((tracker.viewer_reports())[1]::integer[], '{}');
end
$$;

create or replace function tracker.viewer_writable_submission_ids() returns integer[]
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  return coalesce((tracker.viewer_reports())[2]::integer[], '{}');
end
$$;

-- Every report of the reporters for which somebody works as a whole, or also of those for which they write a part.
create or replace function tracker.viewer_own_submission_ids(partly boolean) returns integer[]
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  return coalesce((tracker.viewer_reports())[case when partly then 4 else 3 end]::integer[], '{}');
end
$$;

-- As in 0021-saves-in-one.sql, but a save of one indicator looks at that one only, and not at all of its report.
create or replace function tracker.write_indicators(report integer, items json, cells json, copied integer, written timestamptz,
  request uuid) returns void
language plpgsql set search_path = pg_catalog, tracker, pg_temp
set plan_cache_mode = force_generic_plan as $$
declare
  writer text := tracker.viewer_id();
  ids integer[] := array(select (i.value ->> 'indicator_id')::integer from json_array_elements(items) i);
  before jsonb;
  done integer;
  is_counted_anew boolean;
begin
  select jsonb_object_agg(ir.indicator_id, jsonb_strip_nulls(jsonb_build_object('note', ir.note, 'release', ir.release,
    'version', ir.version, 'copied_from', ir.copied_from, 'cells', coalesce(c.cells, '[]')))) into before
  from tracker.indicator_report ir left join (
    select v.indicator_id, jsonb_agg(tracker.describe_cell(v) order by v.dimension_code nulls first, v.category_code) as cells
    from tracker.indicator_value v where v.submission_id = report and v.indicator_id = any (ids)
    group by v.indicator_id) c on c.indicator_id = ir.indicator_id
  where ir.submission_id = report and ir.indicator_id = any (ids);

  update tracker.indicator_report ir
  set note = case when g.writes_note then g.note else ir.note end,
    release = case when g.writes_note then coalesce(g.release, ir.release) else ir.release end,
    -- Whoever saves a part does not confirm the rest.
    copied_from = case when g.writes_note then copied else coalesce(copied, ir.copied_from) end,
    version = ir.version + 1, updated_by = writer, updated_at = written
  from json_to_recordset(items) as g (indicator_id integer, writes_note boolean, note text, release text)
  where ir.submission_id = report and ir.indicator_id = g.indicator_id and ir.indicator_id = any (ids);
  get diagnostics done = row_count;
  -- A part that was taken away meanwhile is no longer let through.
  if done < cardinality(ids) then
    raise exception 'Your account does not allow this.' using errcode = '42501';
  end if;

  -- First what is gone: a part above the new total must not meet the old one.
  delete from tracker.indicator_value v
  using json_to_recordset(items) as g (indicator_id integer, replaces json)
  where v.submission_id = report and v.indicator_id = g.indicator_id
    and (g.replaces is null or coalesce(v.dimension_code || '=' || v.category_code, 'total')
      in (select json_array_elements_text(g.replaces)))
    and (v.indicator_id, coalesce(v.dimension_code || '=' || v.category_code, 'total')) not in (
      select c.indicator_id, coalesce(c.dimension_code || '=' || c.category_code, 'total')
      from json_to_recordset(cells) as c (indicator_id integer, dimension_code text, category_code text));

  -- Then what is new or changed. A figure that stays keeps its id, which publications trace figures to.
  insert into tracker.indicator_value as v (submission_id, indicator_id, measure, dimension_code, category_code, state,
    value, numerator, denominator, choice_list, choice_code, text_value)
  select report, c.*
  from json_to_recordset(cells) as c (indicator_id integer, measure text, dimension_code text, category_code text,
    state text, value numeric, numerator numeric, denominator numeric, choice_list text, choice_code text,
    text_value text)
  on conflict (submission_id, indicator_id, dimension_code, category_code) do update
  set state = excluded.state, value = excluded.value, numerator = excluded.numerator,
    denominator = excluded.denominator, choice_list = excluded.choice_list, choice_code = excluded.choice_code,
    text_value = excluded.text_value
  where (v.state, v.value, v.numerator, v.denominator, v.choice_code, v.text_value)
    is distinct from (excluded.state, excluded.value, excluded.numerator, excluded.denominator,
      excluded.choice_code, excluded.text_value);

  with saved as (
    select i.id, i.code, before -> i.id::text as before, g.is_part,
      jsonb_strip_nulls(jsonb_build_object('note', ir.note, 'release', ir.release, 'version', ir.version,
        'copied_from', ir.copied_from, 'cells', coalesce(c.cells, '[]'),
        'part', case when g.is_part then true end)) as after
    from json_to_recordset(items) as g (indicator_id integer, is_part boolean)
    join tracker.indicator_report ir on ir.submission_id = report and ir.indicator_id = g.indicator_id
      and ir.indicator_id = any (ids)
    join tracker.indicator i on i.id = ir.indicator_id
    left join (
      select v.indicator_id, jsonb_agg(tracker.describe_cell(v) order by v.dimension_code nulls first, v.category_code) as cells
      from tracker.indicator_value v where v.submission_id = report and v.indicator_id = any (ids)
      group by v.indicator_id) c on c.indicator_id = ir.indicator_id
  ), told as (
    insert into tracker.revision (submission_id, subject, subject_key, before, after, changed_by, changed_at, request_id)
    select report, 'indicator', s.code, s.before, s.after, writer, written, request from saved s order by s.id
  )
  select bool_or(s.is_part or (s.before -> 'cells' <> '[]' and not s.before ? 'copied_from')
    <> (s.after -> 'cells' <> '[]' and not s.after ? 'copied_from')) into is_counted_anew from saved s;
  -- Last, since it holds the counter until the transaction ends.
  if is_counted_anew then
    perform tracker.refresh_progress(array[report]);
  end if;
end
$$;
