import type { SqlTransaction } from '#db/sql.ts';
import type { PublicationContent } from '#server/domain/publication/build-publication.ts';
import type {
  DocumentBody,
  Header,
  Lists,
  Narrative,
  PlanDocument,
  PublishedIndicator,
  PublishedValue,
} from '#server/domain/publication/documents.ts';
import type { FigureDefinition } from '#server/domain/figure/figure.types.ts';

/** The pictures of a figure as they were drawn when it was published. */
export type OldDrawing = { definition: FigureDefinition; wide: string; narrow: string };

/** What a publication held while it was rows: migrations 0003 to 0027. */
export type OldPublication = { content: PublicationContent; drawings: OldDrawing[] };

/** Reads a publication from the tables in which it was kept before it was made of documents. */
export async function readOldRows(tx: SqlTransaction, number: number): Promise<OldPublication> {
  const [head] = await tx<{ header: Header; rounds: DocumentBody<'rounds'> }[]>`
    select json_build_object('number', p.number,
        'plan', json_build_object('code', p.plan_code, 'title', p.plan_title, 'startsOn', p.plan_starts_on,
          'endsOn', p.plan_ends_on),
        'notice', p.notice, 'round', p.round_code, 'title', p.title, 'meeting', p.meeting, 'note', p.note,
        'publishedAt', p.published_at, 'compilationSha256', p.compilation_sha256) as header,
      (select coalesce(json_agg(json_build_object('code', r.code, 'title', r.title, 'periodStart', r.period_start,
          'periodEnd', r.period_end, 'dueOn', r.due_on) order by r.position), '[]')
        from published.round r where r.publication = p.number) as rounds
    from published.publication p where p.number = ${number}`;
  if (!head) throw new Error(`There is no publication ${number}.`);
  const publication = { ...head.header, publishedAt: new Date(head.header.publishedAt).toISOString() };
  return {
    content: {
      publication,
      rounds: head.rounds,
      lists: await readLists(tx, number),
      plan: await readPlan(tx, number),
      indicators: await readIndicators(tx, number),
      values: await readValues(tx, number),
      ...(await readReporting(tx, number)),
      ...(await readRest(tx, number)),
    },
    drawings: [
      ...(await tx<OldDrawing[]>`
        select definition, wide, narrow from published.drawing where publication = ${number} order by position`),
    ],
  };
}

async function readLists(tx: SqlTransaction, number: number): Promise<Lists> {
  const [lists] = await tx<Lists[]>`
    select
      (select coalesce(json_agg(json_build_object('code', code, 'label', label, 'mark', mark, 'iatiCode', iati_code,
          'isLate', is_late, 'isDone', is_done, 'isOnTrack', is_on_track) order by position), '[]')
        from published.activity_status_word where publication = ${number}) as statuses,
      (select coalesce(json_agg(json_build_object('code', code, 'kind', kind, 'name', name, 'pillar', pillar,
          'iso3', iso3, 'm49', m49, 'joinedOn', joined_on,
          'tile', case when tile_row is not null and tile_column is not null
            then json_build_object('row', tile_row, 'column', tile_column) end)
          order by kind desc, case when kind = 'state' then name else code end), '[]')
        from published.reporter where publication = ${number}) as reporters,
      (select coalesce(json_agg(json_build_object('slug', slug, 'name', name, 'kind', kind, 'url', url) order by name), '[]')
        from published.partner where publication = ${number}) as partners,
      (select coalesce(json_agg(json_build_object('code', code, 'name', name) order by name), '[]')
        from published.tag where publication = ${number}) as tags,
      (select coalesce(json_agg(json_build_object('code', code, 'title', title, 'chapter', chapter) order by position), '[]')
        from published.actip_article where publication = ${number}) as articles,
      (select coalesce(json_agg(json_build_object('code', l.code, 'title', l.title, 'description', l.description,
          'indicators', (select coalesce(json_agg(json_build_object('indicator', x.indicator_code,
              'slice', case when x.slice_dimension is not null
                then json_build_object('dimension', x.slice_dimension, 'category', x.slice_category) end,
              'funnel', case when x.funnel_position is not null
                then json_build_object('position', x.funnel_position, 'label', x.funnel_label) end)
              order by i.position), '[]')
            from published.lens_indicator x
            join published.indicator i on i.publication = x.publication and i.code = x.indicator_code
            where x.publication = l.publication and x.lens_code = l.code)) order by l.code), '[]')
        from published.lens l where l.publication = ${number}) as lenses,
      (select coalesce(json_agg(json_build_object('code', code, 'label', label, 'isCooperation', is_cooperation)
          order by position, code), '[]')
        from published.library_kind where publication = ${number}) as "libraryKinds"`;
  if (!lists) throw new Error('A select of one row returns one row.');
  return lists;
}

async function readPlan(tx: SqlTransaction, number: number): Promise<PlanDocument> {
  const [plan] = await tx<PlanDocument[]>`
    select
      (select coalesce(json_agg(json_build_object('code', code, 'title', title) order by position), '[]')
        from published.area where publication = ${number}) as areas,
      (select coalesce(json_agg(json_build_object('code', code, 'title', title, 'area', area_code) order by position), '[]')
        from published.objective where publication = ${number}) as objectives,
      (select coalesce(json_agg(json_build_object('code', code, 'title', title, 'area', area_code,
          'objective', objective_code, 'description', description, 'years', active_years, 'lead', lead,
          'cooperating', cooperating, 'states', states, 'partners', partners, 'articles', articles, 'tags', tags,
          'lenses', lenses, 'basis', basis) order by position), '[]')
        from published.activity where publication = ${number}) as activities`;
  if (!plan) throw new Error('A select of one row returns one row.');
  return plan;
}

async function readIndicators(tx: SqlTransaction, number: number): Promise<PublishedIndicator[]> {
  return [
    ...(await tx<PublishedIndicator[]>`
      select code, title, area_code as area, activity_code as activity, level, measure, unit, direction, aggregation,
        disclosure_class as "disclosureClass", reported_by as "reportedBy", person_count as "personCount",
        cross_border_overlap as "crossBorderOverlap", definition, counting_rule as "countingRule",
        numerator_label as "numeratorLabel", denominator_label as "denominatorLabel", dimensions, choices, baseline,
        targets
      from published.indicator where publication = ${number} order by position`),
  ];
}

async function readValues(tx: SqlTransaction, number: number): Promise<PublicationContent['values']> {
  const rows = await tx<{ indicator: string; round: string; list: PublishedValue[] }[]>`
    select f.indicator_code as indicator, f.round_code as round, json_agg(json_build_object('scope', f.scope,
      'dimension', f.dimension_code, 'category', f.category_code, 'state', f.state,
      'value', trim_scale(f.value)::text, 'numerator', trim_scale(f.numerator)::text,
      'denominator', trim_scale(f.denominator)::text, 'distribution', f.distribution, 'choice', f.choice_code,
      'contributing', f.contributing, 'expected', f.expected, 'note', f.reason)
      order by o.kind desc nulls first, o.name, d.ordinality nulls first, k.ordinality, f.dimension_code,
        f.category_code) as list
    from published.figure f
    join published.indicator i on i.publication = f.publication and i.code = f.indicator_code
    join published.round r on r.publication = f.publication and r.code = f.round_code
    left join published.reporter o on o.publication = f.publication and o.code = f.scope
    left join lateral jsonb_array_elements(i.dimensions) with ordinality d on d.value->>'code' = f.dimension_code
    left join lateral jsonb_array_elements(d.value->'categories') with ordinality k
      on k.value->>'code' = f.category_code
    where f.publication = ${number}
    group by f.indicator_code, f.round_code, i.position, r.position order by i.position, r.position`;
  const values: PublicationContent['values'] = new Map();
  for (const { indicator, round, list } of rows) {
    const byRound = values.get(indicator) ?? new Map<string, PublishedValue[]>();
    values.set(indicator, byRound.set(round, list));
  }
  return values;
}

async function readReporting(
  tx: SqlTransaction,
  number: number,
): Promise<Pick<PublicationContent, 'statuses' | 'coverage' | 'narratives'>> {
  const [row] = await tx<Pick<PublicationContent, 'statuses' | 'coverage'>[]>`
    select
      (select coalesce(json_object_agg(x.activity_code, x.rounds), '{}') from (
        select s.activity_code, json_object_agg(s.round_code, json_build_object('status', s.status_code,
          'carriedFrom', s.carried_from) order by r.position) as rounds
        from published.activity_status s
        join published.round r on r.publication = s.publication and r.code = s.round_code
        join published.activity a on a.publication = s.publication and a.code = s.activity_code
        where s.publication = ${number} group by s.activity_code, a.position order by a.position) x) as statuses,
      (select coalesce(json_object_agg(x.reporter_code, x.rounds), '{}') from (
        select c.reporter_code, json_object_agg(c.round_code, c.state order by r.position) as rounds
        from published.coverage c
        join published.round r on r.publication = c.publication and r.code = c.round_code
        where c.publication = ${number} group by c.reporter_code order by c.reporter_code) x) as coverage`;
  if (!row) throw new Error('A select of one row returns one row.');
  const narratives = await tx<(Narrative & { activity: string })[]>`
    select n.activity_code as activity, n.round_code as round, n.reporter_code as reporter,
      n.status_code as status, n.achievements, n.challenges, n.next_steps as "nextSteps"
    from published.activity_narrative n
    left join published.round r on r.publication = n.publication and r.code = n.round_code
    where n.publication = ${number} order by r.position, n.reporter_code`;
  const byActivity = new Map<string, Narrative[]>();
  for (const { activity, ...words } of narratives) {
    byActivity.set(activity, [...(byActivity.get(activity) ?? []), words]);
  }
  return { ...row, narratives: byActivity };
}

async function readRest(
  tx: SqlTransaction,
  number: number,
): Promise<
  Pick<PublicationContent, 'amendments' | 'translations' | 'comparability' | 'evidence' | 'library'>
> {
  const amendments = await tx<DocumentBody<'amendments'>>`
    select subject, code, kind, from_round as "fromRound", from_title as "fromTitle", before_title as "beforeTitle",
      merged_into as "mergedInto", coalesce(split_into, '{}') as "splitInto", split_from as "splitFrom"
    from published.plan_change where publication = ${number} order by subject, code, position`;
  const comparability = await tx<DocumentBody<'comparability'>>`
    select n.indicator_code as indicator, n.reporter_code as reporter, n.round_code as round, n.kind, n.note
    from published.comparability_note n
    join published.indicator i on i.publication = n.publication and i.code = n.indicator_code
    left join published.round r on r.publication = n.publication and r.code = n.round_code
    where n.publication = ${number}
    order by i.position, n.reporter_code nulls first, r.position nulls first, n.kind`;
  const library = await tx<DocumentBody<'library'>>`
    select code, kind_code as kind, title, summary, happened_on::text as "happenedOn", ended_on::text as "endedOn",
      year, organisers, place, url, basis, states, bodies, partners, activities, lenses
    from published.library_item where publication = ${number} order by code`;
  const [row] = await tx<
    {
      evidence: DocumentBody<'evidence'>;
      translations: DocumentBody<'translations'>;
    }[]
  >`
    select
      (select coalesce(json_agg(jsonb_build_object('id', id, 'reporter', reporter_code, 'round', round_code,
          'activity', activity_code, 'indicator', indicator_code, 'title', title, 'kind', kind)
          || case kind when 'link' then jsonb_build_object('url', url)
            else jsonb_build_object('fileName', file_name, 'contentType', content_type, 'sizeBytes', size_bytes,
              'sha256', sha256) end order by reporter_code, title, id), '[]')
        from published.evidence where publication = ${number}) as evidence,
      (select coalesce(json_object_agg(x.language, x.labels), '{}') from (
        select language, json_object_agg(list || '/' || code, label order by list, code) as labels
        from published.translation where publication = ${number} group by language order by language) x)
        as translations`;
  if (!row) throw new Error('A select of one row returns one row.');
  return {
    amendments: [...amendments],
    comparability: [...comparability],
    library: [...library],
    ...row,
  };
}
