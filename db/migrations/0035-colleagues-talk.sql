-- What the people of one reporter say to each other about an item of their report, before and after it is sent. The
-- secretariat has no policy here: not a row of it is theirs to see.
create table tracker.colleague_comment (
  id bigint generated always as identity primary key,
  submission_id integer not null references tracker.submission (id),
  activity_id integer,
  indicator_id integer,
  text text not null check (length(text) >= 1 and length(text) <= 2000),
  written_by text not null references auth.person (id),
  written_at timestamptz not null,
  constraint colleague_comment_item check (num_nonnulls(activity_id, indicator_id) = 1),
  foreign key (submission_id, activity_id) references tracker.activity_report (submission_id, activity_id),
  foreign key (submission_id, indicator_id) references tracker.indicator_report (submission_id, indicator_id)
);
create index colleague_comment_submission on tracker.colleague_comment (submission_id, id);

-- What was said stays as it was said.
create trigger history_is_kept before delete or update or truncate on tracker.colleague_comment
  for each statement execute function tracker.refuse_change();

alter table tracker.colleague_comment enable row level security;

-- Those who see the whole report, and the contributors of an agency that holds the item.
create policy colleague_comment_read on tracker.colleague_comment for select to bohol_app using (
  submission_id = any ((select tracker.viewer_own_submission_ids(false))::integer[])
  or tracker.item_key(submission_id, activity_id) = any ((select tracker.viewer_agency_activities(false))::bigint[])
  or tracker.item_key(submission_id, indicator_id) = any ((select tracker.viewer_agency_indicators(false))::bigint[]));
create policy colleague_comment_write on tracker.colleague_comment for insert to bohol_app with check (
  written_by = (select tracker.viewer_id())
  and (submission_id = any ((select tracker.viewer_own_submission_ids(false))::integer[])
    or tracker.item_key(submission_id, activity_id) = any ((select tracker.viewer_agency_activities(false))::bigint[])
    or tracker.item_key(submission_id, indicator_id) = any ((select tracker.viewer_agency_indicators(false))::bigint[])));

grant select, insert on tracker.colleague_comment to bohol_app;

-- Who reads what colleagues say about an item: whom a comment can mention. For those who read it themselves.
create function tracker.list_item_colleagues(submission integer, activity integer, indicator integer)
  returns table (person_id text, name text, email text)
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
declare
  of_reporter integer := (select s.reporter_id from tracker.submission s where s.id = submission);
begin
  if not (submission = any (tracker.viewer_own_submission_ids(false))
      or coalesce(tracker.item_key(submission, activity) = any (tracker.viewer_agency_activities(false)), false)
      or coalesce(tracker.item_key(submission, indicator) = any (tracker.viewer_agency_indicators(false)), false)) then
    return;
  end if;
  return query
    select distinct p.id, p.name, p.email
    from tracker.held_role h join auth.person p on p.id = h.person_id
    where h.reporter_id = of_reporter
      and (h.role <> 'contributor' or h.agency_id is null
        or exists (select from tracker.responsibility x
          where x.reporter_id = of_reporter and x.agency_id = h.agency_id and x.ended_at is null
            and (x.activity_id = activity or x.indicator_id = indicator)))
    order by p.name, p.id;
end
$$;
revoke execute on function tracker.list_item_colleagues(integer, integer, integer) from public;
grant execute on function tracker.list_item_colleagues(integer, integer, integer) to bohol_app;
