import { asc, eq } from 'drizzle-orm';
import type { Reader } from '#db/client.ts';
import { publishedLens, publishedPartner } from '#db/schema/published.ts';
import type { StatusWord } from '#server/domain/plan/stand.calculations.ts';
import type { Publication } from '../scope.ts';
import type { StandingActivity } from './group-activities.ts';
import {
  type Area,
  type FindStand,
  listAreas,
  listObjectives,
  listReporters,
  listStatusWords,
  listTags,
  type Objective,
  type Reporter,
} from './load-plan.ts';
import { loadStanding } from './load-standing.ts';
import {
  listUnknownCodes,
  matchesFilter,
  noStatusCodes,
  type PlanFilter,
  type PlanFilterCodes,
  type PlanFilterName,
} from './plan-filter.rules.ts';
import type { Round } from './summarise-publication.ts';

export type FilteredPlan = {
  statuses: StatusWord[];
  areas: Area[];
  objectives: Objective[];
  /** States by name, then bodies by acronym. */
  reporters: Reporter[];
  partners: Area[];
  lenses: Area[];
  tags: Area[];
  /** All activities of the publication, as they stand in `round`. */
  activities: StandingActivity[];
  /** Those of them that the filter means, in the order of the plan. */
  meant: StandingActivity[];
  /** Oldest first. */
  rounds: Round[];
  newest: Round;
  /** The round in which the plan is seen: the one of the filter, or the newest. */
  round: Round;
  find: FindStand;
  /** Parts of the filter that name something which the publication does not have; nothing is meant then. */
  unknown: { name: PlanFilterName; code: string }[];
};

/** A publication's plan narrowed by a filter: the page and every file of the plan read it here. */
export async function loadFilteredPlan(
  database: Reader,
  publication: Publication,
  filter: PlanFilter,
): Promise<FilteredPlan> {
  const { number } = publication;
  const [statuses, areas, objectives, reporters, partners, lenses, tags, standing] = await Promise.all([
    listStatusWords(database, number),
    listAreas(database, number),
    listObjectives(database, number),
    listReporters(database, number),
    listPartnerNames(database, number),
    listLensTitles(database, number),
    listTags(database, number),
    loadStanding(database, publication),
  ]);
  const { rounds, newest, find } = standing;
  const round = rounds.find(({ code }) => code === filter.round) ?? newest;
  const activities = standing.activities.map((activity) => ({ ...activity, stand: find(activity, round) }));
  const codesOf = (rows: readonly { code: string }[]) => rows.map(({ code }) => code);
  const bodies = codesOf(reporters.filter(({ kind }) => kind === 'body'));
  const codes: PlanFilterCodes = {
    area: codesOf(areas),
    objective: codesOf(objectives),
    status: [...codesOf(statuses), ...Object.values(noStatusCodes)],
    late: ['yes'],
    lead: bodies,
    body: bodies,
    state: codesOf(reporters.filter(({ kind }) => kind === 'state')),
    partner: codesOf(partners),
    lens: codesOf(lenses),
    tag: codesOf(tags),
    year: listPlanYears(publication).map(String),
    round: codesOf(rounds),
  };
  const unknown = listUnknownCodes(filter, codes);
  const late = new Set(codesOf(statuses.filter(({ isLate }) => isLate)));
  const meant =
    unknown.length > 0
      ? []
      : activities.filter((activity) => matchesFilter(activity, activity.stand, filter, late));
  return {
    statuses,
    areas,
    objectives,
    reporters,
    partners,
    lenses,
    tags,
    activities,
    meant,
    rounds,
    newest,
    round,
    find,
    unknown,
  };
}

/** The years of a publication's plan, first to last. */
export function listPlanYears({ planStartsOn, planEndsOn }: Publication): number[] {
  const first = Number(planStartsOn.slice(0, 4));
  const last = Number(planEndsOn.slice(0, 4));
  return Array.from({ length: Math.max(0, last - first) + 1 }, (_, at) => first + at);
}

function listPartnerNames(database: Reader, publication: number): Promise<Area[]> {
  return database
    .select({ code: publishedPartner.slug, title: publishedPartner.name })
    .from(publishedPartner)
    .where(eq(publishedPartner.publication, publication))
    .orderBy(asc(publishedPartner.name));
}

function listLensTitles(database: Reader, publication: number): Promise<Area[]> {
  return database
    .select({ code: publishedLens.code, title: publishedLens.title })
    .from(publishedLens)
    .where(eq(publishedLens.publication, publication))
    .orderBy(asc(publishedLens.code));
}
