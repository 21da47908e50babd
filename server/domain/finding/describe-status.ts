import type {
  ActivityStatus,
  StatusCounts,
  StatusWord,
} from '#server/domain/plan/activity-status.calculations.ts';
import { formatVerb, formatCount } from '#server/domain/language/counted-nouns.ts';

/** Codes in URLs, and words, for an activity without a status. */
export const noStatus = {
  notReported: { code: 'not-reported', label: 'Not yet reported', mark: 'unknown' },
  notDue: { code: 'not-due', label: 'Not due yet', mark: '' },
  ended: { code: 'ended', label: 'Ended', mark: 'stroke' },
  merged: { code: 'merged', label: 'Merged into another', mark: 'stroke' },
  split: { code: 'split', label: 'Split into others', mark: 'stroke' },
} as const;

/** Finds the word for an activity that has no status in a round. */
export const getNoStatus = ({
  due,
  left,
}: Pick<ActivityStatus, 'due' | 'left'>): (typeof noStatus)[keyof typeof noStatus] =>
  noStatus[left ?? (due ? 'notReported' : 'notDue')];

/**
 * Returns the word and the symbol of an activity's status. An empty symbol is drawn as a short line: nothing
 * is expected there.
 */
export function describeActivityStatus(
  stand: ActivityStatus,
  statuses: readonly StatusWord[],
): { label: string; mark: string; isLate: boolean } {
  if (stand.status === null) return { ...getNoStatus(stand), isLate: false };
  const word = statuses.find(({ code }) => code === stand.status);
  return word ?? { label: stand.status, mark: 'unknown', isLate: false };
}

/** Counts the activities with a status that matches. */
export function countWhere(
  counts: StatusCounts,
  statuses: readonly StatusWord[],
  holds: (word: StatusWord) => boolean,
): number {
  return statuses.reduce((sum, word) => sum + (holds(word) ? (counts.byStatus[word.code] ?? 0) : 0), 0);
}

export const countDone = (counts: StatusCounts, statuses: readonly StatusWord[]) =>
  countWhere(counts, statuses, ({ isDone }) => isDone);

export const countLate = (counts: StatusCounts, statuses: readonly StatusWord[]) =>
  countWhere(counts, statuses, ({ isLate }) => isLate);

export type StatusSegment = { key: string; label: string; value: number; mark: string };

/** Builds the parts of a bar in the order of the statuses; leaves out activities that are not due. */
export function buildSegments(counts: StatusCounts, statuses: readonly StatusWord[]): StatusSegment[] {
  return [
    ...statuses.map(({ code, label, mark }) => ({
      key: code,
      label,
      value: counts.byStatus[code] ?? 0,
      mark,
    })),
    {
      key: noStatus.notReported.code,
      label: noStatus.notReported.label,
      value: counts.notReported,
      mark: noStatus.notReported.mark,
    },
  ];
}

/** Lists what a reader must know of status counts: which statuses are old, and what is not counted yet. */
export function describeStatusNotes(counts: StatusCounts): string[] {
  const { carried, notDue, ended = 0 } = counts;
  const withStatus = Object.values(counts.byStatus).reduce((sum, count) => sum + count, 0);
  return [
    ...(carried > 0
      ? [
          `${carried} of ${formatCount(withStatus, 'statuses')} ${formatVerb(carried, 'are')} from an earlier report, since the lead body has not reported again.`,
        ]
      : []),
    ...(notDue > 0
      ? [`${formatCount(notDue, 'activities', 'begin')} in a later round: nothing is expected there yet.`]
      : []),
    ...(ended > 0
      ? [
          `${formatCount(ended, 'activities', 'have')} left the plan and ${formatVerb(ended, 'are')} not counted.`,
        ]
      : []),
  ];
}
