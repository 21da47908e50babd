import type { Stand, StandCounts, StatusWord } from '#server/domain/plan/stand.calculations.ts';
import { agree, say } from '#server/domain/language/say.ts';

/** Codes in addresses and words for an activity without a status. */
export const noStatus = {
  notReported: { code: 'not-reported', label: 'Not yet reported', mark: 'unknown' },
  notDue: { code: 'not-due', label: 'Not due yet', mark: '' },
} as const;

/** The word and the mark of a stand. An empty mark is drawn as a short line: nothing is expected there. */
export function describeStand(
  stand: Stand,
  statuses: readonly StatusWord[],
): { label: string; mark: string; isLate: boolean } {
  if (stand.status === null)
    return { ...(stand.due ? noStatus.notReported : noStatus.notDue), isLate: false };
  const word = statuses.find(({ code }) => code === stand.status);
  return word ?? { label: stand.status, mark: 'unknown', isLate: false };
}

/** How many of the counted activities have a status for which something holds. */
export function countWhere(
  counts: StandCounts,
  statuses: readonly StatusWord[],
  holds: (word: StatusWord) => boolean,
): number {
  return statuses.reduce((sum, word) => sum + (holds(word) ? (counts.byStatus[word.code] ?? 0) : 0), 0);
}

export const countDone = (counts: StandCounts, statuses: readonly StatusWord[]) =>
  countWhere(counts, statuses, ({ isDone }) => isDone);

export const countLate = (counts: StandCounts, statuses: readonly StatusWord[]) =>
  countWhere(counts, statuses, ({ isLate }) => isLate);

export type StandSegment = { key: string; label: string; value: number; mark: string };

/** The parts of a bar in the order of the statuses; activities that are not due are no part of it. */
export function buildSegments(counts: StandCounts, statuses: readonly StatusWord[]): StandSegment[] {
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

/** What a reader must know of counts of stands: where statuses are old, and what has no part in them yet. */
export function sayStandNotes(counts: StandCounts): string[] {
  const { carried, notDue } = counts;
  return [
    ...(carried > 0
      ? [
          `${carried} of ${say(counts.total, 'statuses')} ${agree(carried, 'are')} from an earlier report, since the lead body has not reported anew.`,
        ]
      : []),
    ...(notDue > 0
      ? [`${say(notDue, 'activities', 'begin')} in a later round: nothing is expected there yet.`]
      : []),
  ];
}
