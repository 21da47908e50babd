import type { Sql } from '#db/sql.ts';

/**
 * What publications hold, as rows in a schema `rows`: so that tests can count and compare in SQL what the application
 * keeps in documents. Only databases of tests have it.
 */
export async function createRowViews(owner: Sql): Promise<void> {
  await owner.script(`
    create schema rows;
    create view rows.document as
      select p.publication, p.address, split_part(p.address, '/', 1) as kind, d.body::jsonb->'body' as body
      from published.publication_document p join published.document d using (sha256);

    create view rows.round as
      select d.publication, x.value->>'code' as code, x.value->>'title' as title,
        (x.value->>'periodStart')::date as period_start, (x.value->>'periodEnd')::date as period_end,
        (x.value->>'dueOn')::date as due_on, x.ordinality::integer as position
      from rows.document d, jsonb_array_elements(d.body) with ordinality x where d.kind = 'rounds';

    create view rows.reporter as
      select d.publication, x.value->>'code' as code, x.value->>'kind' as kind, x.value->>'name' as name,
        x.value->>'pillar' as pillar, x.value->>'iso3' as iso3, x.value->>'m49' as m49
      from rows.document d, jsonb_array_elements(d.body->'reporters') x where d.kind = 'lists';

    create view rows.partner as
      select d.publication, x.value->>'slug' as slug, x.value->>'name' as name, x.value->>'kind' as kind,
        x.value->>'url' as url
      from rows.document d, jsonb_array_elements(d.body->'partners') x where d.kind = 'lists';

    create view rows.tag as
      select d.publication, x.value->>'code' as code, x.value->>'name' as name
      from rows.document d, jsonb_array_elements(d.body->'tags') x where d.kind = 'lists';

    create view rows.lens as
      select d.publication, x.value->>'code' as code, x.value->>'title' as title
      from rows.document d, jsonb_array_elements(d.body->'lenses') x where d.kind = 'lists';

    create view rows.lens_indicator as
      select d.publication, x.value->>'code' as lens_code, i.value->>'indicator' as indicator_code,
        i.value->'slice'->>'dimension' as slice_dimension, i.value->'slice'->>'category' as slice_category,
        (i.value->'funnel'->>'position')::integer as funnel_position, i.value->'funnel'->>'label' as funnel_label
      from rows.document d, jsonb_array_elements(d.body->'lenses') x, jsonb_array_elements(x.value->'indicators') i
      where d.kind = 'lists';

    create view rows.activity_status_word as
      select d.publication, x.value->>'code' as code, x.value->>'label' as label, x.value->>'mark' as mark,
        (x.value->>'isLate')::boolean as is_late, (x.value->>'isDone')::boolean as is_done,
        (x.value->>'isOnTrack')::boolean as is_on_track, x.ordinality::integer as position
      from rows.document d, jsonb_array_elements(d.body->'statuses') with ordinality x where d.kind = 'lists';

    create view rows.library_kind as
      select d.publication, x.value->>'code' as code, x.value->>'label' as label,
        (x.value->>'isCooperation')::boolean as is_cooperation
      from rows.document d, jsonb_array_elements(d.body->'libraryKinds') x where d.kind = 'lists';

    create view rows.library_item as
      select d.publication, x.value->>'code' as code, x.value->>'kind' as kind_code, x.value->>'title' as title,
        (x.value->>'year')::integer as year, x.value->>'url' as url,
        array(select jsonb_array_elements_text(x.value->'states')) as states,
        array(select jsonb_array_elements_text(x.value->'bodies')) as bodies,
        array(select jsonb_array_elements_text(x.value->'partners')) as partners,
        array(select jsonb_array_elements_text(x.value->'activities')) as activities,
        array(select jsonb_array_elements_text(x.value->'lenses')) as lenses
      from rows.document d, jsonb_array_elements(d.body) x where d.kind = 'library';

    create view rows.activity as
      select d.publication, x.value->>'code' as code, x.value->>'title' as title, x.value->>'area' as area_code,
        x.value->>'objective' as objective_code, x.value->>'description' as description, x.value->>'lead' as lead,
        array(select jsonb_array_elements_text(x.value->'years'))::integer[] as active_years,
        array(select jsonb_array_elements_text(x.value->'cooperating')) as cooperating,
        array(select jsonb_array_elements_text(x.value->'states')) as states,
        array(select jsonb_array_elements_text(x.value->'partners')) as partners,
        array(select jsonb_array_elements_text(x.value->'tags')) as tags,
        array(select jsonb_array_elements_text(x.value->'lenses')) as lenses, x.ordinality::integer as position
      from rows.document d, jsonb_array_elements(d.body->'activities') with ordinality x where d.kind = 'plan';

    create view rows.area as
      select d.publication, x.value->>'code' as code, x.value->>'title' as title, x.ordinality::integer as position
      from rows.document d, jsonb_array_elements(d.body->'areas') with ordinality x where d.kind = 'plan';

    create view rows.objective as
      select d.publication, x.value->>'code' as code, x.value->>'title' as title, x.value->>'area' as area_code,
        x.ordinality::integer as position
      from rows.document d, jsonb_array_elements(d.body->'objectives') with ordinality x where d.kind = 'plan';

    create view rows.activity_status as
      select d.publication, a.key as activity_code, r.key as round_code, r.value->>'status' as status_code,
        r.value->>'carriedFrom' as carried_from
      from rows.document d, jsonb_each(d.body) a, jsonb_each(a.value) r where d.kind = 'statuses';

    create view rows.coverage as
      select d.publication, p.key as reporter_code, r.key as round_code, r.value#>>'{}' as state
      from rows.document d, jsonb_each(d.body) p, jsonb_each_text(p.value) t, lateral (select t.key, to_jsonb(t.value) as value) r
      where d.kind = 'coverage';

    create view rows.activity_narrative as
      select d.publication, substr(d.address, 12) as activity_code, x.value->>'round' as round_code,
        x.value->>'reporter' as reporter_code, x.value->>'status' as status_code,
        x.value->>'achievements' as achievements, x.value->>'challenges' as challenges,
        x.value->>'nextSteps' as next_steps
      from rows.document d, jsonb_array_elements(d.body) x where d.kind = 'narratives';

    create view rows.plan_change as
      select d.publication, x.value->>'subject' as subject, x.value->>'code' as code, x.value->>'kind' as kind,
        x.value->>'fromRound' as from_round, x.value->>'fromTitle' as from_title,
        x.value->>'beforeTitle' as before_title, x.value->>'mergedInto' as merged_into,
        array(select jsonb_array_elements_text(x.value->'splitInto')) as split_into,
        x.value->>'splitFrom' as split_from, x.ordinality::integer as position
      from rows.document d, jsonb_array_elements(d.body) with ordinality x where d.kind = 'amendments';

    create view rows.indicator as
      select d.publication, x.value->>'code' as code, x.value->>'title' as title, x.value->>'area' as area_code,
        x.value->>'activity' as activity_code, x.value->>'measure' as measure, x.value->>'unit' as unit,
        x.value->>'aggregation' as aggregation, x.value->>'disclosureClass' as disclosure_class,
        x.value->>'reportedBy' as reported_by, (x.value->>'personCount')::boolean as person_count,
        x.value->>'definition' as definition, x.value->'dimensions' as dimensions, x.value->'choices' as choices,
        x.value->'baseline' as baseline, x.value->'targets' as targets, x.ordinality::integer as position
      from rows.document d, jsonb_array_elements(d.body) with ordinality x where d.kind = 'indicators';

    create view rows.figure as
      select t.publication_number as publication, t.indicator_code, t.round_code, x.value->>'scope' as scope,
        x.value->>'dimension' as dimension_code, x.value->>'category' as category_code, x.value->>'state' as state,
        (x.value->>'value')::numeric(20, 4) as value, (x.value->>'numerator')::numeric(20, 4) as numerator,
        (x.value->>'denominator')::numeric(20, 4) as denominator,
        nullif(x.value->'distribution', 'null') as distribution, x.value->>'choice' as choice_code,
        (x.value->>'contributing')::integer as contributing, (x.value->>'expected')::integer as expected,
        x.value->>'note' as reason, (x.value->>'keptFrom')::integer as kept_from,
        (x.value->>'least')::float8 as least, (x.value->>'most')::float8 as most
      from tracker.publication_trace t
      join published.document v on v.sha256 = t.values_sha256, jsonb_array_elements(v.body::jsonb->'body') x;

    create view rows.figure_source as
      select t.publication_number, t.indicator_code, t.round_code, x.value->>'scope' as scope,
        x.value->>'dimension' as dimension_code, x.value->>'category' as category_code,
        array(select jsonb_array_elements_text(x.value->'valueIds'))::integer[] as value_ids,
        array(select jsonb_array_elements_text(x.value->'contributing')) as contributing,
        x.value->'reasons' as reasons
      from tracker.publication_trace t join tracker.figure_trace f on f.sha256 = t.trace_sha256,
        jsonb_array_elements(f.body::jsonb) x;

    create view rows.comparability_note as
      select d.publication, x.value->>'indicator' as indicator_code, x.value->>'reporter' as reporter_code,
        x.value->>'round' as round_code, x.value->>'kind' as kind, x.value->>'note' as note
      from rows.document d, jsonb_array_elements(d.body) x where d.kind = 'comparability';

    create view rows.evidence as
      select d.publication, x.value->>'id' as id, x.value->>'reporter' as reporter_code,
        x.value->>'round' as round_code, x.value->>'activity' as activity_code,
        x.value->>'indicator' as indicator_code, x.value->>'kind' as kind, x.value->>'title' as title,
        x.value->>'url' as url, x.value->>'sha256' as sha256, x.value->>'fileName' as file_name,
        (select min(f.storage_key) from published.stored_file f where f.sha256 = x.value->>'sha256') as storage_key
      from rows.document d, jsonb_array_elements(d.body) x where d.kind = 'evidence';

    create view rows.translation as
      select d.publication, l.key as language, split_part(t.key, '/', 1) as list, split_part(t.key, '/', 2) as code,
        t.value as label
      from rows.document d, jsonb_each(d.body) l, jsonb_each_text(l.value) t where d.kind = 'translations';

    create view rows.drawing as
      select d.publication, substr(d.address, 8) as figure, x.ordinality::integer as position,
        d.body || jsonb_build_object('publication', jsonb_build_object('number', p.number, 'title', p.title,
          'publishedAt', h.body->>'publishedAt', 'round', p.round_code, 'roundTitle', r.title)) as definition,
        g.body->>'wide' as wide, g.body->>'narrow' as narrow
      from rows.document l cross join jsonb_array_elements(l.body) with ordinality x
      join rows.document d on l.kind = 'figures' and d.publication = l.publication
        and d.address = 'figure/' || (x.value->>'id')
      join rows.document g on g.publication = d.publication and g.address = 'drawing/' || substr(d.address, 8)
      join published.publication p on p.number = d.publication
      join rows.document h on h.publication = d.publication and h.kind = 'publication'
      join rows.round r on r.publication = d.publication and r.code = p.round_code;`);
}
