import { eq, sql } from 'drizzle-orm';
import { type Transaction, readMoment } from '#db/as-viewer.ts';
import { indicatorReport } from '#db/schema/submission.ts';
import {
  type AgencyItem,
  listAgencyItems,
  findIndicatorHolder,
  isShared,
  listChangedParts,
  type HeldIndicatorPart,
} from '#server/domain/agency/parts.rules.ts';
import { can } from '#server/domain/access/can.rules.ts';
import { toUtcDay } from '#server/domain/submission/due-dates.rules.ts';
import type { DimensionDefinition } from '#server/domain/value/indicator-definition.ts';
import { getSheet, type Sheet } from '#server/queries/submission/get-sheet.query.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { listIndicatorDefinitions } from '#server/loaders/plan/list-indicator-definitions.ts';
import { getRoundOf } from '#server/loaders/plan/words-of-round.ts';
import { isActiveOn, listColleagues } from '#server/loaders/agency/list-colleagues.ts';
import type { SheetHeader } from '#server/queries/submission/find-stored-sheet.query.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import { createReportLoader, type StoredSubmission } from '#server/loaders/submission/load-submission.ts';
import { z } from 'zod';
import { readRows } from '#db/rows.ts';

export type AgencyStatus = {
  acronym: string;
  name: string;
  isClearingAuthority: boolean;
  /** Whether the viewer writes for it. */
  own: boolean;
  people: { name: string; cover: { name: string; until: string } | null }[];
  items: AgencyItem[];
  complete: number;
  due: number;
  delivered: { at: string; by: string; note: string } | null;
  /** How many items were changed after the delivery. */
  changedSince: number;
  remindedAt: string | null;
};

/** One breakdown, or one category of it, and which agency holds it by name. */
type PartHolder = { code: string; name: string; holder: string | null };

export type AssignableItem = {
  kind: 'activity' | 'indicator';
  code: string;
  title: string;
  holder: string | null;
  dimensions: (PartHolder & { categories: PartHolder[] })[];
};

export type Agencies = {
  header: SheetHeader;
  /** Whether the viewer gives out parts, reminds and marks the report as ready. */
  mayAssign: boolean;
  /** Whether the report is with its writers, so that parts can be delivered and asked for. */
  open: boolean;
  /** All agencies for those who see the whole report; else the viewer's own. */
  agencies: AgencyStatus[];
  areas: { code: string; title: string; items: AssignableItem[] }[];
  ready: { at: string; by: string; note: string; changedSince: number } | null;
};

/**
 * The agencies of a state with what each holds of a report, who works for it, how far it is and whether it has
 * delivered; and everything that is asked for, with who holds it. People of an agency get their own agency only.
 * Throws NOT_FOUND for a report that the viewer may not see.
 */
export async function getAgencies(
  context: OperationContext,
  input: { round: string; reporter: string },
): Promise<Agencies> {
  const rules = { permission: 'report.read', resource: createReportLoader('none') } as const;
  const loaded = await runOperation(context, rules, input, async ({ tx, viewer, resource: submission }) => {
    const mayAssign = can(viewer, 'report.assign', { reporter: submission.reporter });
    return {
      mayAssign,
      stored: await loadAgencies(tx, submission),
      colleagues: await listColleagues(tx, submission.reporter.id),
      reminders: mayAssign ? await loadReminders(tx, submission.id) : new Map<string, string>(),
      dimensionsOf: await loadDimensions(tx, submission.id),
    };
  });
  const { mayAssign, stored, colleagues, reminders, dimensionsOf } = loaded;
  const sheet = await getSheet(context, input);
  const activities = sheet.activities.map(({ code, complete, updatedAt }) => ({
    code,
    complete,
    updatedAt,
    holder: stored.holderOf.get(code) ?? null,
  }));
  const indicators = sheet.indicators.map(({ code, state, copiedFrom, updatedAt }) => ({
    code,
    complete: state !== null && copiedFrom === null,
    updatedAt,
    dimensions: dimensionsOf.get(code) ?? [],
    held: stored.held.get(code) ?? [],
    filled: stored.filled.get(code) ?? [],
    changes: stored.changes.get(code) ?? [],
  }));
  const day = toUtcDay(context.now());
  const nameOf = new Map(colleagues.map(({ assignmentId, name }) => [assignmentId, name]));
  const agencies = stored.agencies
    .filter(({ id }) => stored.whole || stored.own.has(id))
    .map(({ id, acronym, name, isClearingAuthority }): AgencyStatus => {
      const items = listAgencyItems(acronym, activities, indicators);
      const delivered = stored.deliveries.find(({ agencyId }) => agencyId === id) ?? null;
      const people = colleagues.filter(
        (one) => one.role === 'contributor' && one.agencyId === id && isActiveOn(one, day),
      );
      const reminded = people.flatMap(({ personId }) => reminders.get(personId) ?? []).sort();
      return {
        acronym,
        name,
        isClearingAuthority,
        own: stored.own.has(id),
        people: people.map((one) => ({
          name: one.name,
          cover: one.covers === null ? null : { name: nameOf.get(one.covers) ?? '', until: one.endsOn ?? '' },
        })),
        items,
        complete: items.filter(({ complete }) => complete).length,
        due: items.length,
        delivered: delivered && { at: delivered.at, by: delivered.by, note: delivered.note },
        changedSince: delivered ? countChanged(items, delivered.at) : 0,
        remindedAt: reminded.at(-1) ?? null,
      };
    });
  return {
    header: sheet.header,
    mayAssign,
    open: sheet.permissions.write,
    agencies,
    areas: listAreas(sheet, stored, dimensionsOf),
    ready: stored.readiness && {
      ...stored.readiness,
      changedSince: countChanged([...activities, ...indicators], stored.readiness.at),
    },
  };
}

const countChanged = (items: readonly { updatedAt: string | null }[], since: string) =>
  items.filter(({ updatedAt }) => updatedAt !== null && updatedAt > since).length;

async function loadDimensions(
  tx: Transaction,
  submissionId: number,
): Promise<Map<string, DimensionDefinition[]>> {
  const due = await tx
    .select({ id: indicatorReport.indicatorId })
    .from(indicatorReport)
    .where(eq(indicatorReport.submissionId, submissionId));
  const definitions = await listIndicatorDefinitions(
    tx,
    due.map(({ id }) => id),
    getRoundOf(submissionId),
  );
  return new Map([...definitions.values()].map(({ code, dimensions }) => [code, dimensions]));
}

/** Everything that the report asks for and the viewer may see, area by area, with who holds it. */
function listAreas(
  sheet: Sheet,
  stored: Pick<Awaited<ReturnType<typeof loadAgencies>>, 'holderOf' | 'held'>,
  dimensionsOf: ReadonlyMap<string, DimensionDefinition[]>,
): Agencies['areas'] {
  const areas = sheet.areas.map(({ code: area, title }) => ({
    code: area,
    title,
    items: [
      ...sheet.activities
        .filter((item) => item.area === area)
        .map(
          (item): AssignableItem => ({
            kind: 'activity',
            code: item.code,
            title: item.title,
            holder: stored.holderOf.get(item.code) ?? null,
            dimensions: [],
          }),
        ),
      ...sheet.indicators
        .filter((item) => item.area === area)
        .map((item): AssignableItem => {
          const held = stored.held.get(item.code) ?? [];
          const byName = (dimension: string, category: string | null) =>
            held.find((part) => part.dimension === dimension && part.category === category)?.holder ?? null;
          return {
            kind: 'indicator',
            code: item.code,
            title: item.title,
            holder: findIndicatorHolder(held),
            dimensions: (dimensionsOf.get(item.code) ?? []).map(({ code, name, categories }) => ({
              code,
              name,
              holder: byName(code, null),
              categories: categories.map((category) => ({
                code: category.code,
                name: category.name,
                holder: byName(code, category.code),
              })),
            })),
          };
        }),
    ],
  }));
  return areas.filter(({ items }) => items.length > 0);
}

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
async function loadAgencies(tx: Transaction, { id, reporter }: StoredSubmission) {
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
async function loadReminders(tx: Transaction, submissionId: number): Promise<Map<string, string>> {
  const rows = await readRows(
    tx,
    { person_id: z.string(), at: z.string() },
    sql`select person_id, max(created_at) as at from tracker.list_agency_reminders(${submissionId})
    where person_id is not null group by person_id`,
  );
  return new Map(rows.map(({ person_id, at }) => [person_id, readMoment(at) ?? at]));
}
