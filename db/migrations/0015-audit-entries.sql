-- What the audit tells of which table. For every table: a hash over what a row says, and how the rows that a statement
-- has written (`added`) read as entries. No entry holds an address, a reason or an answer: those stay in the record,
-- and are read from there by those who may.
--
-- The columns of a hash are those of the day on which the table came into the audit, in that order: a column that is
-- added later is not among them, since entries of before would no longer hold. To tell of another table, write its
-- three functions here (audit_hash, tell_insert_of_… and a line in list_audit_row_faults) in a new migration, and its
-- triggers.
--
-- Everything in this file can be run again: a database of the old migrations gets it as it is (db/carry-over.ts).

create or replace function tracker.audit_hash(r tracker.access_review) returns text
language sql stable as $$
  select encode(sha256(convert_to((array[
    r.id::text, r.round_id::text, r.assignment_id::text, r.decision::text, r.decided_by::text, r.decided_at::text
  ])::text, 'UTF8')), 'hex')
$$;
create or replace function tracker.tell_insert_of_access_review() returns trigger
language plpgsql security definer
set search_path = pg_catalog, tracker, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
begin
  insert into tracker.audit_pending (at, person_id, kind, event, round_code, reporter_code, subject, detail, source,
    row_hashes)
  select v.decided_at, v.decided_by, 'access_review', v.decision, r.code,
    case when count(*) = 1 then min(q.code) end, case when count(*) = 1 then min(a.person_id) end,
    jsonb_build_object('roles', count(*), 'role', case when count(*) = 1 then min(a.role) end), 'access_review',
    jsonb_object_agg(v.id::text, tracker.audit_hash(v::tracker.access_review))
  from added v join tracker.round r on r.id = v.round_id
  join tracker.assignment a on a.id = v.assignment_id
  left join tracker.reporter q on q.id = a.reporter_id
  group by v.decided_at, v.decided_by, r.code, v.decision, case when v.decision = 'end' then v.id end;
  return null;
end
$$;

create or replace function tracker.audit_hash(r tracker.assignment) returns text
language sql stable as $$
  select encode(sha256(convert_to((array[
    r.id::text, r.person_id::text, r.role::text, r.reporter_id::text, r.agency_id::text, r.assigned_by::text,
    r.assigned_at::text, r.revoked_at::text, r.starts_on::text, r.ends_on::text, r.covers::text
  ])::text, 'UTF8')), 'hex')
$$;
create or replace function tracker.tell_insert_of_assignment() returns trigger
language plpgsql security definer
set search_path = pg_catalog, tracker, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
begin
  insert into tracker.audit_pending (at, person_id, kind, event, round_code, reporter_code, subject, detail, source,
    row_hashes)
  select a.assigned_at, coalesce(a.assigned_by, a.person_id),
    case when a.covers is null then 'assignment' else 'record' end,
    case when a.covers is null then 'given' else 'assignment' end, null, q.code, a.person_id,
    jsonb_build_object('role', a.role, 'installed', a.assigned_by is null), 'assignment',
    jsonb_build_object(a.id::text, tracker.audit_hash(a::tracker.assignment))
  from added a left join tracker.reporter q on q.id = a.reporter_id order by a.id;
  return null;
end
$$;
create or replace function tracker.tell_update_of_assignment() returns trigger
language plpgsql security definer
set search_path = pg_catalog, tracker, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
begin
  insert into tracker.audit_pending (at, person_id, kind, event, round_code, reporter_code, subject, detail, source,
    row_hashes)
  select coalesce(a.revoked_at, clock_timestamp()), tracker.viewer_id(), 'record', 'assignment', null, q.code,
    a.person_id, jsonb_build_object('role', a.role, 'ended', a.revoked_at is not null), 'assignment',
    jsonb_build_object(a.id::text, tracker.audit_hash(a::tracker.assignment))
  from added a left join tracker.reporter q on q.id = a.reporter_id order by a.id;
  return null;
end
$$;

create or replace function tracker.audit_hash(r tracker.bulk_acceptance) returns text
language sql stable as $$
  select encode(sha256(convert_to((array[
    r.id::text, r.filter::text, r.made_by::text, r.made_at::text, r.session_key::text, r.undone_by::text,
    r.undone_at::text
  ])::text, 'UTF8')), 'hex')
$$;
create or replace function tracker.tell_insert_of_bulk_acceptance() returns trigger
language plpgsql security definer
set search_path = pg_catalog, tracker, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
begin
  insert into tracker.audit_pending (at, person_id, kind, event, round_code, reporter_code, subject, detail, source,
    row_hashes)
  select b.made_at, b.made_by, 'bulk_acceptance', 'accepted', b.filter ->> 'round', null, b.id::text,
    '{}'::jsonb, 'bulk_acceptance', jsonb_build_object(b.id::text, tracker.audit_hash(b::tracker.bulk_acceptance))
  from added b order by b.id;
  return null;
end
$$;
create or replace function tracker.tell_update_of_bulk_acceptance() returns trigger
language plpgsql security definer
set search_path = pg_catalog, tracker, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
begin
  insert into tracker.audit_pending (at, person_id, kind, event, round_code, reporter_code, subject, detail, source,
    row_hashes)
  select coalesce(b.undone_at, clock_timestamp()), b.undone_by, 'bulk_acceptance', 'undone', b.filter ->> 'round',
    null, b.id::text,
    '{}'::jsonb, 'bulk_acceptance', jsonb_build_object(b.id::text, tracker.audit_hash(b::tracker.bulk_acceptance))
  from added b order by b.id;
  return null;
end
$$;

create or replace function tracker.audit_hash(r tracker.bulk_acceptance_item) returns text
language sql stable as $$
  select encode(sha256(convert_to((array[
    r.bulk_acceptance_id::text, r.submission_id::text, r.accepted_version::text
  ])::text, 'UTF8')), 'hex')
$$;
create or replace function tracker.tell_insert_of_bulk_acceptance_item() returns trigger
language plpgsql security definer
set search_path = pg_catalog, tracker, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
begin
  insert into tracker.audit_pending (at, person_id, kind, event, round_code, reporter_code, subject, detail, source,
    row_hashes)
  select b.made_at, b.made_by, 'record', 'bulk_acceptance_item', max(r.code), null, b.id::text,
    jsonb_build_object('reports', count(*)), 'bulk_acceptance_item',
    jsonb_object_agg(i.bulk_acceptance_id || '/' || i.submission_id,
      tracker.audit_hash(i::tracker.bulk_acceptance_item))
  from added i join tracker.bulk_acceptance b on b.id = i.bulk_acceptance_id
  join tracker.submission s on s.id = i.submission_id join tracker.round r on r.id = s.round_id
  group by b.id;
  return null;
end
$$;

create or replace function tracker.audit_hash(r tracker.clearance) returns text
language sql stable as $$
  select encode(sha256(convert_to((array[
    r.submission_id::text, r.number::text, r.cleared_by::text, r.cleared_at::text, r.content::text, r.sha256::text,
    r.pack_reference::text
  ])::text, 'UTF8')), 'hex')
$$;
create or replace function tracker.tell_insert_of_clearance() returns trigger
language plpgsql security definer
set search_path = pg_catalog, tracker, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
begin
  insert into tracker.audit_pending (at, person_id, kind, event, round_code, reporter_code, subject, detail, source,
    row_hashes)
  select c.cleared_at, c.cleared_by, 'clearance', 'cleared', r.code, q.code, c.number::text,
    jsonb_build_object('sha256', c.sha256), 'clearance',
    jsonb_build_object(c.submission_id || '/' || c.number, tracker.audit_hash(c::tracker.clearance))
  from added c join tracker.submission s on s.id = c.submission_id
  join tracker.round r on r.id = s.round_id join tracker.reporter q on q.id = s.reporter_id;
  return null;
end
$$;

create or replace function tracker.audit_hash(r tracker.comparability_revision) returns text
language sql stable as $$
  select encode(sha256(convert_to((array[
    r.id::text, r.note_id::text, r.version::text, r.content::text, r.changed_by::text, r.changed_at::text
  ])::text, 'UTF8')), 'hex')
$$;
create or replace function tracker.tell_insert_of_comparability_revision() returns trigger
language plpgsql security definer
set search_path = pg_catalog, tracker, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
begin
  insert into tracker.audit_pending (at, person_id, kind, event, round_code, reporter_code, subject, detail, source,
    row_hashes)
  select v.changed_at, v.changed_by, 'record', 'comparability', null, null, v.note_id::text,
    jsonb_build_object('version', v.version), 'comparability_revision',
    jsonb_build_object(v.id::text, tracker.audit_hash(v::tracker.comparability_revision))
  from added v order by v.id;
  return null;
end
$$;

create or replace function tracker.audit_hash(r tracker.compilation) returns text
language sql stable as $$
  select encode(sha256(convert_to((array[
    r.id::text, r.round_id::text, r.number::text, r.created_by::text, r.created_at::text, r.sha256::text
  ])::text, 'UTF8')), 'hex')
$$;
create or replace function tracker.tell_insert_of_compilation() returns trigger
language plpgsql security definer
set search_path = pg_catalog, tracker, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
begin
  insert into tracker.audit_pending (at, person_id, kind, event, round_code, reporter_code, subject, detail, source,
    row_hashes)
  select c.created_at, c.created_by, 'compilation', 'made', r.code, null, c.number::text,
    jsonb_build_object('sha256', c.sha256), 'compilation',
    jsonb_build_object(c.id::text, tracker.audit_hash(c::tracker.compilation))
  from added c join tracker.round r on r.id = c.round_id;
  return null;
end
$$;

create or replace function tracker.audit_hash(r tracker.consent_answer) returns text
language sql stable as $$
  select encode(sha256(convert_to((array[
    r.id::text, r.request_id::text, r.indicator_id::text, r.agreed::text, r.answered_by::text, r.answered_at::text
  ])::text, 'UTF8')), 'hex')
$$;
create or replace function tracker.tell_insert_of_consent_answer() returns trigger
language plpgsql security definer
set search_path = pg_catalog, tracker, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
begin
  insert into tracker.audit_pending (at, person_id, kind, event, round_code, reporter_code, subject, detail, source,
    row_hashes)
  select v.answered_at, v.answered_by, 'record', 'consent_answer', r.code, q.code, null, '{}'::jsonb,
    'consent_answer',
    jsonb_build_object(v.id::text, tracker.audit_hash(v::tracker.consent_answer))
  from added v join tracker.consent_request c on c.id = v.request_id
  join tracker.submission s on s.id = c.submission_id
  join tracker.round r on r.id = s.round_id join tracker.reporter q on q.id = s.reporter_id order by v.id;
  return null;
end
$$;

create or replace function tracker.audit_hash(r tracker.consent_change) returns text
language sql stable as $$
  select encode(sha256(convert_to((array[
    r.answer_id::text, r.replaces::text, r.reason::text
  ])::text, 'UTF8')), 'hex')
$$;
create or replace function tracker.tell_insert_of_consent_change() returns trigger
language plpgsql security definer
set search_path = pg_catalog, tracker, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
begin
  insert into tracker.audit_pending (at, person_id, kind, event, round_code, reporter_code, subject, detail, source,
    row_hashes)
  select a.answered_at, a.answered_by, 'record', 'consent_change', r.code, q.code, null, '{}'::jsonb,
    'consent_change',
    jsonb_build_object(v.answer_id::text, tracker.audit_hash(v::tracker.consent_change))
  from added v join tracker.consent_answer a on a.id = v.answer_id
  join tracker.consent_request c on c.id = a.request_id join tracker.submission s on s.id = c.submission_id
  join tracker.round r on r.id = s.round_id join tracker.reporter q on q.id = s.reporter_id
  order by v.answer_id;
  return null;
end
$$;

create or replace function tracker.audit_hash(r tracker.consent_request) returns text
language sql stable as $$
  select encode(sha256(convert_to((array[
    r.id::text, r.submission_id::text, r.snapshot_number::text, r.indicators::text, r.message::text,
    r.requested_by::text, r.requested_at::text, r.expires_at::text
  ])::text, 'UTF8')), 'hex')
$$;
create or replace function tracker.tell_insert_of_consent_request() returns trigger
language plpgsql security definer
set search_path = pg_catalog, tracker, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
begin
  insert into tracker.audit_pending (at, person_id, kind, event, round_code, reporter_code, subject, detail, source,
    row_hashes)
  select v.requested_at, v.requested_by, 'consent', 'asked', r.code, q.code, null,
    jsonb_build_object('indicators', cardinality(v.indicators)), 'consent_request',
    jsonb_build_object(v.id::text, tracker.audit_hash(v::tracker.consent_request))
  from added v join tracker.submission s on s.id = v.submission_id
  join tracker.round r on r.id = s.round_id join tracker.reporter q on q.id = s.reporter_id order by v.id;
  return null;
end
$$;

create or replace function tracker.audit_hash(r tracker.decision) returns text
language sql stable as $$
  select encode(sha256(convert_to((array[
    r.id::text, r.submission_id::text, r.transition::text, r.from_status::text, r.to_status::text, r.reason::text,
    r.decided_by::text, r.decided_at::text, r.submission_version::text
  ])::text, 'UTF8')), 'hex')
$$;
create or replace function tracker.tell_insert_of_decision() returns trigger
language plpgsql security definer
set search_path = pg_catalog, tracker, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
begin
  insert into tracker.audit_pending (at, person_id, kind, event, round_code, reporter_code, subject, detail, source,
    row_hashes)
  select d.decided_at, d.decided_by, 'decision', d.transition, r.code, q.code, null,
    jsonb_build_object('from', d.from_status, 'to', d.to_status), 'decision',
    jsonb_build_object(d.id::text, tracker.audit_hash(d::tracker.decision))
  from added d join tracker.submission s on s.id = d.submission_id
  join tracker.round r on r.id = s.round_id join tracker.reporter q on q.id = s.reporter_id order by d.id;
  return null;
end
$$;

create or replace function tracker.audit_hash(r tracker.extension) returns text
language sql stable as $$
  select encode(sha256(convert_to((array[
    r.id::text, r.submission_id::text, r.due_on::text, r.reason::text, r.given_by::text, r.given_at::text
  ])::text, 'UTF8')), 'hex')
$$;
create or replace function tracker.tell_insert_of_extension() returns trigger
language plpgsql security definer
set search_path = pg_catalog, tracker, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
begin
  insert into tracker.audit_pending (at, person_id, kind, event, round_code, reporter_code, subject, detail, source,
    row_hashes)
  select t.given_at, t.given_by, 'extension', 'given', r.code, q.code, null,
    jsonb_build_object('dueOn', t.due_on), 'extension',
    jsonb_build_object(t.id::text, tracker.audit_hash(t::tracker.extension))
  from added t join tracker.submission s on s.id = t.submission_id
  join tracker.round r on r.id = s.round_id join tracker.reporter q on q.id = s.reporter_id;
  return null;
end
$$;

create or replace function tracker.audit_hash(r tracker.invitation) returns text
language sql stable as $$
  select encode(sha256(convert_to((array[
    r.id::text, r.token_hash::text, r.email::text, r.name::text, r.role::text, r.reporter_id::text, r.agency_id::text,
    r.invited_by::text, r.invited_at::text, r.expires_at::text, r.accepted_at::text, r.revoked_at::text
  ])::text, 'UTF8')), 'hex')
$$;
create or replace function tracker.tell_insert_of_invitation() returns trigger
language plpgsql security definer
set search_path = pg_catalog, tracker, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
begin
  insert into tracker.audit_pending (at, person_id, kind, event, round_code, reporter_code, subject, detail, source,
    row_hashes)
  select i.invited_at, i.invited_by, 'invitation', 'sent', null, q.code, i.name,
    jsonb_build_object('role', i.role), 'invitation',
    jsonb_build_object(i.id::text, tracker.audit_hash(i::tracker.invitation))
  from added i left join tracker.reporter q on q.id = i.reporter_id order by i.id;
  return null;
end
$$;
create or replace function tracker.tell_update_of_invitation() returns trigger
language plpgsql security definer
set search_path = pg_catalog, tracker, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
begin
  insert into tracker.audit_pending (at, person_id, kind, event, round_code, reporter_code, subject, detail, source,
    row_hashes)
  select coalesce(i.accepted_at, i.revoked_at, clock_timestamp()), case when i.accepted_at is null
      then tracker.viewer_id() else (select p.id from auth.person p where p.email = i.email) end,
    case when i.accepted_at is null then 'record' else 'invitation' end,
    case when i.accepted_at is null then 'invitation' else 'accepted' end, null, q.code, i.name,
    jsonb_build_object('role', i.role, 'ended', i.revoked_at is not null), 'invitation',
    jsonb_build_object(i.id::text, tracker.audit_hash(i::tracker.invitation))
  from added i left join tracker.reporter q on q.id = i.reporter_id order by i.id;
  return null;
end
$$;

create or replace function tracker.audit_hash(r published.leading_plan) returns text
language sql stable as $$
  select encode(sha256(convert_to((array[
    r.id::text, r.plan_code::text, r.chosen_at::text
  ])::text, 'UTF8')), 'hex')
$$;
create or replace function tracker.tell_insert_of_leading_plan() returns trigger
language plpgsql security definer
set search_path = pg_catalog, tracker, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
begin
  insert into tracker.audit_pending (at, person_id, kind, event, round_code, reporter_code, subject, detail, source,
    row_hashes)
  select v.chosen_at, tracker.viewer_id(), 'record', 'leading_plan', null, null, v.plan_code, '{}'::jsonb,
    'leading_plan', jsonb_build_object(v.id::text, tracker.audit_hash(v::published.leading_plan))
  from added v;
  return null;
end
$$;

create or replace function tracker.audit_hash(r tracker.learning_revision) returns text
language sql stable as $$
  select encode(sha256(convert_to((array[
    r.entry_id::text, r.version::text, r.content::text, r.changed_by::text, r.changed_at::text
  ])::text, 'UTF8')), 'hex')
$$;
create or replace function tracker.tell_insert_of_learning_revision() returns trigger
language plpgsql security definer
set search_path = pg_catalog, tracker, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
begin
  insert into tracker.audit_pending (at, person_id, kind, event, round_code, reporter_code, subject, detail, source,
    row_hashes)
  select v.changed_at, v.changed_by, 'record', 'learning', null, null, coalesce(v.content ->> 'code',
    v.entry_id::text),
    jsonb_build_object('version', v.version), 'learning_revision',
    jsonb_build_object(v.entry_id || '/' || v.version, tracker.audit_hash(v::tracker.learning_revision))
  from added v;
  return null;
end
$$;

create or replace function tracker.audit_hash(r tracker.plan_amendment) returns text
language sql stable as $$
  select encode(sha256(convert_to((array[
    r.id::text, r.plan_id::text, r.number::text, r.title::text, r.reason::text, r.effective_round_id::text,
    r.changes::text, r.made_by::text, r.made_at::text
  ])::text, 'UTF8')), 'hex')
$$;
create or replace function tracker.tell_insert_of_plan_amendment() returns trigger
language plpgsql security definer
set search_path = pg_catalog, tracker, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
begin
  insert into tracker.audit_pending (at, person_id, kind, event, round_code, reporter_code, subject, detail, source,
    row_hashes)
  select m.made_at, m.made_by, 'plan', 'amended', r.code, null, p.code,
    jsonb_build_object('number', m.number, 'title', m.title), 'plan_amendment',
    jsonb_build_object(m.id::text, tracker.audit_hash(m::tracker.plan_amendment))
  from added m join tracker.plan p on p.id = m.plan_id
  join tracker.round r on r.id = m.effective_round_id;
  return null;
end
$$;

create or replace function tracker.audit_hash(r published.publication) returns text
language sql stable as $$
  select encode(sha256(convert_to((array[
    r.number::text, r.plan_code::text, r.plan_title::text, r.plan_starts_on::text, r.plan_ends_on::text, r.notice::text,
    r.round_code::text, r.title::text, r.meeting::text, r.note::text, r.published_at::text,
    r.compilation_sha256::text, r.content_sha256::text
  ])::text, 'UTF8')), 'hex')
$$;
create or replace function tracker.tell_insert_of_publication() returns trigger
language plpgsql security definer
set search_path = pg_catalog, tracker, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
begin
  insert into tracker.audit_pending (at, person_id, kind, event, round_code, reporter_code, subject, detail, source,
    row_hashes)
  select v.published_at, tracker.viewer_id(), 'record', 'publication', v.round_code, null, v.number::text,
    jsonb_build_object('sha256', v.content_sha256), 'publication', jsonb_build_object(v.number::text,
      tracker.audit_hash(v::published.publication))
  from added v;
  return null;
end
$$;

create or replace function tracker.audit_hash(r tracker.publication_event) returns text
language sql stable as $$
  select encode(sha256(convert_to((array[
    r.publication_number::text, r.compilation_id::text, r.published_by::text, r.published_at::text, r.scheduled_by::text
  ])::text, 'UTF8')), 'hex')
$$;
create or replace function tracker.tell_insert_of_publication_event() returns trigger
language plpgsql security definer
set search_path = pg_catalog, tracker, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
begin
  insert into tracker.audit_pending (at, person_id, kind, event, round_code, reporter_code, subject, detail, source,
    row_hashes)
  select x.published_at, x.published_by, 'publication', 'published', r.code, null, x.publication_number::text,
    jsonb_build_object('compilation', c.number, 'sha256', (select p.content_sha256 from published.publication p
      where p.number = x.publication_number)), 'publication_event',
    jsonb_build_object(x.publication_number::text, tracker.audit_hash(x::tracker.publication_event))
  from added x join tracker.compilation c on c.id = x.compilation_id
  join tracker.round r on r.id = c.round_id;
  return null;
end
$$;

create or replace function tracker.audit_hash(r tracker.report_approval) returns text
language sql stable as $$
  select encode(sha256(convert_to((array[
    r.draft_id::text, r.part::text, r.person_id::text, r.approved_at::text, r.sha256::text, r.note::text
  ])::text, 'UTF8')), 'hex')
$$;
create or replace function tracker.tell_insert_of_report_approval() returns trigger
language plpgsql security definer
set search_path = pg_catalog, tracker, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
begin
  insert into tracker.audit_pending (at, person_id, kind, event, round_code, reporter_code, subject, detail, source,
    row_hashes)
  select v.approved_at, v.person_id, 'record', 'report_approval', r.code, null, d.number::text,
    jsonb_build_object('sha256', v.sha256, 'part', v.part), 'report_approval',
    jsonb_build_object(v.draft_id || '/' || v.part, tracker.audit_hash(v::tracker.report_approval))
  from added v join tracker.report_draft d on d.id = v.draft_id
  join tracker.round r on r.id = d.round_id;
  return null;
end
$$;

create or replace function tracker.audit_hash(r tracker.report_draft) returns text
language sql stable as $$
  select encode(sha256(convert_to((array[
    r.id::text, r.round_id::text, r.compilation_id::text, r.number::text, r.meeting::text, r.note::text,
    r.made_by::text, r.made_at::text, r.sha256::text, r.public_content_sha256::text
  ])::text, 'UTF8')), 'hex')
$$;
create or replace function tracker.tell_insert_of_report_draft() returns trigger
language plpgsql security definer
set search_path = pg_catalog, tracker, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
begin
  insert into tracker.audit_pending (at, person_id, kind, event, round_code, reporter_code, subject, detail, source,
    row_hashes)
  select d.made_at, d.made_by, 'record', 'report_draft', r.code, null, d.number::text,
    jsonb_build_object('sha256', d.sha256), 'report_draft',
    jsonb_build_object(d.id::text, tracker.audit_hash(d::tracker.report_draft))
  from added d join tracker.round r on r.id = d.round_id;
  return null;
end
$$;

create or replace function tracker.audit_hash(r tracker.report_section_revision) returns text
language sql stable as $$
  select encode(sha256(convert_to((array[
    r.id::text, r.round_id::text, r.key::text, r.version::text, r.text::text, r.facts::text, r.changed_by::text,
    r.changed_at::text
  ])::text, 'UTF8')), 'hex')
$$;
create or replace function tracker.tell_insert_of_report_section_revision() returns trigger
language plpgsql security definer
set search_path = pg_catalog, tracker, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
begin
  insert into tracker.audit_pending (at, person_id, kind, event, round_code, reporter_code, subject, detail, source,
    row_hashes)
  select v.changed_at, v.changed_by, 'record', 'report_section', r.code, null, v.key,
    jsonb_build_object('version', v.version), 'report_section_revision',
    jsonb_build_object(v.id::text, tracker.audit_hash(v::tracker.report_section_revision))
  from added v join tracker.round r on r.id = v.round_id order by v.id;
  return null;
end
$$;

create or replace function tracker.audit_hash(r tracker.review_approval) returns text
language sql stable as $$
  select encode(sha256(convert_to((array[
    r.id::text, r.submission_id::text, r.submission_version::text, r.approved_by::text, r.approved_at::text
  ])::text, 'UTF8')), 'hex')
$$;
create or replace function tracker.tell_insert_of_review_approval() returns trigger
language plpgsql security definer
set search_path = pg_catalog, tracker, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
begin
  insert into tracker.audit_pending (at, person_id, kind, event, round_code, reporter_code, subject, detail, source,
    row_hashes)
  select v.approved_at, v.approved_by, 'decision', 'second_yes', r.code, q.code, null, '{}'::jsonb, 'review_approval',
    jsonb_build_object(v.id::text, tracker.audit_hash(v::tracker.review_approval))
  from added v join tracker.submission s on s.id = v.submission_id
  join tracker.round r on r.id = s.round_id join tracker.reporter q on q.id = s.reporter_id;
  return null;
end
$$;

create or replace function tracker.audit_hash(r tracker.review_text_revision) returns text
language sql stable as $$
  select encode(sha256(convert_to((array[
    r.id::text, r.kind::text, r.row_id::text, r.version::text, r.content::text, r.changed_by::text, r.changed_at::text
  ])::text, 'UTF8')), 'hex')
$$;
create or replace function tracker.tell_insert_of_review_text_revision() returns trigger
language plpgsql security definer
set search_path = pg_catalog, tracker, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
begin
  insert into tracker.audit_pending (at, person_id, kind, event, round_code, reporter_code, subject, detail, source,
    row_hashes)
  select v.changed_at, v.changed_by, 'review_text', v.kind, r.code, q.code, v.row_id::text,
    jsonb_build_object('version', v.version, 'withdrawn', coalesce(v.content -> 'withdrawn', 'false')),
    'review_text_revision', jsonb_build_object(v.id::text, tracker.audit_hash(v::tracker.review_text_revision))
  from added v
  left join tracker.submission s on s.id = (v.content ->> 'submission_id')::integer
  left join tracker.round r on r.id = s.round_id left join tracker.reporter q on q.id = s.reporter_id
  order by v.id;
  return null;
end
$$;

create or replace function tracker.audit_hash(r tracker.revision) returns text
language sql stable as $$
  select encode(sha256(convert_to((array[
    r.id::text, r.submission_id::text, r.subject::text, r.subject_key::text, r.before::text, r.after::text,
    r.changed_by::text, r.changed_at::text, r.request_id::text
  ])::text, 'UTF8')), 'hex')
$$;
create or replace function tracker.tell_insert_of_revision() returns trigger
language plpgsql security definer
set search_path = pg_catalog, tracker, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
begin
  insert into tracker.audit_pending (at, person_id, kind, event, round_code, reporter_code, subject, detail, source,
    row_hashes)
  select max(v.changed_at), v.changed_by, 'change', 'saved', r.code, q.code, null,
    jsonb_build_object('items', count(*)), 'revision',
    jsonb_object_agg(v.id::text, tracker.audit_hash(v::tracker.revision))
  from added v join tracker.submission s on s.id = v.submission_id
  join tracker.round r on r.id = s.round_id join tracker.reporter q on q.id = s.reporter_id
  group by v.submission_id, v.changed_by, v.changed_at, r.code, q.code
  union all
  select v.changed_at, v.changed_by, v.subject, coalesce(v.after ->> 'event', v.after ->> 'state', ''),
    case when v.subject in ('round', 'report_section', 'report_draft', 'publication_schedule', 'consent')
      then split_part(v.subject_key, '/', 1) else v.after ->> 'round' end,
    case when v.subject = 'consent' then split_part(v.subject_key, '/', 2) else v.after ->> 'reporter' end,
    case when v.subject <> 'invitation' then v.subject_key else (select i.name from tracker.invitation i
      where i.email = v.subject_key order by i.id desc limit 1) end,
    coalesce((select jsonb_object_agg(w.key, w.value) from jsonb_each(v.after) w
      where w.key in ('role', 'reporter', 'from', 'until', 'title', 'dueOn', 'state', 'part', 'publishAt')), '{}'),
        'revision',
    jsonb_build_object(v.id::text, tracker.audit_hash(v::tracker.revision))
  from added v where v.submission_id is null;
  return null;
end
$$;

create or replace function tracker.audit_hash(r tracker.role_request) returns text
language sql stable as $$
  select encode(sha256(convert_to((array[
    r.id::text, r.person_id::text, r.role::text, r.reporter_id::text, r.asked_by::text, r.asked_at::text,
    r.invitation_id::text, r.decision::text, r.decided_by::text, r.decided_at::text, r.assignment_id::text
  ])::text, 'UTF8')), 'hex')
$$;
create or replace function tracker.tell_insert_of_role_request() returns trigger
language plpgsql security definer
set search_path = pg_catalog, tracker, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
begin
  insert into tracker.audit_pending (at, person_id, kind, event, round_code, reporter_code, subject, detail, source,
    row_hashes)
  select v.asked_at, v.asked_by, 'assignment', 'asked', null, q.code, v.person_id,
    jsonb_build_object('role', v.role), 'role_request', jsonb_build_object(v.id::text,
      tracker.audit_hash(v::tracker.role_request))
  from added v join tracker.reporter q on q.id = v.reporter_id order by v.id;
  return null;
end
$$;
create or replace function tracker.tell_update_of_role_request() returns trigger
language plpgsql security definer
set search_path = pg_catalog, tracker, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
begin
  insert into tracker.audit_pending (at, person_id, kind, event, round_code, reporter_code, subject, detail, source,
    row_hashes)
  select v.decided_at, v.decided_by, 'assignment', v.decision, null, q.code, v.person_id,
    jsonb_build_object('role', v.role), 'role_request', jsonb_build_object(v.id::text,
      tracker.audit_hash(v::tracker.role_request))
  from added v join tracker.reporter q on q.id = v.reporter_id order by v.id;
  return null;
end
$$;

create or replace function tracker.audit_hash(r tracker.submission_snapshot) returns text
language sql stable as $$
  select encode(sha256(convert_to((array[
    r.submission_id::text, r.number::text, r.taken_at::text, r.content::text, r.sha256::text
  ])::text, 'UTF8')), 'hex')
$$;
create or replace function tracker.tell_insert_of_submission_snapshot() returns trigger
language plpgsql security definer
set search_path = pg_catalog, tracker, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
begin
  insert into tracker.audit_pending (at, person_id, kind, event, round_code, reporter_code, subject, detail, source,
    row_hashes)
  select c.taken_at, tracker.viewer_id(), 'record', 'snapshot', r.code, q.code, c.number::text,
    jsonb_build_object('sha256', c.sha256), 'submission_snapshot',
    jsonb_build_object(c.submission_id || '/' || c.number, tracker.audit_hash(c::tracker.submission_snapshot))
  from added c join tracker.submission s on s.id = c.submission_id
  join tracker.round r on r.id = s.round_id join tracker.reporter q on q.id = s.reporter_id;
  return null;
end
$$;

create or replace function tracker.audit_hash(r published.withdrawal) returns text
language sql stable as $$
  select encode(sha256(convert_to((array[
    r.publication::text, r.reason::text, r.withdrawn_at::text
  ])::text, 'UTF8')), 'hex')
$$;
create or replace function tracker.tell_insert_of_withdrawal() returns trigger
language plpgsql security definer
set search_path = pg_catalog, tracker, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
begin
  insert into tracker.audit_pending (at, person_id, kind, event, round_code, reporter_code, subject, detail, source,
    row_hashes)
  select v.withdrawn_at, tracker.viewer_id(), 'record', 'withdrawal', null, null, v.publication::text, '{}'::jsonb,
    'withdrawal', jsonb_build_object(v.publication::text, tracker.audit_hash(v::published.withdrawal))
  from added v;
  return null;
end
$$;

-- Rows that do not say what the audit knows of them: removed, put in, or altered since. Each is compared with the last
-- entry that names it.
create or replace function tracker.list_audit_row_faults()
returns table (source text, row_key text, fault text, sequence bigint)
language plpgsql stable security definer
set search_path = pg_catalog, tracker, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
begin
  if session_user = 'bohol_app'
    and not tracker.viewer_has_role(array['secretariat_officer', 'administrator']) then
    raise exception 'Only the secretariat and administrators look after the audit.' using errcode = '42501';
  end if;
  return query
  with entered as (
    select distinct on (e.source, h.key) e.source, h.key, h.value as hash, e.sequence
    from tracker.audit_entry e cross join jsonb_each_text(e.row_hashes) as h
    order by e.source, h.key, e.sequence desc
  ), stored (source, key, hash) as (
    select 'access_review', t.id::text, tracker.audit_hash(t) from tracker.access_review t
    union all select 'assignment', t.id::text, tracker.audit_hash(t) from tracker.assignment t
    union all select 'bulk_acceptance', t.id::text, tracker.audit_hash(t) from tracker.bulk_acceptance t
    union all select 'bulk_acceptance_item', concat_ws('/', t.bulk_acceptance_id, t.submission_id), tracker.audit_hash(t) from
      tracker.bulk_acceptance_item t
    union all select 'clearance', concat_ws('/', t.submission_id, t.number), tracker.audit_hash(t) from tracker.clearance t
    union all select 'comparability_revision', t.id::text, tracker.audit_hash(t) from tracker.comparability_revision t
    union all select 'compilation', t.id::text, tracker.audit_hash(t) from tracker.compilation t
    union all select 'consent_answer', t.id::text, tracker.audit_hash(t) from tracker.consent_answer t
    union all select 'consent_change', t.answer_id::text, tracker.audit_hash(t) from tracker.consent_change t
    union all select 'consent_request', t.id::text, tracker.audit_hash(t) from tracker.consent_request t
    union all select 'decision', t.id::text, tracker.audit_hash(t) from tracker.decision t
    union all select 'extension', t.id::text, tracker.audit_hash(t) from tracker.extension t
    union all select 'invitation', t.id::text, tracker.audit_hash(t) from tracker.invitation t
    union all select 'leading_plan', t.id::text, tracker.audit_hash(t) from published.leading_plan t
    union all select 'learning_revision', concat_ws('/', t.entry_id, t.version), tracker.audit_hash(t) from
      tracker.learning_revision t
    union all select 'plan_amendment', t.id::text, tracker.audit_hash(t) from tracker.plan_amendment t
    union all select 'publication', t.number::text, tracker.audit_hash(t) from published.publication t
    union all select 'publication_event', t.publication_number::text, tracker.audit_hash(t) from tracker.publication_event t
    union all select 'report_approval', concat_ws('/', t.draft_id, t.part), tracker.audit_hash(t) from tracker.report_approval t
    union all select 'report_draft', t.id::text, tracker.audit_hash(t) from tracker.report_draft t
    union all select 'report_section_revision', t.id::text, tracker.audit_hash(t) from tracker.report_section_revision t
    union all select 'review_approval', t.id::text, tracker.audit_hash(t) from tracker.review_approval t
    union all select 'review_text_revision', t.id::text, tracker.audit_hash(t) from tracker.review_text_revision t
    union all select 'revision', t.id::text, tracker.audit_hash(t) from tracker.revision t
    union all select 'role_request', t.id::text, tracker.audit_hash(t) from tracker.role_request t
    union all select 'submission_snapshot', concat_ws('/', t.submission_id, t.number), tracker.audit_hash(t) from
      tracker.submission_snapshot t
    union all select 'withdrawal', t.publication::text, tracker.audit_hash(t) from published.withdrawal t
  )
  select coalesce(n.source, t.source), coalesce(n.key, t.key),
    case when t.key is null then 'removed' when n.key is null then 'inserted' else 'altered' end, n.sequence
  from entered n full join stored t on t.source = n.source and t.key = n.key
  where n.hash is distinct from t.hash order by 1;
end
$$;
revoke execute on function tracker.list_audit_row_faults() from public;
grant execute on function tracker.list_audit_row_faults() to bohol_app;
