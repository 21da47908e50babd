-- A publication writes tens of thousands of rows that refer to itself, to documents and to traces. A foreign key looks
-- each of them up by itself, which took two thirds of the time of writing. These references are looked up once a
-- statement; what they lead to is history, which nobody changes or removes.

-- Takes triples: a column, and the table and the column that it refers to. A copy of the database is written and
-- restored in the order that they give, as foreign keys do (server/admin/backup).
create function tracker.check_references() returns trigger
language plpgsql security definer set search_path = pg_catalog, tracker, pg_temp as $$
declare
  missing text;
begin
  for at in 0 .. tg_nargs - 1 by 3 loop
    execute format('select a.key::text from (select distinct %I as key from added) a
      where a.key is not null and not exists (select from %s r where r.%I = a.key) limit 1',
      tg_argv[at], tg_argv[at + 1]::regclass, tg_argv[at + 2]) into missing;
    if missing is not null then
      raise exception '% refers to % %, which is not there.', tg_relid::regclass, tg_argv[at + 1], missing
        using errcode = '23503';
    end if;
  end loop;
  return null;
end
$$;

alter table published.publication_document drop constraint publication_document_publication_fkey,
  drop constraint publication_document_sha256_fkey;
create trigger references_exist after insert on published.publication_document referencing new table as added
  for each statement execute function tracker.check_references('publication', 'published.publication', 'number',
  'sha256', 'published.document', 'sha256');

alter table tracker.publication_trace drop constraint publication_trace_publication_number_fkey,
  drop constraint publication_trace_values_sha256_fkey, drop constraint publication_trace_trace_sha256_fkey;
create trigger references_exist after insert on tracker.publication_trace referencing new table as added
  for each statement execute function tracker.check_references('publication_number', 'published.publication', 'number',
  'values_sha256', 'published.document', 'sha256', 'trace_sha256', 'tracker.figure_trace', 'sha256');

alter table published.search_entry drop constraint search_entry_publication_fkey;
create trigger references_exist after insert on published.search_entry referencing new table as added
  for each statement execute function tracker.check_references('publication', 'published.publication', 'number');

alter table published.search_word drop constraint search_word_publication_fkey;
create trigger references_exist after insert on published.search_word referencing new table as added
  for each statement execute function tracker.check_references('publication', 'published.publication', 'number');
