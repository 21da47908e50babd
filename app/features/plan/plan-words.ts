import type { LateActivity, StatusCounts, StatusWord } from '#app/contract.ts';
import type { Words } from '#app/features/language/use-words.ts';
import { countDone, countLate } from '#server/domain/finding/describe-status.ts';

/** The numbers of the sentence on how activities stand: `words('standing', readStanding(counts, statuses))`. */
export const readStanding = (
  counts: StatusCounts,
  statuses: readonly StatusWord[],
): { total: number; done: number; late: number } => ({
  total: counts.total,
  done: countDone(counts, statuses),
  late: countLate(counts, statuses),
});

/** How many activities are delayed, and for how many of them a released report says why. */
export function describeDelayed(late: readonly LateActivity[], words: Words<'plan'>): string {
  const count = late.length;
  const said = late.filter(({ reason }) => reason !== null).length;
  if (said === 0) return words('lateUnsaid', { count });
  return said === count ? words('lateSaid', { count }) : words('lateSomeSaid', { count, said: String(said) });
}

/** A row of the plan in short: "10 activities: 1 completed, 2 delayed". */
export function describeCounts(
  counts: StatusCounts,
  statuses: readonly StatusWord[],
  words: Words<'plan'>,
): string {
  const { total, done, late } = readStanding(counts, statuses);
  const parts = [
    ...(done > 0 ? [words('rowDone', { count: String(done) })] : []),
    ...(late > 0 ? [words('rowLate', { count: String(late) })] : []),
  ];
  const all = words('activityCount', { count: total });
  return parts.length === 0 ? all : `${all}: ${parts.join(', ')}`;
}
