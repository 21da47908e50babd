import type { Lists } from '../publication/documents.ts';
import type { PlanStatusDocuments } from '../plan/plan-status.calculations.ts';

export type GapActivity = {
  code: string;
  title: string;
  area: string;
  lead: string;
  partners: readonly string[];
  /** Its status in words; null if unknown. */
  status: string | null;
  isLate: boolean;
  isDone: boolean;
  /** Whether anything is expected of it by now. */
  due: boolean;
};

/** Lists the activities of a publication as of its newest round, with the names of those who support them. */
export function listGapActivities({
  publication,
  rounds,
  plan,
  statuses,
  lists,
}: PlanStatusDocuments & { lists: Pick<Lists, 'statuses' | 'partners'> }): GapActivity[] {
  const round = rounds.find(({ code }) => code === publication.round);
  const year = Number(round?.periodStart.slice(0, 4) ?? 0);
  const words = new Map(lists.statuses.map((word) => [word.code, word]));
  return plan.activities.map((activity) => {
    const row = statuses[activity.code]?.[publication.round];
    const word = words.get(row?.status ?? '');
    const named = new Set(activity.partners);
    return {
      code: activity.code,
      title: activity.title,
      area: activity.area,
      lead: activity.lead,
      status: word?.label ?? null,
      isLate: word?.isLate ?? false,
      isDone: word?.isDone ?? false,
      due: row !== undefined && (activity.years.length === 0 || year >= Math.min(...activity.years)),
      partners: lists.partners.filter(({ slug }) => named.has(slug)).map(({ name }) => name),
    };
  });
}

export type PartnerGap = {
  activity: string;
  title: string;
  area: string;
  lead: string;
  status: string | null;
  partners: string[];
  gap: 'late_without_partner' | 'late_with_partner' | 'without_partner';
};
export const gapWords: Record<PartnerGap['gap'], string> = {
  late_without_partner: 'late, and no partner supports it',
  late_with_partner: 'late, although partners support it',
  without_partner: 'no partner supports it',
};
const order = ['late_without_partner', 'late_with_partner', 'without_partner'] as const;

/**
 * Lists activities that are late or that nobody supports, those with both first; an activity that is done or
 * not due has no gap.
 */
export function listPartnerGaps(activities: readonly GapActivity[]): PartnerGap[] {
  const gaps = activities.flatMap((activity): PartnerGap[] => {
    if (activity.isDone || !activity.due) return [];
    const alone = activity.partners.length === 0;
    if (!activity.isLate && !alone) return [];
    const { code, title, area, lead, status, partners } = activity;
    const gap = activity.isLate ? (alone ? 'late_without_partner' : 'late_with_partner') : 'without_partner';
    return [{ activity: code, title, area, lead, status, partners: [...partners], gap }];
  });
  return order.flatMap((kind) => gaps.filter(({ gap }) => gap === kind));
}

export type PartnerSupport = { partner: string; activities: number; late: number; done: number };

/** Counts what each partner supports, by status; those who support most first. */
export function countPartnerSupport(
  activities: readonly GapActivity[],
  partners: readonly string[],
): PartnerSupport[] {
  return partners
    .map((partner) => {
      const own = activities.filter((activity) => activity.partners.includes(partner));
      return {
        partner,
        activities: own.length,
        late: own.filter(({ isLate }) => isLate).length,
        done: own.filter(({ isDone }) => isDone).length,
      };
    })
    .sort((a, b) => b.activities - a.activities || (a.partner < b.partner ? -1 : 1));
}
