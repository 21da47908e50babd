import { z } from 'zod';
import type { ActivityStatus } from '#server/domain/plan/activity-status.calculations.ts';
import type { PublishedActivity } from '#server/domain/publication/documents.ts';

const code = z.string().max(60).optional();

/** What the plan can be narrowed by, in the order in which it is said. Also the names in addresses. */
export const planFilterNames = [
  'area',
  'objective',
  'status',
  'late',
  'lead',
  'body',
  'state',
  'partner',
  'lens',
  'tag',
  'year',
  'round',
] as const;
export type PlanFilterName = (typeof planFilterNames)[number];

/**
 * How the plan is narrowed. Every part is optional; parts are joined by "and"; a code that nothing has matches nothing.
 * `lead` is a lead body, `body` one that leads or cooperates, `state` a member state that takes part (its code, in
 * either case), `year` one in which the activity runs, `late` is "yes", `round` the round of the publication in which
 * the plan is seen: without it the newest.
 */
export const planFilterInput = z.object({
  area: code,
  objective: code,
  status: code,
  late: code,
  lead: code,
  body: code,
  state: code,
  partner: code,
  lens: code,
  tag: code,
  year: code,
  round: code,
} satisfies Record<PlanFilterName, typeof code>);
export type PlanFilter = z.infer<typeof planFilterInput>;

/** ActivityStatus in for a status where an activity has none. No status of a plan has these codes. */
export const noStatusCodes = { notReported: 'not-reported', notDue: 'not-due' } as const;

/** What a filter needs to know of an activity. */
export type FilteredActivity = Pick<
  PublishedActivity,
  'area' | 'objective' | 'lead' | 'cooperating' | 'states' | 'partners' | 'lenses' | 'tags' | 'years'
>;

/** The code by which an activity's stand is filtered. */
export function getStatusCode({ status, due }: ActivityStatus): string {
  return status ?? (due ? noStatusCodes.notReported : noStatusCodes.notDue);
}

/** The codes of a publication that a filter may name; what is not among them is unknown. */
export type PlanFilterCodes = Record<PlanFilterName, readonly string[]>;

/**
 * Whether an activity is meant by the filter as it stands in a round; `late` holds the codes of statuses that mean
 * late. Which round that is, is for the caller: see `loadFilteredPlan`.
 */
export function matchesFilter(
  activity: FilteredActivity,
  stand: ActivityStatus,
  filter: PlanFilter,
  late: ReadonlySet<string>,
): boolean {
  const { area, objective, status, lead, body, state, partner, lens, tag, year } = filter;
  return (
    (area === undefined || activity.area === area) &&
    (objective === undefined || activity.objective === objective) &&
    (status === undefined || getStatusCode(stand) === status) &&
    (filter.late === undefined ||
      (filter.late === 'yes' && stand.status !== null && late.has(stand.status))) &&
    (lead === undefined || activity.lead === lead) &&
    (body === undefined || activity.lead === body || activity.cooperating.includes(body)) &&
    (state === undefined || activity.states.includes(state.toUpperCase())) &&
    (partner === undefined || activity.partners.includes(partner)) &&
    (lens === undefined || activity.lenses.includes(lens)) &&
    (tag === undefined || activity.tags.includes(tag)) &&
    (year === undefined || activity.years.map(String).includes(year))
  );
}

/** The parts of a filter whose code the publication does not have, in the order of `planFilterNames`. */
export function listUnknownCodes(
  filter: PlanFilter,
  codes: PlanFilterCodes,
): { name: PlanFilterName; code: string }[] {
  return planFilterNames.flatMap((name) => {
    const given = filter[name];
    const meant = name === 'state' ? given?.toUpperCase() : given;
    return given !== undefined && meant !== undefined && !codes[name].includes(meant)
      ? [{ name, code: given }]
      : [];
  });
}
