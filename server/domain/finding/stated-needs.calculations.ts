import { formatList } from '../language/list-format.ts';
import { formatCount } from '../language/counted-nouns.ts';
import {
  type ChosenKinds,
  formatKind,
  type NeedList,
  needListNames,
  needLists,
  sortKinds,
} from '../need/need-kinds.ts';
import type { ActivityStatus, StatusWord } from '../plan/activity-status.calculations.ts';
import { canNeedHelp } from './needs-help.calculations.ts';

/** The kinds that reports on one activity name; a kind that several name is there once. */
export const mergeKinds = (
  reports: readonly Partial<Readonly<Record<NeedList, readonly string[]>>>[],
): ChosenKinds => ({
  obstacles: sortKinds(
    'obstacles',
    reports.flatMap(({ obstacles }) => obstacles ?? []),
  ),
  helpWanted: sortKinds(
    'helpWanted',
    reports.flatMap(({ helpWanted }) => helpWanted ?? []),
  ),
});

/** An activity with the kinds that its released reports name. */
export type StatedActivity = ChosenKinds & { code: string };

/** A kind, with the codes of the activities for which it is named. */
export type KindGroup = { kind: string; activities: string[] };

/** Activities by kind, in the order of the list; every kind is there, named or not. It knows no state. */
export const groupByKind = (list: NeedList, activities: readonly StatedActivity[]): KindGroup[] =>
  needLists[list].kinds.map((kind) => ({
    kind,
    activities: activities.filter((one) => one[list].includes(kind)).map(({ code }) => code),
  }));

type Told = {
  code: string;
  stand: ActivityStatus;
  words: readonly Partial<Readonly<Record<NeedList, readonly string[]>>>[];
};

const mostTold = 3;

/**
 * Says how often the kinds are named that are named most, at most three of each list: "Money is named as an obstacle in
 * 12 of 54 activities, staff in 8 and data in 5; finance would help in 10". Null where no report names any. An activity
 * that is completed, not due or no longer in the plan is not counted; those in the plan are the whole.
 */
export function describeStatedNeeds(
  activities: readonly Told[],
  statuses: readonly StatusWord[],
): string | null {
  const open = activities
    .filter(({ stand }) => canNeedHelp(stand, statuses))
    .map(({ code, words }) => ({ code, ...mergeKinds(words) }));
  const total = activities.filter(({ stand }) => stand.left === undefined).length;
  const [obstacles, help] = needListNames.map((list) =>
    groupByKind(list, open)
      .filter((group) => group.activities.length > 0)
      .sort((one, other) => other.activities.length - one.activities.length)
      .slice(0, mostTold)
      .map((group) => ({ name: formatKind(list, group.kind).toLowerCase(), count: group.activities.length })),
  );
  const tell = (told: typeof obstacles, verb: string, isFirst: boolean) => {
    const [first, ...rest] = told ?? [];
    if (!first) return [];
    const of = isFirst ? ` of ${formatCount(total, 'activities')}` : '';
    const more = rest.map(({ name, count }) => `${name} in ${count}`);
    return [formatList([`${first.name} ${verb} in ${first.count}${of}`, ...more])];
  };
  const first = tell(obstacles, 'is named as an obstacle', true);
  const parts = [...first, ...tell(help, 'would help', first.length === 0)];
  return parts.length === 0 ? null : parts.join('; ');
}
