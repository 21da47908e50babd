-- Several plans are published side by side. Which of them the public pages show where no publication is asked for.

-- Every choice, the newest counts. Without one it is the plan of the oldest publication, so that publishing another plan
-- changes nothing of what is shown.
create table published.leading_plan (
  id integer generated always as identity primary key,
  plan_code text not null,
  chosen_at timestamptz not null
);
create trigger history_is_kept before update or delete or truncate on published.leading_plan
  for each statement execute function tracker.refuse_change();

create function tracker.check_leading_plan() returns trigger language plpgsql
set search_path = pg_catalog, tracker, pg_temp as $$
begin
  if not exists (select from published.publication p where p.plan_code = new.plan_code) then
    raise exception 'Only a plan with a publication can lead.' using errcode = 'BT001';
  end if;
  return new;
end
$$;
create trigger leading_plan_is_published before insert on published.leading_plan
  for each row execute function tracker.check_leading_plan();

alter table published.leading_plan enable row level security;
create policy leading_plan_read on published.leading_plan for select to bohol_app, bohol_public using (true);
create policy leading_plan_choose on published.leading_plan for insert to bohol_app
  with check ((select tracker.viewer_is_secretariat()));
grant select, insert on published.leading_plan to bohol_app;
grant select on published.leading_plan to bohol_public;

-- Newest, previous and later publications are looked for within a plan.
create index publication_plan on published.publication (plan_code, number);

-- A choice is told in the audit like a withdrawal: who and why by its revision, the stored row by its hash.
insert into tracker.audit_source (name, in_schema, key_columns, columns, told_as)
values ('leading_plan', 'published', '{id}', '{id,plan_code,chosen_at}', $$
  select v.chosen_at, tracker.viewer_id(), 'record', 'leading_plan', null, null, v.plan_code, '{}'::jsonb,
    'leading_plan', jsonb_build_object(v.id::text, {hash of v})
  from added v $$);
update tracker.audit_source set told_as = replace(told_as, '{hash of v}', tracker.audit_hash_of(name, 'v'))
where name = 'leading_plan';
select tracker.tell_in_audit(name, 'insert', told_as) from tracker.audit_source where name = 'leading_plan';

-- What earlier publications have shown is remembered by the codes of rounds and indicators. Those that are published
-- keep theirs and stay with their plan, and a published plan keeps its code: under another one nothing would be
-- remembered, and a figure that was held back could be shown.
create function tracker.keep_published_code() returns trigger language plpgsql
set search_path = pg_catalog, tracker, pg_temp as $$
declare
  known boolean;
begin
  if tg_argv[0] = 'plan' then
    known := exists (select from published.publication p where p.plan_code = old.code);
  elsif tg_argv[0] = 'round' then
    known := exists (select from published.round r where r.code = old.code);
  else
    known := exists (select from published.indicator i join published.publication p on p.number = i.publication
      join tracker.plan l on l.code = p.plan_code where i.code = old.code and l.id = old.plan_id);
  end if;
  if known then
    raise exception 'What is published keeps its code and its plan.' using errcode = 'BT001';
  end if;
  return new;
end
$$;
create trigger published_code_is_kept before update of code on tracker.plan for each row
  when (old.code is distinct from new.code) execute function tracker.keep_published_code('plan');
create trigger published_code_is_kept before update of code, plan_id on tracker.round for each row
  when ((old.code, old.plan_id) is distinct from (new.code, new.plan_id))
  execute function tracker.keep_published_code('round');
create trigger published_code_is_kept before update of code, plan_id on tracker.indicator for each row
  when ((old.code, old.plan_id) is distinct from (new.code, new.plan_id))
  execute function tracker.keep_published_code('indicator');
