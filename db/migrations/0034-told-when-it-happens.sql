-- What happens reaches people in the application too: one row for each mail to somebody with an account. Which of it
-- also goes out by mail is theirs to choose.
create table tracker.notification (
  id bigint generated always as identity primary key,
  person_id text not null references auth.person (id),
  kind text not null check (kind ~ '^[a-z]+(_[a-z]+)*$'),
  title text not null check (length(title) >= 1 and length(title) <= 300),
  -- Where in the application it leads.
  path text not null check (path ~ '^/([^/\\].*)?$' and length(path) <= 1000),
  -- That of the mail.
  memory text not null check (length(memory) >= 1 and length(memory) <= 300) unique,
  created_at timestamptz not null,
  read_at timestamptz
);
create index notification_person on tracker.notification (person_id, created_at, id);
create index notification_unread on tracker.notification (person_id) where read_at is null;

create table tracker.mail_choice (
  person_id text primary key references auth.person (id),
  -- Topics of which no mail is wanted: see server/domain/mail/mail-choice.rules.ts.
  unwanted text[] not null default '{}',
  -- The last day without mail.
  paused_until date,
  changed_at timestamptz not null
);

alter table tracker.notification enable row level security;
alter table tracker.mail_choice enable row level security;

-- Nobody reads what somebody else was told, whatever their role.
create policy notification_read on tracker.notification for select to bohol_app
  using (person_id = (select tracker.viewer_id()));
create policy notification_mark on tracker.notification for update to bohol_app
  using (person_id = (select tracker.viewer_id())) with check (person_id = (select tracker.viewer_id()));
-- Whoever may write a mail about it.
create policy notification_write on tracker.notification for insert to bohol_app
  with check (read_at is null and ((select tracker.viewer_has_role(array['secretariat_officer', 'administrator']))
    or cardinality((select tracker.viewer_reporter_ids())) > 0));
create policy notification_of_accounts on tracker.notification for insert to bohol_auth
  with check (read_at is null and kind in ('failed_sign_ins', 'role_news', 'password_set'));
create policy notification_send on tracker.notification for insert to bohol_jobs with check (read_at is null);

create policy mail_choice_own on tracker.mail_choice for all to bohol_app
  using (person_id = (select tracker.viewer_id())) with check (person_id = (select tracker.viewer_id()));
create policy mail_choice_asked on tracker.mail_choice for select to bohol_jobs using (true);

grant select, insert on tracker.notification to bohol_app;
grant update (read_at) on tracker.notification to bohol_app;
grant insert on tracker.notification to bohol_auth, bohol_jobs;
grant select, insert, update on tracker.mail_choice to bohol_app;
grant select on tracker.mail_choice to bohol_jobs;

-- The officers of the secretariat, for whoever brings them news of a report: those who work for a reporter, and they
-- themselves. The calendar reads none.
create function tracker.list_officers_to_tell() returns table (person_id text, name text, email text)
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  if not (tracker.viewer_is_secretariat() or cardinality(tracker.viewer_reporter_ids()) > 0) then
    raise exception 'Your account does not allow this.' using errcode = '42501';
  end if;
  return query
    select distinct p.id, p.name, p.email
    from tracker.held_role h join auth.person p on p.id = h.person_id
    where h.role = 'secretariat_officer' and p.id <> 'calendar'
    order by p.id;
end
$$;
revoke execute on function tracker.list_officers_to_tell() from public;
grant execute on function tracker.list_officers_to_tell() to bohol_app;

-- Somebody who has forgotten a password asks for a link themselves: it goes to the address of the account alone.
create policy mail_of_links on tracker.mail for insert to bohol_auth
  with check (kind = 'password_link' and status = 'waiting' and is_secret and submission_id is null
    and attachment is null and to_address = (select p.email from auth.person p where p.id = mail.person_id));
