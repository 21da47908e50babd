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

-- The public edition behind a file that the public can see, with what is stamped on it: what the file itself says, and
-- nothing else of a draft.
create function published.report_document(compilation text, content text, draft integer)
returns table (document jsonb, sha256 text, round text, made_at timestamptz, made_by text, approvals jsonb)
language sql stable security definer set search_path = pg_catalog, published, pg_temp as $$
  select e.document, e.sha256, r.code, d.made_at, m.name,
    (select jsonb_agg(jsonb_build_object('part', a.part, 'by', p.name, 'at', a.approved_at)
        order by a.approved_at, a.part)
      from tracker.report_approval a join auth.person p on p.id = a.person_id where a.draft_id = d.id)
  from tracker.report_draft d
  join tracker.compilation k on k.id = d.compilation_id and k.sha256 = compilation
  join tracker.round r on r.id = d.round_id
  join auth.person m on m.id = d.made_by
  join tracker.report_edition e on e.draft_id = d.id and e.edition = 'public'
  where d.number = draft and d.public_content_sha256 = content
    and exists (select from published.report_file f where f.compilation_sha256 = compilation
      and f.content_sha256 = content and f.draft_number = draft and f.document_sha256 = e.sha256)
    and exists (select from published.publication p where p.compilation_sha256 = compilation
      and p.content_sha256 = content)
$$;
revoke execute on function published.report_document(text, text, integer) from public;
grant execute on function published.report_document(text, text, integer) to bohol_public;
