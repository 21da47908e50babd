-- A sign-in is read in one statement, and what a save changes is written in one: items, figures, history and progress.
-- The functions that write run as whoever calls them: policies and guards of each table hold as for any other statement.
set local lock_timeout = '5s';

-- A person with the roles that count today, as server/domain/access knows a viewer; null for an account that is gone or
-- disabled.
create function tracker.describe_person(person text) returns json
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp
set plan_cache_mode = force_generic_plan as $$
begin
  return (
    select json_build_object('personId', p.id, 'name', p.name, 'email', p.email, 'assignments', coalesce((
      select json_agg(json_build_object('role', h.role, 'reporter',
        case when r.id is not null then json_build_object('code', r.code, 'kind', r.kind,
          'name', coalesce(m.name, b.name)) end,
        'agency', case when g.id is not null then json_build_object('acronym', g.acronym, 'name', g.name) end,
        'cover', case when h.covers is not null then (select json_build_object('name', coalesce(w.name, ''),
            'until', a.ends_on)
          from tracker.assignment a left join auth.person w on w.id = a.assigned_by where a.id = h.id) end)
        order by h.id)
      from tracker.held_role h
      left join tracker.agency g on g.id = h.agency_id
      left join tracker.reporter r on r.id = h.reporter_id
      left join tracker.member_state m on m.id = r.state_id
      left join tracker.sectoral_body b on b.id = r.body_id
      where h.person_id = p.id), '[]'))
    from auth.person p where p.id = person and p.disabled_at is null);
end
$$;
revoke execute on function tracker.describe_person(text) from public;
-- For the part that keeps sessions: it has no viewer.
grant execute on function tracker.describe_person(text) to bohol_auth;

-- Whoever asks, as described above.
create function tracker.describe_viewer() returns json
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  return tracker.describe_person(tracker.viewer_id());
end
$$;
revoke execute on function tracker.describe_viewer() from public;
grant execute on function tracker.describe_viewer() to bohol_app;

-- A figure as history keeps it; numbers as exact decimal text, since JSON numbers are floats.
create function tracker.describe_cell(v tracker.indicator_value) returns jsonb
language sql stable as $$
  select jsonb_strip_nulls(jsonb_build_object('dimension', v.dimension_code, 'category', v.category_code,
    'state', v.state, 'value', trim_scale(v.value)::text, 'numerator', trim_scale(v.numerator)::text,
    'denominator', trim_scale(v.denominator)::text, 'choice', v.choice_code, 'text', v.text_value))
$$;

-- Writes activity reports that the transaction holds, with a line of history each. Refused when one of them is not the
-- viewer's to write.
create function tracker.write_activities(report integer, items json, copied integer, written timestamptz, request uuid)
  returns void
language plpgsql set search_path = pg_catalog, tracker, pg_temp
set plan_cache_mode = force_generic_plan as $$
declare
  writer text := tracker.viewer_id();
  done integer;
  is_counted_anew boolean;
begin
  with given as (
    select * from json_to_recordset(items) as g (activity_id integer, status_code text, achievements text,
      challenges text, next_steps text, narrative_released boolean)
  ), held as (
    select ar.* from tracker.activity_report ar join given g on g.activity_id = ar.activity_id
    where ar.submission_id = report
  ), saved as (
    update tracker.activity_report ar
    set status_code = g.status_code, achievements = g.achievements, challenges = g.challenges,
      next_steps = g.next_steps, narrative_released = coalesce(g.narrative_released, ar.narrative_released),
      copied_from = copied, version = ar.version + 1, updated_by = writer, updated_at = written
    from given g join held h on h.activity_id = g.activity_id
    where ar.submission_id = report and ar.activity_id = g.activity_id
    returning ar.activity_id, to_jsonb(h) - 'submission_id' as before, to_jsonb(ar) - 'submission_id' as after,
      (h.status_code is not null and h.copied_from is null) <>
        (ar.status_code is not null and ar.copied_from is null) as is_counted_anew
  ), told as (
    insert into tracker.revision (submission_id, subject, subject_key, before, after, changed_by, changed_at, request_id)
    select report, 'activity', a.code, s.before, s.after, writer, written, request
    from saved s join tracker.activity a on a.id = s.activity_id order by a.id
  )
  select count(*), bool_or(s.is_counted_anew) into done, is_counted_anew from saved s;
  if done < json_array_length(items) then
    raise exception 'Your account does not allow this.' using errcode = '42501';
  end if;
  -- Last, since it holds the counter until the transaction ends.
  if is_counted_anew then
    perform tracker.refresh_progress(array[report]);
  end if;
end
$$;

-- Writes indicators that the transaction holds, with their figures and a line of history each. An item says in
-- "replaces" which figures it writes ("total", "sex=female"), null: all of them; those that it does not give are
-- removed. "is_part": others hold figures of it that the writer may not see, so neither does this piece of history.
create function tracker.write_indicators(report integer, items json, cells json, copied integer, written timestamptz,
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
  where ir.submission_id = report and ir.indicator_id = g.indicator_id;
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

revoke execute on function
  tracker.write_activities(integer, json, integer, timestamptz, uuid),
  tracker.write_indicators(integer, json, json, integer, timestamptz, uuid) from public;
grant execute on function
  tracker.write_activities(integer, json, integer, timestamptz, uuid),
  tracker.write_indicators(integer, json, json, integer, timestamptz, uuid) to bohol_app;
