import { compareText } from '#server/domain/publication/compare-text.ts';

/** The aims of cooperation between two states, each by the code of the tag that activities bear for it. */
export const cooperationAims = ['sharing_intelligence', 'investigation', 'justice'] as const;
export type CooperationAim = (typeof cooperationAims)[number];

type TaggedActivity = { code: string; tags: readonly string[] };
type TiedEntry = {
  states: readonly string[];
  activities: readonly string[];
  isCooperation: boolean;
  happenedOn: string | null;
  year: number | null;
};

/** An aim with the activities that serve it, and the newest step that two states took in them. */
export type ServedAim<Activity, Entry> = {
  aim: CooperationAim;
  activities: Activity[];
  /** The newest entry of cooperation between two states on one of them; null if none is known. */
  lastStep: Entry | null;
};

const isBilateral = ({ isCooperation, states }: TiedEntry) => isCooperation && states.length === 2;
const getDay = ({ happenedOn, year }: TiedEntry) => happenedOn ?? (year === null ? '' : String(year));

/** Lists the aims that any activity serves, in their own order. An entry without a day or year is the oldest. */
export const listServedAims = <Activity extends TaggedActivity, Entry extends TiedEntry>(
  activities: readonly Activity[],
  library: readonly Entry[],
): ServedAim<Activity, Entry>[] =>
  cooperationAims.flatMap((aim) => {
    const own = activities.filter(({ tags }) => tags.includes(aim));
    if (own.length === 0) return [];
    const codes = new Set(own.map(({ code }) => code));
    const [lastStep = null] = library
      .filter((entry) => isBilateral(entry) && entry.activities.some((code) => codes.has(code)))
      .sort((a, b) => compareText(getDay(b), getDay(a)));
    return [{ aim, activities: own, lastStep }];
  });
