-- What is in the way of an activity and what would help, by kind, beside the reporter's words. The kinds are those of
-- server/domain/need/need-kinds.ts.
set local lock_timeout = '5s';

-- Whether a choice holds only kinds of the list, each once.
create function tracker.are_kinds(chosen text[], known text[]) returns boolean
language sql immutable parallel safe as $$
  select coalesce(array_ndims(chosen), 1) = 1 and chosen <@ known
    and cardinality(chosen) = (select count(distinct kind) from unnest(chosen) kind)
$$;

alter table tracker.activity_report
  add column obstacles text[] not null default '{}' constraint activity_report_obstacles_check
    check (tracker.are_kinds(obstacles, '{money,staff,law,data,cooperation,technology,institutions,victims}')),
  add column help_wanted text[] not null default '{}' constraint activity_report_help_wanted_check
    check (tracker.are_kinds(help_wanted, '{finance,expertise,training,equipment,facilitation,research}')),
  -- A row that nobody has written on is empty.
  add constraint activity_report_kinds_are_written
    check (version > 0 or (cardinality(obstacles) = 0 and cardinality(help_wanted) = 0));

alter table tracker.compiled_activity_report
  add column obstacles text[] not null default '{}' constraint compiled_activity_report_obstacles_check
    check (tracker.are_kinds(obstacles, '{money,staff,law,data,cooperation,technology,institutions,victims}')),
  add column help_wanted text[] not null default '{}' constraint compiled_activity_report_help_wanted_check
    check (tracker.are_kinds(help_wanted, '{finance,expertise,training,equipment,facilitation,research}'));

-- As before, with the kinds; whoever saves without them leaves them as they are, as it is with the consent.
create or replace function tracker.write_activities(report integer, items json, copied integer, written timestamptz,
  request uuid) returns void
language plpgsql set search_path = pg_catalog, tracker, pg_temp
set plan_cache_mode = force_generic_plan as $$
declare
  writer text := tracker.viewer_id();
  done integer;
  is_counted_anew boolean;
begin
  with given as (
    select * from json_to_recordset(items) as g (activity_id integer, status_code text, achievements text,
      challenges text, obstacles text[], help_wanted text[], next_steps text, narrative_released boolean)
  ), held as (
    select ar.* from tracker.activity_report ar join given g on g.activity_id = ar.activity_id
    where ar.submission_id = report
  ), saved as (
    update tracker.activity_report ar
    set status_code = g.status_code, achievements = g.achievements, challenges = g.challenges,
      obstacles = coalesce(g.obstacles, ar.obstacles), help_wanted = coalesce(g.help_wanted, ar.help_wanted),
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
