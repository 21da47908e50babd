import type { StatusWord, ActivityStatus } from '#server/domain/plan/activity-status.calculations.ts';
import {
  buildPlanStatus,
  listPlanYears,
  type PlanStatus,
  type ActivityWithStatus,
  type Round,
  planStatusKinds,
} from '#server/domain/plan/plan-status.calculations.ts';
import { readDocuments } from '#server/publications/publication-reader.ts';
import type { Publication } from '#server/queries/dashboard/scope.ts';
import type { PublicContext } from '#server/operation/operation-context.ts';
import { type Area, toReporter, toStatusWord, type Objective, type Reporter } from './plan-parts.ts';
import { getNoStatus, noStatus } from '#server/domain/finding/describe-status.ts';
import { z } from 'zod';
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
  'ends',
  'round',
] as const;
export type PlanFilterName = (typeof planFilterNames)[number];

/**
 * How the plan is narrowed. Every part is optional; parts are joined by "and"; a code that nothing has matches nothing.
 * `lead` is a lead body, `body` one that leads or cooperates, `state` a member state that takes part (its code, in
 * either case), `partner` one that is named or "none", `year` one in which the activity runs, `ends` its last one, `late`
 * is "yes", `round` the round of the publication in which the plan is seen: without it the newest.
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
  ends: code,
  round: code,
} satisfies Record<PlanFilterName, typeof code>);
export type PlanFilter = z.infer<typeof planFilterInput>;

/** The codes by which activities without a status are filtered. No status of a plan has them. */
export const noStatusCodes: readonly string[] = Object.values(noStatus).map(({ code }) => code);

/** In for a partner where an activity has none. */
export const noPartner = 'none';

/** What a filter needs to know of an activity. */
export type FilteredActivity = Pick<
  PublishedActivity,
  'area' | 'objective' | 'lead' | 'cooperating' | 'states' | 'partners' | 'lenses' | 'tags' | 'years'
>;

/** The code by which an activity's stand is filtered. */
export function getStatusCode(stand: ActivityStatus): string {
  return stand.status ?? getNoStatus(stand).code;
}

/** The codes of a publication that a filter may name; what is not among them is unknown. */
type PlanFilterCodes = Record<PlanFilterName, readonly string[]>;

/**
 * Whether an activity is meant by the filter as it stands in a round; `late` holds the codes of statuses that mean
 * late. Which round that is, is for the caller: see `loadFilteredPlan`.
 */
function matchesFilter(
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
    (partner === undefined ||
      (partner === noPartner ? activity.partners.length === 0 : activity.partners.includes(partner))) &&
    (lens === undefined || activity.lenses.includes(lens)) &&
    (tag === undefined || activity.tags.includes(tag)) &&
    (year === undefined || activity.years.map(String).includes(year)) &&
    (filter.ends === undefined || String(Math.max(...activity.years)) === filter.ends)
  );
}

/** The parts of a filter whose code the publication does not have, in the order of `planFilterNames`. */
function listUnknownCodes(
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

/** `activities` are all of the publication, as they stand in `round`. */
export type FilteredPlan = PlanStatus & {
  statuses: StatusWord[];
  areas: Area[];
  objectives: Objective[];
  /** States by name, then bodies by acronym. */
  reporters: Reporter[];
  partners: Area[];
  lenses: Area[];
  tags: Area[];
  /** The years of the plan, first to last. */
  years: number[];
  /** Those activities that the filter means, in the order of the plan. */
  meant: ActivityWithStatus[];
  /** The round in which the plan is seen: the one of the filter, or the newest. */
  round: Round;
  /** Parts of the filter that name something which the publication does not have; nothing is meant then. */
  unknown: { name: PlanFilterName; code: string }[];
};

/** A publication's plan narrowed by a filter: the page and every file of the plan read it here. */
export async function loadFilteredPlan(
  { published }: PublicContext,
  { number }: Pick<Publication, 'number'>,
  filter: PlanFilter,
): Promise<FilteredPlan> {
  const documents = await readDocuments(published, number, ...planStatusKinds, 'lists');
  const { publication, lists, plan } = documents;
  const { rounds, newest, find, activities: standing } = buildPlanStatus(documents);
  const round = rounds.find(({ code }) => code === filter.round) ?? newest;
  const activities = standing.map((activity) => ({ ...activity, stand: find(activity, round) }));
  const years = listPlanYears(publication.plan);
  const codesOf = (rows: readonly { code: string }[]) => rows.map(({ code }) => code);
  const bodies = codesOf(lists.reporters.filter(({ kind }) => kind === 'body'));
  const codes: PlanFilterCodes = {
    area: codesOf(plan.areas),
    objective: codesOf(plan.objectives),
    status: [...codesOf(lists.statuses), ...noStatusCodes],
    late: ['yes'],
    lead: bodies,
    body: bodies,
    state: codesOf(lists.reporters.filter(({ kind }) => kind === 'state')),
    partner: [...lists.partners.map(({ slug }) => slug), noPartner],
    lens: codesOf(lists.lenses),
    tag: codesOf(lists.tags),
    year: years.map(String),
    ends: years.map(String),
    round: codesOf(rounds),
  };
  const unknown = listUnknownCodes(filter, codes);
  const late = new Set(codesOf(lists.statuses.filter(({ isLate }) => isLate)));
  const meant =
    unknown.length > 0
      ? []
      : activities.filter((activity) => matchesFilter(activity, activity.stand, filter, late));
  return {
    statuses: lists.statuses.map(toStatusWord),
    areas: plan.areas,
    objectives: plan.objectives.map(({ code, area, title }) => ({ code, area, title })),
    reporters: lists.reporters.map(toReporter),
    partners: lists.partners.map(({ slug, name }) => ({ code: slug, title: name })),
    lenses: lists.lenses.map(({ code, title }) => ({ code, title })),
    tags: lists.tags.map(({ code, name }) => ({ code, title: name })),
    years,
    activities,
    meant,
    rounds,
    newest,
    round,
    find,
    unknown,
  };
}
