import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { readMoment, type Transaction } from '#db/as-viewer.ts';
import { readRows } from '#db/rows.ts';
import { isShared, listChangedParts, type HeldIndicatorPart } from '#server/domain/agency/parts.rules.ts';
import type { StoredSubmission } from '#server/loaders/submission/load-submission.ts';

const storedDelivery = z.object({ note: z.string(), agencyId: z.number(), by: z.string(), at: z.string() });

const storedReadiness = z.object({ at: z.string(), by: z.string(), note: z.string() });

const storedAgency = z.object({
  id: z.number(),
  acronym: z.string(),
  name: z.string(),
  isClearingAuthority: z.boolean(),
});

const agenciesShape = {
  agencies: z.array(storedAgency),
  own: z.array(z.number()),
  whole: z.boolean(),
  activities: z.array(z.object({ code: z.string(), holder: z.string() })),
  indicators: z.array(
    z.object({
      code: z.string(),
      id: z.number(),
      holder: z.string(),
      dimension: z.string().nullable(),
      category: z.string().nullable(),
    }),
  ),
  deliveries: z.array(storedDelivery),
  readiness: storedReadiness.nullable(),
};

/** What is stored of the agencies of a state and their parts of one report, as far as the viewer may see it. */
export async function loadAgencies(tx: Transaction, { id, reporter }: StoredSubmission) {
  const [row] = await readRows(
    tx,
    agenciesShape,
    sql`select
      ${reporter.id} = any (tracker.viewer_whole_reporter_ids()) as whole,
      array(select a.agency_id from tracker.assignment a
        where a.id in (select tracker.viewer_role_ids()) and a.role = 'contributor'
          and a.reporter_id = ${reporter.id} and a.agency_id is not null) as own,
      coalesce((select json_agg(json_build_object('id', g.id, 'acronym', g.acronym, 'name', g.name,
          'isClearingAuthority', g.is_clearing_authority) order by g.name)
        from tracker.agency g join tracker.reporter r on r.state_id = g.state_id
        where r.id = ${reporter.id} and (g.to_on is null or exists (select from tracker.responsibility x
          where x.agency_id = g.id and x.ended_at is null))), '[]') as agencies,
      coalesce((select json_agg(json_build_object('code', a.code, 'holder', g.acronym))
        from tracker.responsibility x join tracker.agency g on g.id = x.agency_id
        join tracker.activity a on a.id = x.activity_id
        where x.reporter_id = ${reporter.id} and x.ended_at is null), '[]') as activities,
      coalesce((select json_agg(json_build_object('code', i.code, 'id', i.id, 'holder', g.acronym,
          'dimension', x.dimension_code, 'category', x.category_code))
        from tracker.responsibility x join tracker.agency g on g.id = x.agency_id
        join tracker.indicator i on i.id = x.indicator_id
        where x.reporter_id = ${reporter.id} and x.ended_at is null), '[]') as indicators,
      coalesce((select json_agg(json_build_object('agencyId', d.agency_id, 'at', d.delivered_at, 'by', p.name,
          'note', d.note))
        from tracker.delivery d join auth.person p on p.id = d.delivered_by
        where d.submission_id = ${id} and d.taken_back_at is null), '[]') as deliveries,
      (select json_build_object('at', y.marked_at, 'by', p.name, 'note', y.note)
        from tracker.readiness y join auth.person p on p.id = y.marked_by
        where y.submission_id = ${id}) as readiness`,
  );
  if (!row) throw new Error('A select without from always has a row.');
  const held = new Map<string, HeldIndicatorPart<string>[]>();
  for (const { code, holder, dimension, category } of row.indicators) {
    held.set(code, [...(held.get(code) ?? []), { holder, dimension, category }]);
  }
  const shared = [...held].filter(([, parts]) => isShared(parts)).map(([code]) => code);
  return {
    ...row,
    own: new Set(row.own),
    deliveries: row.deliveries.map((one) => ({ ...one, at: new Date(one.at).toISOString() })),
    readiness: row.readiness && { ...row.readiness, at: new Date(row.readiness.at).toISOString() },
    holderOf: new Map(row.activities.map(({ code, holder }) => [code, holder])),
    held,
    ...(await loadSharedCells(tx, id, shared)),
  };
}

/** An answer before or after a change: its cells count here, with all that is in them. */
const cellsOfRevision = z
  .looseObject({
    cells: z
      .array(z.looseObject({ dimension: z.string().exactOptional(), category: z.string().exactOptional() }))
      .exactOptional(),
  })
  .nullable();

const revisionShape = { code: z.string(), at: z.string(), before: cellsOfRevision, after: cellsOfRevision };

/** Of indicators that several agencies share: which cells are there, and which were changed when. */
async function loadSharedCells(tx: Transaction, submissionId: number, codes: string[]) {
  const filled = new Map<string, string[]>();
  const changes = new Map<string, { at: string; parts: string[] }[]>();
  if (codes.length === 0) return { filled, changes };
  const cells = await readRows(
    tx,
    { code: z.string(), keys: z.array(z.string()) },
    sql`select i.code, array_agg(coalesce(v.dimension_code || '=' || v.category_code, 'total')) as keys
    from tracker.indicator_value v join tracker.indicator i on i.id = v.indicator_id
    where v.submission_id = ${submissionId} and i.code = any (${sql.param(codes)}::text[])
    group by i.code`,
  );
  for (const { code, keys } of cells) filled.set(code, keys);
  const revisions = await readRows(
    tx,
    revisionShape,
    sql`select v.subject_key as code, v.changed_at as at, v.before, v.after from tracker.revision v
    where v.submission_id = ${submissionId} and v.subject = 'indicator'
      and v.subject_key = any (${sql.param(codes)}::text[])
    order by v.id desc`,
  );
  for (const { code, at, before, after } of revisions) {
    const change = { at: readMoment(at) ?? at, parts: listChangedParts(before, after) };
    changes.set(code, [...(changes.get(code) ?? []), change]);
  }
  return { filled, changes };
}

/** When the people of each agency were last written to about this report. */
export async function loadReminders(tx: Transaction, submissionId: number): Promise<Map<string, string>> {
  const rows = await readRows(
    tx,
    { person_id: z.string(), at: z.string() },
    sql`select person_id, max(created_at) as at from tracker.list_agency_reminders(${submissionId})
    where person_id is not null group by person_id`,
  );
  return new Map(rows.map(({ person_id, at }) => [person_id, readMoment(at) ?? at]));
}
