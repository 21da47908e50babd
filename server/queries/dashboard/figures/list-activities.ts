import type { ActivityStatus } from '#server/domain/plan/activity-status.calculations.ts';
import { buildPlanStatus, type PlanStatusDocuments } from '#server/domain/plan/plan-status.calculations.ts';
import type { PublishedActivity } from '#server/domain/publication/documents.ts';

/** An activity as lists of other pages show it, with the lead body's status in the newest round. */
export type ListedActivity = ActivityStatus & {
  code: string;
  title: string;
  area: string;
  lead: string;
  years: number[];
  tags: string[];
};

/** The activities that are meant, in the order of the plan. */
export const listActivities = (
  documents: PlanStatusDocuments,
  isMeant: (activity: PublishedActivity) => boolean,
): ListedActivity[] =>
  buildPlanStatus(documents)
    .activities.filter(isMeant)
    .map(({ code, title, area, lead, years, tags, stand }) => ({
      code,
      title,
      area,
      lead,
      years,
      tags,
      ...stand,
    }));
