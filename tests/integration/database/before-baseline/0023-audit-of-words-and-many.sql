-- The chain of the audit takes in what the desk wrote without a trace there: the secretariat's own words beside a
-- report, words of the report and notes on comparability in each of their states, and many reports accepted by one act.

insert into tracker.audit_source (name, key_columns, columns, told_as, change_told_as) values
('review_text_revision', '{id}', '{}', $$
  select v.changed_at, v.changed_by, 'review_text', v.kind, r.code, q.code, v.row_id::text,
    jsonb_build_object('version', v.version, 'withdrawn', coalesce(v.content -> 'withdrawn', 'false')),
    'review_text_revision', jsonb_build_object(v.id::text, {hash of v})
  from added v
  left join tracker.submission s on s.id = (v.content ->> 'submission_id')::integer
  left join tracker.round r on r.id = s.round_id left join tracker.reporter q on q.id = s.reporter_id
  order by v.id $$, null),
('report_section_revision', '{id}', '{}', $$
  select v.changed_at, v.changed_by, 'record', 'report_section', r.code, null, v.key,
    jsonb_build_object('version', v.version), 'report_section_revision',
    jsonb_build_object(v.id::text, {hash of v})
  from added v join tracker.round r on r.id = v.round_id order by v.id $$, null),
('comparability_revision', '{id}', '{}', $$
  select v.changed_at, v.changed_by, 'record', 'comparability', null, null, v.note_id::text,
    jsonb_build_object('version', v.version), 'comparability_revision',
    jsonb_build_object(v.id::text, {hash of v})
  from added v order by v.id $$, null),
('bulk_acceptance', '{id}', '{}', $$
  select b.made_at, b.made_by, 'bulk_acceptance', 'accepted', b.filter ->> 'round', null, b.id::text,
    '{}'::jsonb, 'bulk_acceptance', jsonb_build_object(b.id::text, {hash of b})
  from added b order by b.id $$, $$
  select coalesce(b.undone_at, clock_timestamp()), b.undone_by, 'bulk_acceptance', 'undone', b.filter ->> 'round', null, b.id::text,
    '{}'::jsonb, 'bulk_acceptance', jsonb_build_object(b.id::text, {hash of b})
  from added b order by b.id $$),
('bulk_acceptance_item', '{bulk_acceptance_id,submission_id}', '{}', $$
  select b.made_at, b.made_by, 'record', 'bulk_acceptance_item', max(r.code), null, b.id::text,
    jsonb_build_object('reports', count(*)), 'bulk_acceptance_item',
    jsonb_object_agg(i.bulk_acceptance_id || '/' || i.submission_id, {hash of i})
  from added i join tracker.bulk_acceptance b on b.id = i.bulk_acceptance_id
  join tracker.submission s on s.id = i.submission_id join tracker.round r on r.id = s.round_id
  group by b.id $$, null);

-- As migration 0019 did for its own: all columns of today are hashed, and the SQL that hashes is put in.
update tracker.audit_source s set columns = (
  select array_agg(a.attname::text order by a.attnum) from pg_attribute a
  where a.attrelid = format('%I.%I', s.in_schema, s.name)::regclass and a.attnum > 0 and not a.attisdropped)
where s.columns = '{}';
update tracker.audit_source s set
  told_as = replace(s.told_as, '{hash of ' || w.called || '}', tracker.audit_hash_of(s.name, w.called)),
  change_told_as = replace(s.change_told_as, '{hash of ' || w.called || '}', tracker.audit_hash_of(s.name, w.called))
from (select x.name, substring(x.told_as from '{hash of (.)}') as called from tracker.audit_source x) w
where w.name = s.name and w.called is not null;

-- What stands there already is told in the order in which it happened; then every statement from now on.
do $$
declare
  s tracker.audit_source;
begin
  perform set_config('timezone', 'UTC', true), set_config('datestyle', 'ISO, YMD', true);
  create temporary table told (like tracker.audit_pending) on commit drop;
  alter table told alter column id drop not null, alter column kind drop not null;
  for s in select * from tracker.audit_source x
    where x.name in ('review_text_revision', 'report_section_revision', 'comparability_revision', 'bulk_acceptance',
      'bulk_acceptance_item') order by x.name
  loop
    execute format('insert into told (at, person_id, kind, event, round_code, reporter_code, subject, detail, source,
      row_hashes) with added as (select * from %I.%I) %s', s.in_schema, s.name, s.told_as);
    perform tracker.tell_in_audit(s.name, 'insert', s.told_as);
    if s.change_told_as is not null then
      perform tracker.tell_in_audit(s.name, 'update', s.change_told_as);
    end if;
  end loop;
  insert into tracker.audit_pending (at, person_id, kind, event, round_code, reporter_code, subject, detail, source,
    row_hashes)
  select at, person_id, kind, event, round_code, reporter_code, subject, detail, source, row_hashes
  from told order by at, source, row_hashes::text;
  drop table told;
end
$$;
