-- How far each report is, counted when it is saved instead of whenever somebody looks at the board. The numbers are
-- counted afresh each time, never added to, so they cannot drift.

create table tracker.submission_progress (
  submission_id integer primary key references tracker.submission (id),
  due integer not null,
  touched integer not null,
  check (touched between 0 and due)
);
alter table tracker.submission_progress enable row level security;
create policy submission_progress_read on tracker.submission_progress for select to bohol_app
  using ((select tracker.viewer_is_secretariat())
    or submission_id in (select s.id from tracker.submission s
      where s.reporter_id = any ((select tracker.viewer_reporter_ids())::integer[])));
grant select on tracker.submission_progress to bohol_app;

-- Called last in a transaction that changes content: it holds the counter's row until the end. Whoever calls it, the
-- numbers are right.
create function tracker.refresh_progress(ids integer[]) returns void
language plpgsql security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  perform from tracker.submission_progress p where p.submission_id = any (ids) order by p.submission_id for update;
  insert into tracker.submission_progress as p (submission_id, due, touched)
  select s.id,
    (select count(*) from tracker.activity_report ar where ar.submission_id = s.id)
      + (select count(*) from tracker.indicator_report ir where ir.submission_id = s.id),
    (select count(*) from tracker.activity_report ar where ar.submission_id = s.id and ar.status_code is not null)
      + (select count(distinct v.indicator_id) from tracker.indicator_value v where v.submission_id = s.id)
  from tracker.submission s where s.id = any (ids)
  order by s.id
  on conflict (submission_id) do update set due = excluded.due, touched = excluded.touched
    where (p.due, p.touched) is distinct from (excluded.due, excluded.touched);
end
$$;
revoke execute on function tracker.refresh_progress(integer[]) from public;
grant execute on function tracker.refresh_progress(integer[]) to bohol_app;

select tracker.refresh_progress(array(select id from tracker.submission));

-- The board no longer asks for it.
drop function tracker.list_due_items(integer);
create function tracker.list_due_items(round_id integer)
returns table (submission_id integer, activities integer[], indicators integer[])
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  if not tracker.viewer_is_secretariat() then
    raise exception 'Only the secretariat sees the whole round.' using errcode = '42501';
  end if;
  return query
    select s.id, coalesce(a.ids, '{}'), coalesce(i.ids, '{}')
    from tracker.submission s
    left join (select ar.submission_id, array_agg(ar.activity_id order by ar.activity_id) as ids
      from tracker.activity_report ar group by ar.submission_id) a on a.submission_id = s.id
    left join (select ir.submission_id, array_agg(ir.indicator_id order by ir.indicator_id) as ids
      from tracker.indicator_report ir group by ir.submission_id) i on i.submission_id = s.id
    where s.round_id = list_due_items.round_id;
end
$$;
