import { sql, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows } from '#db/rows.ts';
import { libraryItem } from '#db/schema/library.ts';
import { reporter } from '#db/schema/participants.ts';
import { loadArrangements } from '#server/loaders/arrangement/load-arrangements.ts';
import { loadReleasedRecommendations } from '#server/loaders/recommendation/load-recommendations.ts';
import * as forms from '#server/domain/publication/document-forms.ts';
import type { PublicationInput } from '#server/domain/publication/publication-input.ts';

type ReportingContent = Pick<
  PublicationInput,
  'coverage' | 'narratives' | 'evidence' | 'comparability' | 'library' | 'recommendations' | 'arrangements'
>;

/** What reporters gave besides figures, as compiled, and what the secretariat has written about the plan. */
export async function loadReportingContent(
  tx: Transaction,
  round: string,
  compilations: readonly number[],
): Promise<ReportingContent> {
  const ids = sql`${sql.param(compilations)}::integer[]`;
  const narratives = await readRows(
    tx,
    {
      ...forms.narratives.element.shape,
      activity: z.string(),
      kind: z.enum(reporter.kind.enumValues),
      released: z.boolean(),
    },
    sql`select a.code as activity, r.code as round, p.code as reporter, p.kind, ar.narrative_released as released,
      ar.status_code as status, ar.achievements, ar.challenges, ar.obstacles,
      ar.help_wanted as "helpWanted", ar.next_steps as "nextSteps"
    from tracker.compiled_activity_report ar
    join tracker.compilation k on k.id = ar.compilation_id
    join tracker.round r on r.id = k.round_id
    join tracker.reporter p on p.id = ar.reporter_id
    join tracker.activity a on a.id = ar.activity_id
    where k.id = any (${ids}) and (ar.achievements || ar.challenges || ar.next_steps <> ''
      or cardinality(ar.obstacles) + cardinality(ar.help_wanted) > 0)
    order by a.position, r.period_start, p.code`,
  );
  const [coverage] = await readRows(
    tx,
    { coverage: forms.coverage },
    sql`select coalesce(json_object_agg(code, rounds order by code), '{}') as coverage from (
      select p.code, json_object_agg(r.code, case when s.included then 'reported' when s.included is null
        then 'not_due' else 'not_reported' end order by r.period_start) as rounds
      from tracker.reporter p
      cross join tracker.compilation k
      join tracker.round r on r.id = k.round_id
      left join tracker.compiled_submission s on s.compilation_id = k.id and s.reporter_id = p.id
      where k.id = any (${ids}) group by p.code) x`,
  );
  // Its id tells nothing and stays the same from one publication to the next.
  const evidence = await readRows(
    tx,
    {
      // Of evidence about an indicator: whether the reporter has released its own figure.
      entry: forms.evidence.element.and(z.object({ isNational: z.boolean() })),
    },
    sql`select jsonb_build_object('id', left(encode(sha256(convert_to(concat_ws('/', 'evidence', e.evidence_id, p.code,
        r.code, coalesce(a.code, i.code), coalesce(e.sha256, e.url)), 'UTF8')), 'hex'), 32),
      'reporter', p.code, 'round', r.code, 'activity', a.code, 'indicator', i.code, 'title', e.title, 'kind', e.kind,
      'isNational', coalesce(ir.release = 'national', false))
      || case e.kind when 'link' then jsonb_build_object('url', e.url)
        else jsonb_build_object('fileName', e.file_name, 'contentType', e.content_type, 'sizeBytes', e.size_bytes,
          'sha256', e.sha256) end as entry
    from tracker.compiled_evidence e
    join tracker.compilation k on k.id = e.compilation_id
    join tracker.round r on r.id = k.round_id
    join tracker.reporter p on p.id = e.reporter_id
    left join tracker.activity a on a.id = e.activity_id
    left join tracker.indicator i on i.id = e.indicator_id
    left join tracker.compiled_indicator_report ir on ir.compilation_id = e.compilation_id
      and ir.submission_id = e.submission_id and ir.indicator_id = e.indicator_id
    where k.id = any (${ids})
    order by p.code, e.title, 1`,
  );
  // A note that was withdrawn goes into no publication; one that has ended says until when it held.
  const comparability = await readRows(
    tx,
    { ...forms.comparability.element.shape, until: z.string().nullable() },
    sql`select i.code as indicator, p.code as reporter, r.code as round, n.kind, n.note, z.title as until
    from tracker.comparability_note n
    join tracker.indicator i on i.id = n.indicator_id
    left join tracker.reporter p on p.id = n.reporter_id
    left join tracker.round r on r.id = n.round_id
    left join tracker.round z on z.id = n.until_round_id
    where not n.withdrawn and i.plan_id = (select plan_id from tracker.round where code = ${round})
    order by i.position, p.code nulls first, r.period_start nulls first, n.kind`,
  );
  const library = await tx
    .select({
      code: libraryItem.code,
      kind: libraryItem.kindCode,
      title: libraryItem.title,
      summary: libraryItem.summary,
      happenedOn: libraryItem.happenedOn,
      endedOn: libraryItem.endedOn,
      year: libraryItem.year,
      organisers: libraryItem.organisers,
      place: libraryItem.place,
      url: libraryItem.url,
      basis: libraryItem.basis,
      states: libraryItem.states,
      bodies: libraryItem.bodies,
      partners: libraryItem.partners,
      activities: libraryItem.activities,
      lenses: libraryItem.lenses,
    })
    .from(libraryItem)
    .where(eq(libraryItem.released, true))
    .orderBy(libraryItem.code);
  return {
    coverage: coverage?.coverage ?? {},
    narratives: [...narratives],
    evidence: evidence.map(({ entry }) => entry),
    comparability: [...comparability],
    library: [...library],
    recommendations: await loadReleasedRecommendations(tx),
    arrangements: await loadArrangements(tx),
  };
}
