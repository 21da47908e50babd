import type { StatusWord } from '../plan/activity-status.calculations.ts';
import type { ActivityWithStatus } from '../plan/plan-status.calculations.ts';
import { type ActivityPace, calculateActivityPace } from './pace.rules.ts';

/** What an activity can need help for, in the order in which it is counted. */
export const needKinds = ['delayed', 'time_over', 'no_partner', 'no_money'] as const;
export type NeedKind = (typeof needKinds)[number];

/** An activity that needs help, with every reason. */
export type NeedingActivity = {
  code: string;
  title: string;
  area: string;
  lead: string;
  stand: ActivityWithStatus['stand'];
  pace: ActivityPace | null;
  /** At least one. */
  needs: NeedKind[];
};

type Sources = {
  /** The last day of the newest round. */
  today: string;
  statuses: readonly StatusWord[];
  /** What partners have confirmed, by activity; null in a publication from before support was published. */
  support: readonly { activity: { code: string } | null; part: string }[] | null;
};

/** Whether an activity can need help: not one that is completed, not due yet, or no longer in the plan. */
export const canNeedHelp = (
  stand: Pick<ActivityWithStatus['stand'], 'status' | 'due' | 'left'>,
  statuses: readonly StatusWord[],
): boolean =>
  stand.due &&
  stand.left === undefined &&
  !statuses.some(({ code, isDone }) => isDone && code === stand.status);

/**
 * Lists the activities that need help, those with an urgent reason first, otherwise in the order of the plan: reported as
 * delayed, not completed at the end of their planned years, without a partner, without confirmed money. Nothing is said
 * of an activity that is completed, not due yet, or no longer in the plan. Money is left out where nothing is known of
 * support. It is about activities: no state is in it, and nothing that could be added up by state.
 */
export function listNeeds(
  activities: readonly ActivityWithStatus[],
  { today, statuses, support }: Sources,
): NeedingActivity[] {
  const found = activities.flatMap((activity): NeedingActivity[] => {
    const { code, title, area, lead, stand, years, partners } = activity;
    const word = statuses.find((status) => status.code === stand.status);
    if (!canNeedHelp(stand, statuses)) return [];
    const own = support?.filter((entry) => entry.activity?.code === code) ?? [];
    const holds: Record<NeedKind, boolean> = {
      delayed: word?.isLate ?? false,
      time_over: years.length > 0 && today >= `${Math.max(...years)}-12-31`,
      no_partner: partners.length === 0 && own.length === 0,
      no_money: support !== null && !own.some(({ part }) => part === 'financed'),
    };
    const needs = needKinds.filter((kind) => holds[kind]);
    if (needs.length === 0) return [];
    const pace = calculateActivityPace(years, stand, statuses, today);
    return [{ code, title, area, lead, stand, pace, needs }];
  });
  return [...found.filter(isUrgent), ...found.filter((activity) => !isUrgent(activity))];
}

/** Whether an activity is behind, which nobody can say of one that only lacks a partner or money. */
export const isUrgent = ({ needs }: Pick<NeedingActivity, 'needs'>): boolean =>
  needs.includes('delayed') || needs.includes('time_over');

/** Counts activities by what they need help for; one that needs several is in each. */
export const countNeeds = (activities: readonly Pick<NeedingActivity, 'needs'>[]): Record<NeedKind, number> =>
  Object.fromEntries(
    needKinds.map((kind) => [kind, activities.filter(({ needs }) => needs.includes(kind)).length]),
  ) as Record<NeedKind, number>;
