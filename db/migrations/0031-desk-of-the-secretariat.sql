-- What an officer needs to find their work: who reviews which report, the views of the queue that a person has named,
-- and when a person last opened the first page. Nothing of it changes a report.
set local lock_timeout = '5s';

-- Each row is a state: the newest of a report counts, and those before are its history.
create table tracker.review_assignment (
  id integer generated always as identity primary key,
  submission_id integer not null references tracker.submission (id),
  -- Null: nobody any more.
  reviewer_id text references auth.person (id),
  assigned_by text not null references auth.person (id),
  assigned_at timestamptz not null
);
create index review_assignment_submission on tracker.review_assignment (submission_id, id desc);
create trigger history_is_kept before delete or update or truncate on tracker.review_assignment
  for each statement execute function tracker.refuse_change();

create table tracker.saved_view (
  id integer generated always as identity primary key,
  person_id text not null references auth.person (id),
  title text not null check (length(title) >= 1 and length(title) <= 60),
  -- The end of the address of the queue: "?kind=state&late=yes"; empty for the whole queue.
  query text not null check (length(query) <= 300 and query ~ '^([?][A-Za-z0-9=&._%+-]+)?$'),
  saved_at timestamptz not null
);
create unique index saved_view_title on tracker.saved_view (person_id, lower(title));

-- What happened since a person was last here is what happened after since_at: the end of the visit before this one.
create table tracker.desk_visit (
  person_id text references auth.person (id) primary key,
  since_at timestamptz not null,
  last_at timestamptz not null,
  check (since_at <= last_at)
);

alter table tracker.review_assignment enable row level security;
create policy review_assignment_read on tracker.review_assignment for select to bohol_app
  using ((select tracker.viewer_is_secretariat()));
create policy review_assignment_make on tracker.review_assignment for insert to bohol_app
  with check ((select tracker.viewer_is_secretariat()) and assigned_by = (select tracker.viewer_id())
    and (reviewer_id is null or exists (select from tracker.assignment a where a.person_id = reviewer_id
      and a.role = 'secretariat_officer' and a.revoked_at is null)));

alter table tracker.saved_view enable row level security;
create policy saved_view_own on tracker.saved_view for all to bohol_app
  using (person_id = (select tracker.viewer_id()))
  with check (person_id = (select tracker.viewer_id()) and (select tracker.viewer_is_secretariat()));

alter table tracker.desk_visit enable row level security;
create policy desk_visit_own on tracker.desk_visit for all to bohol_app
  using (person_id = (select tracker.viewer_id()))
  with check (person_id = (select tracker.viewer_id()) and (select tracker.viewer_is_secretariat()));

grant select, insert on tracker.review_assignment to bohol_app;
grant select, insert, delete on tracker.saved_view to bohol_app;
grant update (query, saved_at) on tracker.saved_view to bohol_app;
grant select, insert on tracker.desk_visit to bohol_app;
grant update (since_at, last_at) on tracker.desk_visit to bohol_app;
