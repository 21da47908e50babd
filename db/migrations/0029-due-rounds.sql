-- The public pages say when the next figures are due. A round's name and days are all that is made public of a round
-- that is not published yet; cached pages are made again when these change.
create view published.due_round as
select p.code as plan_code, r.code, r.title, r.period_start, r.due_on
from tracker.round r join tracker.plan p on p.id = r.plan_id
where r.period_end > coalesce((select max(d.period_end) from published.publication b
  join tracker.round d on d.code = b.round_code where b.plan_code = p.code), r.period_start);
grant select on published.due_round to bohol_public, bohol_app;

create function tracker.notify_of_round() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_notify('publication', 'round');
  return null;
end
$$;
create trigger round_is_shown after insert or update on tracker.round for each statement execute function
  tracker.notify_of_round();
