-- What was copied from another round and confirmed by nobody is not an answer yet: it is not counted as one, and
-- reminders go on asking for it. Everything else is counted as before.
create or replace function tracker.refresh_progress(ids integer[]) returns void
language plpgsql security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  perform from tracker.submission_progress p where p.submission_id = any (ids) order by p.submission_id for update;
  insert into tracker.submission_progress as p (submission_id, due, touched)
  select s.id,
    (select count(*) from tracker.activity_report ar where ar.submission_id = s.id)
      + (select count(*) from tracker.indicator_report ir where ir.submission_id = s.id),
    (select count(*) from tracker.activity_report ar
      where ar.submission_id = s.id and ar.status_code is not null and ar.copied_from is null)
      + (select count(distinct v.indicator_id) from tracker.indicator_value v
        join tracker.indicator_report ir on ir.submission_id = v.submission_id and ir.indicator_id = v.indicator_id
        where v.submission_id = s.id and ir.copied_from is null)
  from tracker.submission s where s.id = any (ids)
  order by s.id
  on conflict (submission_id) do update set due = excluded.due, touched = excluded.touched
    where (p.due, p.touched) is distinct from (excluded.due, excluded.touched);
end
$$;
