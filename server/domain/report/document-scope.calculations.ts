import { countStatuses, type StatusCounts } from '../plan/activity-status.calculations.ts';
import type {
  EditionFacts,
  FactActivity,
  FactIndicator,
  OwnReport,
  ReviewFacts,
} from './edition-facts.types.ts';
import type { EditionRule } from './edition.rules.ts';

/** The subject of a document, within the facts of its audience. */
export type DocumentScope = {
  edition: EditionRule;
  /** Empty for the whole plan. */
  code: string;
  /** Its name: "Cambodia", "Trafficking into online scam operations". */
  name: string;
  /** The report of the state itself; null in every other edition. */
  own: OwnReport | null;
  /** What was learned; null except in the mid-term review. */
  review: ReviewFacts | null;
};

/** The facts, narrowed to the scope. */
export type ScopedFacts = EditionFacts & { scope: DocumentScope };

/** Narrows facts to the activities and indicators that an edition is about. */
export function narrowFacts(
  { activities, indicators }: EditionFacts,
  { edition, code }: DocumentScope,
): { activities: FactActivity[]; indicators: FactIndicator[] } {
  const holds: Record<NonNullable<EditionRule['scope']>, (activity: FactActivity) => boolean> = {
    lens: ({ lenses }) => lenses.includes(code),
    state: ({ states }) => states.length === 0 || states.includes(code),
    body: ({ lead, cooperating }) => lead === code || cooperating.includes(code),
    partner: ({ partners }) => partners.includes(code),
  };
  if (edition.scope === null) return { activities, indicators };
  const kept = activities.filter(holds[edition.scope]);
  const codes = new Set(kept.map((activity) => activity.code));
  return {
    activities: kept,
    indicators: indicators.filter((indicator) =>
      edition.scope === 'lens'
        ? indicator.lenses.includes(code)
        : edition.scope === 'state'
          ? indicator.reportedBy !== 'bodies'
          : indicator.activity !== null && codes.has(indicator.activity),
    ),
  };
}

/** Counts these activities by status. */
export const countActivities = (activities: readonly FactActivity[]): StatusCounts =>
  countStatuses(activities.map(({ stand }) => stand));

/** Lists the activities with a status that means late. */
export const listLate = ({ activities, statuses }: Pick<EditionFacts, 'activities' | 'statuses'>) => {
  const late = new Set(statuses.filter(({ isLate }) => isLate).map(({ code }) => code));
  return activities.filter(({ stand }) => stand.status !== null && late.has(stand.status));
};
