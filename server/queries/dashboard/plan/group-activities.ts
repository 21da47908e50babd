import type { ActivityStatus } from '#server/domain/plan/activity-status.calculations.ts';
import type { ActivityWithStatus } from '#server/domain/plan/plan-status.calculations.ts';
import type { Area, Objective } from './plan-parts.ts';

/** An activity in a list: what it is, who leads it, when, and how it stands. */
export type ListedActivity = {
  code: string;
  title: string;
  lead: string;
  years: number[];
  tags: string[];
} & ActivityStatus;

export type ListedObjective = { code: string; title: string; activities: ListedActivity[] };
export type ListedArea = Area & { objectives: ListedObjective[] };

/** Puts activities under their objectives, in the order of the plan; objectives without any are left out. */
export function groupByObjective(
  objectives: readonly Pick<Objective, 'code' | 'title'>[],
  activities: readonly ActivityWithStatus[],
): ListedObjective[] {
  const under = Map.groupBy(activities, ({ objective }) => objective);
  return objectives.flatMap(({ code, title }) => {
    const own = under.get(code);
    return own ? [{ code, title, activities: own.map(listActivity) }] : [];
  });
}

const listActivity = ({ code, title, lead, years, tags, stand }: ActivityWithStatus): ListedActivity => ({
  code,
  title,
  lead,
  years,
  tags,
  ...stand,
});

/** As `groupByObjective`, under thematic areas. */
export function groupByArea(
  areas: readonly Area[],
  objectives: readonly Objective[],
  activities: readonly ActivityWithStatus[],
): ListedArea[] {
  const inArea = Map.groupBy(activities, ({ area }) => area);
  return areas
    .map((area) => ({
      ...area,
      objectives: groupByObjective(
        objectives.filter((objective) => objective.area === area.code),
        inArea.get(area.code) ?? [],
      ),
    }))
    .filter((area) => area.objectives.length > 0);
}
