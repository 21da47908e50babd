-- Publications are read from their documents. Before their rows go, every row is held against the documents, figure by
-- figure and word by word: a difference stops the migration and leaves everything as it was. Publications are laid out
-- in documents just before this runs (server/publications/convert).

create function pg_temp.refuse(what text, publications integer[]) returns void language plpgsql as $$
begin
  if array_length(publications, 1) > 0 then
    raise exception 'The documents of publications % do not say what their rows say: %.', publications, what;
  end if;
end
$$;

create temporary view old_document as
  select p.publication, p.address, split_part(p.address, '/', 1) as kind, d.body::jsonb->'body' as body
  from published.publication_document p join published.document d using (sha256);

-- Each: rows on one side only, as text.
select pg_temp.refuse('there are none', array(
  select number from published.publication p
  where not exists (select from published.publication_document d where d.publication = p.number)));

with told as (
  select t.publication_number as publication, t.indicator_code, t.round_code, x.value as v
  from tracker.publication_trace t
  join published.document d on d.sha256 = t.values_sha256, jsonb_array_elements(d.body::jsonb->'body') x
), documents as (
  select publication, row(indicator_code, round_code, v->>'scope', v->>'dimension', v->>'category', v->>'state',
    (v->>'value')::numeric(20, 4), (v->>'numerator')::numeric(20, 4), (v->>'denominator')::numeric(20, 4),
    nullif(v->'distribution', 'null'), v->>'choice', (v->>'contributing')::integer, (v->>'expected')::integer,
    v->>'note')::text as said from told
), rows as (
  select publication, row(indicator_code, round_code, scope, dimension_code, category_code, state, value, numerator,
    denominator, distribution, choice_code, contributing, expected, reason)::text as said from published.figure
)
select pg_temp.refuse('figures', array(
  (select publication from (table documents except table rows) x)
  union (select publication from (table rows except table documents) x)));

with documents as (
  select d.publication, row(substr(d.address, 12), x->>'round', x->>'reporter', x->>'status', x->>'achievements',
    x->>'challenges', x->>'nextSteps')::text as said
  from old_document d, jsonb_array_elements(d.body) x where d.kind = 'narratives'
), rows as (
  select publication, row(activity_code, round_code, reporter_code, status_code, achievements, challenges,
    next_steps)::text as said from published.activity_narrative
)
select pg_temp.refuse('words', array(
  (select publication from (table documents except table rows) x)
  union (select publication from (table rows except table documents) x)));

with documents as (
  select d.publication, row(a.key, r.key, r.value->>'status', r.value->>'carriedFrom')::text as said
  from old_document d, jsonb_each(d.body) a, jsonb_each(a.value) r where d.kind = 'statuses'
), rows as (
  select publication, row(activity_code, round_code, status_code, carried_from)::text as said
  from published.activity_status
)
select pg_temp.refuse('statuses', array(
  (select publication from (table documents except table rows) x)
  union (select publication from (table rows except table documents) x)));

with documents as (
  select d.publication, row(p.key, r.key, r.value)::text as said
  from old_document d, jsonb_each(d.body) p, jsonb_each_text(p.value) r where d.kind = 'coverage'
), rows as (
  select publication, row(reporter_code, round_code, state)::text as said from published.coverage
)
select pg_temp.refuse('who has reported', array(
  (select publication from (table documents except table rows) x)
  union (select publication from (table rows except table documents) x)));

with documents as (
  select d.publication, row(x->>'code', x->>'title', x->>'area', x->>'objective', x->>'description', x->'years',
    x->>'lead', x->'cooperating', x->'states', x->'partners', x->'articles', x->'tags', x->'lenses',
    x->>'basis')::text as said
  from old_document d, jsonb_array_elements(d.body->'activities') x where d.kind = 'plan'
), rows as (
  select publication, row(code, title, area_code, objective_code, description, to_jsonb(active_years), lead,
    to_jsonb(cooperating), to_jsonb(states), to_jsonb(partners), to_jsonb(articles), to_jsonb(tags), to_jsonb(lenses),
    basis)::text as said from published.activity
)
select pg_temp.refuse('activities', array(
  (select publication from (table documents except table rows) x)
  union (select publication from (table rows except table documents) x)));

with documents as (
  select d.publication, row(x->>'code', x->>'title', x->>'area', x->>'activity', x->>'level', x->>'measure',
    x->>'unit', x->>'direction', x->>'aggregation', x->>'disclosureClass', x->>'reportedBy',
    (x->>'personCount')::boolean, (x->>'crossBorderOverlap')::boolean, x->>'definition', x->>'countingRule',
    x->>'numeratorLabel', x->>'denominatorLabel', x->'dimensions', x->'choices', nullif(x->'baseline', 'null'),
    x->'targets')::text as said
  from old_document d, jsonb_array_elements(d.body) x where d.kind = 'indicators'
), rows as (
  select publication, row(code, title, area_code, activity_code, level, measure, unit, direction, aggregation,
    disclosure_class, reported_by, person_count, cross_border_overlap, definition, counting_rule, numerator_label,
    denominator_label, dimensions, choices, nullif(baseline, 'null'), targets)::text as said
  from published.indicator
)
select pg_temp.refuse('indicators', array(
  (select publication from (table documents except table rows) x)
  union (select publication from (table rows except table documents) x)));

with documents as (
  select d.publication, row('round', x->>'code', x->>'title', x->>'periodStart', x->>'periodEnd', x->>'dueOn', null,
    null, null)::text as said
  from old_document d, jsonb_array_elements(d.body) x where d.kind = 'rounds'
  union all
  select d.publication, row('status', x->>'code', x->>'label', x->>'mark', x->>'iatiCode', x->>'isLate', x->>'isDone',
    x->>'isOnTrack', null)::text
  from old_document d, jsonb_array_elements(d.body->'statuses') x where d.kind = 'lists'
  union all
  select d.publication, row('reporter', x->>'code', x->>'kind', x->>'name', x->>'pillar', x->>'iso3', x->>'m49',
    x->>'joinedOn', nullif(x->'tile', 'null')::text)::text
  from old_document d, jsonb_array_elements(d.body->'reporters') x where d.kind = 'lists'
  union all
  select d.publication, row('partner', x->>'slug', x->>'name', x->>'kind', x->>'url', null, null, null, null)::text
  from old_document d, jsonb_array_elements(d.body->'partners') x where d.kind = 'lists'
  union all
  select d.publication, row('tag', x->>'code', x->>'name', null, null, null, null, null, null)::text
  from old_document d, jsonb_array_elements(d.body->'tags') x where d.kind = 'lists'
  union all
  select d.publication, row('article', x->>'code', x->>'title', x->>'chapter', null, null, null, null, null)::text
  from old_document d, jsonb_array_elements(d.body->'articles') x where d.kind = 'lists'
  union all
  select d.publication, row('lens', x->>'code', x->>'title', x->>'description', null, null, null, null, null)::text
  from old_document d, jsonb_array_elements(d.body->'lenses') x where d.kind = 'lists'
  union all
  select d.publication, row('shown', x->>'code', i->>'indicator', i->'slice'->>'dimension', i->'slice'->>'category',
    i->'funnel'->>'position', i->'funnel'->>'label', null, null)::text
  from old_document d, jsonb_array_elements(d.body->'lenses') x, jsonb_array_elements(x->'indicators') i
  where d.kind = 'lists'
  union all
  select d.publication, row('kind', x->>'code', x->>'label', x->>'isCooperation', null, null, null, null, null)::text
  from old_document d, jsonb_array_elements(d.body->'libraryKinds') x where d.kind = 'lists'
  union all
  select d.publication, row('area', x->>'code', x->>'title', null, null, null, null, null, null)::text
  from old_document d, jsonb_array_elements(d.body->'areas') x where d.kind = 'plan'
  union all
  select d.publication, row('objective', x->>'code', x->>'title', x->>'area', null, null, null, null, null)::text
  from old_document d, jsonb_array_elements(d.body->'objectives') x where d.kind = 'plan'
  union all
  select d.publication, row('note', x->>'indicator', x->>'reporter', x->>'round', x->>'kind', x->>'note', null, null,
    null)::text
  from old_document d, jsonb_array_elements(d.body) x where d.kind = 'comparability'
  union all
  select d.publication, row('word', l.key, t.key, t.value, null, null, null, null, null)::text
  from old_document d, jsonb_each(d.body) l, jsonb_each_text(l.value) t where d.kind = 'translations'
  union all
  select d.publication, row('change', x->>'subject', x->>'code', x->>'kind', x->>'fromRound', x->>'beforeTitle',
    x->>'mergedInto', (x->'splitInto')::text, x->>'splitFrom')::text
  from old_document d, jsonb_array_elements(d.body) x where d.kind = 'amendments'
), rows as (
  select publication, row('round', code, title, period_start::text, period_end::text, due_on::text, null, null,
    null)::text as said from published.round
  union all
  select publication, row('status', code, label, mark, iati_code, is_late::text, is_done::text, is_on_track::text,
    null)::text from published.activity_status_word
  union all
  select publication, row('reporter', code, kind, name, pillar, iso3, m49, joined_on::text,
    case when tile_row is not null and tile_column is not null
      then jsonb_build_object('row', tile_row, 'column', tile_column)::text end)::text from published.reporter
  union all
  select publication, row('partner', slug, name, kind, url, null, null, null, null)::text from published.partner
  union all
  select publication, row('tag', code, name, null, null, null, null, null, null)::text from published.tag
  union all
  select publication, row('article', code, title, chapter, null, null, null, null, null)::text
  from published.actip_article
  union all
  select publication, row('lens', code, title, description, null, null, null, null, null)::text from published.lens
  union all
  select publication, row('shown', lens_code, indicator_code, slice_dimension, slice_category, funnel_position::text,
    funnel_label, null, null)::text from published.lens_indicator
  union all
  select publication, row('kind', code, label, is_cooperation::text, null, null, null, null, null)::text
  from published.library_kind
  union all
  select publication, row('area', code, title, null, null, null, null, null, null)::text from published.area
  union all
  select publication, row('objective', code, title, area_code, null, null, null, null, null)::text
  from published.objective
  union all
  select publication, row('note', indicator_code, reporter_code, round_code, kind, note, null, null, null)::text
  from published.comparability_note
  union all
  select publication, row('word', language, list || '/' || code, label, null, null, null, null, null)::text
  from published.translation
  union all
  select publication, row('change', subject, code, kind, from_round, before_title, merged_into,
    to_jsonb(coalesce(split_into, '{}'))::text, split_from)::text from published.plan_change
)
select pg_temp.refuse('lists', array(
  (select publication from (table documents except table rows) x)
  union (select publication from (table rows except table documents) x)));

with documents as (
  select d.publication, row(x->>'code', x->>'kind', x->>'title', x->>'summary', x->>'happenedOn', x->>'endedOn',
    x->>'year', x->>'organisers', x->>'place', x->>'url', x->>'basis', x->'states', x->'bodies', x->'partners',
    x->'activities', x->'lenses')::text as said
  from old_document d, jsonb_array_elements(d.body) x where d.kind = 'library'
  union all
  select d.publication, row(x->>'id', x->>'reporter', x->>'round', x->>'activity', x->>'indicator', x->>'kind',
    x->>'title', x->>'url', x->>'fileName', x->>'contentType', x->>'sizeBytes', x->>'sha256', null, null, null,
    null)::text
  from old_document d, jsonb_array_elements(d.body) x where d.kind = 'evidence'
), rows as (
  select publication, row(code, kind_code, title, summary, happened_on::text, ended_on::text, year::text, organisers,
    place, url, basis, to_jsonb(states), to_jsonb(bodies), to_jsonb(partners), to_jsonb(activities),
    to_jsonb(lenses))::text as said from published.library_item
  union all
  select publication, row(id, reporter_code, round_code, activity_code, indicator_code, kind, title, url, file_name,
    content_type, size_bytes::text, sha256, null, null, null, null)::text from published.evidence
)
select pg_temp.refuse('library and evidence', array(
  (select publication from (table documents except table rows) x)
  union (select publication from (table rows except table documents) x)));

with documents as (
  select d.publication, row(d.body, g.body->>'wide', g.body->>'narrow')::text as said
  from old_document d
  join old_document g on g.publication = d.publication and g.address = 'drawing/' || substr(d.address, 8)
  where d.kind = 'figure' and exists (select from published.drawing w where w.publication = d.publication)
), rows as (
  select publication, row(definition - 'publication', wide, narrow)::text as said from published.drawing
)
select pg_temp.refuse('drawings', array(
  (select publication from (table documents except table rows) x)
  union (select publication from (table rows except table documents) x)));

with documents as (
  select t.publication_number as publication, row(t.indicator_code, t.round_code, x->>'scope', x->>'dimension',
    x->>'category', x->'valueIds', x->'contributing', x->'reasons')::text as said
  from tracker.publication_trace t
  join tracker.figure_trace f on f.sha256 = t.trace_sha256, jsonb_array_elements(f.body::jsonb) x
), rows as (
  select publication_number as publication, row(indicator_code, round_code, scope, dimension_code, category_code,
    to_jsonb(value_ids), to_jsonb(contributing), reasons)::text as said from tracker.figure_source
)
select pg_temp.refuse('what stands behind figures', array(
  (select publication from (table documents except table rows) x)
  union (select publication from (table rows except table documents) x)));

drop view old_document;

-- Published codes are kept by what the secretariat sees of publications, not by rows that are gone.
create or replace function tracker.keep_published_code() returns trigger language plpgsql
set search_path = pg_catalog, tracker, pg_temp as $$
declare
  known boolean;
begin
  if tg_argv[0] = 'plan' then
    known := exists (select from published.publication p where p.plan_code = old.code);
  elsif tg_argv[0] = 'round' then
    known := exists (select from tracker.publication_source s join tracker.compilation k on k.id = s.compilation_id
      where k.round_id = old.id);
  else
    known := exists (select from tracker.publication_trace t
      join published.publication p on p.number = t.publication_number
      join tracker.plan l on l.code = p.plan_code where t.indicator_code = old.code and l.id = old.plan_id);
  end if;
  if known then
    raise exception 'What is published keeps its code and its plan.' using errcode = 'BT001';
  end if;
  return new;
end
$$;

drop table published.drawing, published.evidence, published.translation, published.comparability_note,
  published.library_item, published.library_kind, published.plan_change, published.coverage, published.figure,
  published.lens_indicator, published.lens, published.indicator, published.activity_narrative,
  published.activity_status, published.activity, published.objective, published.area, published.partner,
  published.reporter, published.activity_status_word, published.round, published.tag, published.actip_article,
  tracker.figure_source;
