-- Whoever reads an edition reads who signed it, and a public file that was lost is drawn again from what was frozen.

-- Who signed a draft, for those who read an edition of it. Notes on signatures stay with the secretariat.
create function tracker.report_signatures(draft integer)
returns table (part text, name text, approved_at timestamptz)
language sql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
  select a.part, p.name, a.approved_at
  from tracker.report_approval a join auth.person p on p.id = a.person_id
  where a.draft_id = draft and (tracker.viewer_is_secretariat() or exists (select from tracker.report_edition e
    where e.draft_id = draft and e.edition = 'state' and e.scope = any (tracker.viewer_edition_states())))
  order by a.approved_at, a.part
$$;
revoke execute on function tracker.report_signatures(integer) from public;
grant execute on function tracker.report_signatures(integer) to bohol_app;

-- The public edition behind the files that the public can see, with what is stamped on it: what the files themselves say,
-- so that one that was lost is drawn again without a look at a working table.
create table published.report_document (
  compilation_sha256 text not null check (compilation_sha256 ~ '^[0-9a-f]{64}$'),
  content_sha256 text not null check (content_sha256 ~ '^[0-9a-f]{64}$'),
  draft_number integer not null,
  document jsonb not null,
  document_sha256 text not null check (document_sha256 ~ '^[0-9a-f]{64}$'),
  round_code text not null,
  made_at timestamptz not null,
  made_by text not null,
  -- [{part, by, at}], in their order.
  approvals jsonb not null,
  primary key (compilation_sha256, content_sha256, draft_number)
);
create trigger history_is_kept before update or delete or truncate on published.report_document
  for each statement execute function tracker.refuse_change();
alter table published.report_document enable row level security;
create policy report_document_of_publication on published.report_document for select to bohol_public
  using (exists (select from published.publication p where p.compilation_sha256 = report_document.compilation_sha256
    and p.content_sha256 = report_document.content_sha256));
create policy report_document_secretariat on published.report_document for all to bohol_app
  using (true) with check ((select tracker.viewer_is_secretariat()));
grant select, insert on published.report_document to bohol_app;
grant select on published.report_document to bohol_public;

-- Those of reports that were approved before.
insert into published.report_document (compilation_sha256, content_sha256, draft_number, document, document_sha256,
  round_code, made_at, made_by, approvals)
select k.sha256, d.public_content_sha256, d.number, e.document, e.sha256, r.code, d.made_at, m.name,
  (select jsonb_agg(jsonb_build_object('part', a.part, 'by', p.name, 'at', a.approved_at)
      order by a.approved_at, a.part)
    from tracker.report_approval a join auth.person p on p.id = a.person_id where a.draft_id = d.id)
from tracker.report_draft d
join tracker.compilation k on k.id = d.compilation_id
join tracker.round r on r.id = d.round_id
join auth.person m on m.id = d.made_by
join tracker.report_edition e on e.draft_id = d.id and e.edition = 'public'
where exists (select from published.report_file f where f.compilation_sha256 = k.sha256
  and f.content_sha256 = d.public_content_sha256 and f.draft_number = d.number and f.document_sha256 = e.sha256);
