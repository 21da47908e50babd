import { hasKinds } from '../need/need-kinds.ts';
import { buildCellKey } from '../value/indicator-definition.ts';
import type {
  SnapshotActivity,
  SnapshotCell,
  SnapshotContent,
  SnapshotIndicator,
} from './snapshot-content.ts';

/** Fields of an activity's report, named as in queries and findings, in reading order. */
export const activityFields = [
  'status',
  'achievements',
  'challenges',
  'obstacles',
  'helpWanted',
  'nextSteps',
  'narrativeReleased',
] as const;
export type ActivityField = (typeof activityFields)[number];

/** Returns the key of a cell: "total" or "sex=female". */
export const buildSnapshotCellKey = (cell: Pick<SnapshotCell, 'dimension' | 'category'>): string =>
  buildCellKey(cell.dimension ?? null, cell.category ?? null);

/** What is said about an activity of which nothing is said. */
export const emptyActivity = {
  status: null,
  achievements: '',
  challenges: '',
  nextSteps: '',
  narrativeReleased: false,
} as const satisfies Omit<SnapshotActivity, 'activity'>;

/** Whether a report has any content on this activity. */
export const isActivityReported = (activity: SnapshotActivity | null): boolean =>
  activity !== null &&
  (activity.status !== null ||
    activity.achievements + activity.challenges + activity.nextSteps !== '' ||
    hasKinds(activity));

/** Whether a report has any content on this indicator. */
export const isIndicatorReported = (indicator: SnapshotIndicator | null): boolean =>
  indicator !== null && (indicator.cells.length > 0 || indicator.note !== '');

/**
 * Lists the fields of an activity that differ between two reports. An activity that one of them was not asked
 * for counts as empty there.
 */
export function listActivityChanges(
  before: SnapshotActivity | null,
  now: SnapshotActivity | null,
): ActivityField[] {
  const old: Omit<SnapshotActivity, 'activity'> = before ?? emptyActivity;
  const fresh: Omit<SnapshotActivity, 'activity'> = now ?? emptyActivity;
  // Lists of kinds are always in the order of their list.
  return activityFields.filter((field) => String(old[field] ?? '') !== String(fresh[field] ?? ''));
}

/**
 * Lists the fields of an indicator that differ between two reports: "note", "release", and each cell by its
 * key. A zero that replaces "not available", or nothing, is a change.
 */
export function listIndicatorChanges(
  before: SnapshotIndicator | null,
  now: SnapshotIndicator | null,
): string[] {
  const old = new Map(before?.cells.map((cell) => [buildSnapshotCellKey(cell), cell]));
  const fresh = new Map(now?.cells.map((cell) => [buildSnapshotCellKey(cell), cell]));
  const keys = [...new Set([...fresh.keys(), ...old.keys()])];
  const changed = keys.filter((key) => !isSameCell(old.get(key), fresh.get(key)));
  if ((before?.note ?? '') !== (now?.note ?? '')) changed.push('note');
  if ((before?.release ?? 'regional') !== (now?.release ?? 'regional')) changed.push('release');
  return changed;
}

function isSameCell(one: SnapshotCell | undefined, other: SnapshotCell | undefined): boolean {
  if (!one || !other) return one === other;
  return (['state', 'value', 'numerator', 'denominator', 'choice', 'text'] as const).every(
    (field) => String(one[field] ?? '') === String(other[field] ?? ''),
  );
}

export type SnapshotChanges = { activities: Map<string, ActivityField[]>; indicators: Map<string, string[]> };

/** Lists the differences between two reports, by the code of the item; leaves out unchanged items. */
export function listSnapshotChanges(before: SnapshotContent, now: SnapshotContent): SnapshotChanges {
  const activities = compareByCode(
    before.activities,
    now.activities,
    ({ activity }) => activity,
    listActivityChanges,
  );
  const indicators = compareByCode(
    before.indicators,
    now.indicators,
    ({ indicator }) => indicator,
    listIndicatorChanges,
  );
  return { activities, indicators };
}

function compareByCode<Item, Change>(
  before: readonly Item[],
  now: readonly Item[],
  codeOf: (item: Item) => string,
  compare: (before: Item | null, now: Item | null) => Change[],
): Map<string, Change[]> {
  const old = new Map(before.map((item) => [codeOf(item), item]));
  const fresh = new Map(now.map((item) => [codeOf(item), item]));
  const changes = new Map<string, Change[]>();
  for (const code of new Set([...fresh.keys(), ...old.keys()])) {
    const changed = compare(old.get(code) ?? null, fresh.get(code) ?? null);
    if (changed.length > 0) changes.set(code, changed);
  }
  return changes;
}

/**
 * Lists the numbers of the snapshots that the secretariat has received, oldest first, from a report's
 * transitions in order. A submission withdrawn before anybody looked at it does not count: it is not the
 * secretariat's to compare.
 */
export function listReceivedSnapshots(transitions: readonly string[]): number[] {
  const received: number[] = [];
  let number = 0;
  for (const transition of transitions) {
    if (transition === 'submit') {
      number += 1;
      received.push(number);
    } else if (transition === 'withdraw') received.pop();
  }
  return received;
}
