import type { ActivityRow, Area, Objective } from './load-plan.ts';
import type { Stand } from '#server/domain/plan/stand.calculations.ts';

/** An activity in a list: what it is, who leads it, when, and how it stands. */
export type ListedActivity = {
  code: string;
  title: string;
  lead: string;
  years: number[];
  tags: string[];
} & Stand;

export type ListedObjective = { code: string; title: string; activities: ListedActivity[] };
export type ListedArea = Area & { objectives: ListedObjective[] };

export type StandingActivity = ActivityRow & { stand: Stand };

/** Puts activities under their objectives, in the order of the plan; objectives without any are left out. */
export function groupByObjective(
  objectives: readonly Objective[],
  activities: readonly StandingActivity[],
): ListedObjective[] {
  return objectives
    .map(({ code, title }) => ({
      code,
      title,
      activities: activities
        .filter(({ objective }) => objective === code)
        .map((each) => ({
          code: each.code,
          title: each.title,
          lead: each.lead,
          years: each.years,
          tags: each.tags,
          ...each.stand,
        })),
    }))
    .filter((objective) => objective.activities.length > 0);
}

/** As `groupByObjective`, under thematic areas. */
export function groupByArea(
  areas: readonly Area[],
  objectives: readonly Objective[],
  activities: readonly StandingActivity[],
): ListedArea[] {
  return areas
    .map((area) => ({
      ...area,
      objectives: groupByObjective(
        objectives.filter((objective) => objective.area === area.code),
        activities,
      ),
    }))
    .filter((area) => area.objectives.length > 0);
}
