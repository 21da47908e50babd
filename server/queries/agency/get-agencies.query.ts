import { eq } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import { indicatorReport } from '#db/schema/submission.ts';
import { type AgencyItem, listAgencyItems, findIndicatorHolder } from '#server/domain/agency/parts.rules.ts';
import { can } from '#server/domain/access/can.rules.ts';
import { dayOf } from '#server/domain/submission/due-dates.rules.ts';
import type { DimensionDefinition } from '#server/domain/value/indicator-definition.ts';
import { getSheet, type Sheet } from '#server/queries/submission/get-sheet.query.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { listIndicatorDefinitions } from '#server/loaders/plan/list-indicator-definitions.ts';
import { isActiveOn, listColleagues } from '#server/loaders/agency/list-colleagues.ts';
import type { SheetHeader } from '#server/queries/submission/read-stored-sheet.query.ts';
import { loadAgencies, loadReminders } from './load-agencies.query.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import { reportFor } from '#server/loaders/submission/load-submission.ts';

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
  const rules = { permission: 'report.read', resource: reportFor('none') } as const;
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
  const indicators = sheet.indicators.map(({ code, state, updatedAt }) => ({
    code,
    complete: state !== null,
    updatedAt,
    dimensions: dimensionsOf.get(code) ?? [],
    held: stored.held.get(code) ?? [],
    filled: stored.filled.get(code) ?? [],
    changes: stored.changes.get(code) ?? [],
  }));
  const day = dayOf(context.now());
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
