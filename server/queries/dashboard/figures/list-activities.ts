import type { Stand } from '#server/domain/plan/stand.calculations.ts';
import { buildStanding, type StandingDocuments } from '#server/domain/plan/standing.calculations.ts';
import type { PublishedActivity } from '#server/domain/publication/documents.ts';

/** An activity as lists of other pages show it, with the lead body's status in the newest round. */
export type ListedActivity = Stand & {
  code: string;
  title: string;
  area: string;
  lead: string;
  years: number[];
  tags: string[];
};

/** The activities that are meant, in the order of the plan. */
export const listActivities = (
  documents: StandingDocuments,
  isMeant: (activity: PublishedActivity) => boolean,
): ListedActivity[] =>
  buildStanding(documents)
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
