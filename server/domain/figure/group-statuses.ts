import { noStatus } from '#server/domain/finding/describe-status.ts';
import type { StatusWord } from '#server/domain/plan/activity-status.calculations.ts';
import { findStatusMeaning } from './status-palette.ts';

/**
 * Groups the codes of statuses by the side of a bar that they are on, each from the axis outwards: late ones and then
 * those on hold; completed ones, those delivered and those on track; and all others, which include those that
 * nobody has reported on.
 */
export function groupStatuses(statuses: readonly StatusWord[]): {
  behind: string[];
  onTrack: string[];
  others: string[];
} {
  const isOnHold = ({ mark }: StatusWord) => findStatusMeaning(mark) === 'on-hold';
  const isDelivered = ({ mark }: StatusWord) => findStatusMeaning(mark) === 'recurring';
  const well = statuses.filter(({ isDone, isOnTrack }) => isDone || isOnTrack);
  const others = statuses.filter((word) => !well.includes(word) && !word.isLate && !isOnHold(word));
  const codes = (...groups: (readonly StatusWord[])[]) => groups.flat().map(({ code }) => code);
  return {
    behind: codes(
      statuses.filter(({ isLate }) => isLate),
      statuses.filter((word) => isOnHold(word) && !word.isLate),
    ),
    onTrack: codes(
      well.filter(({ isDone }) => isDone),
      well.filter((word) => !word.isDone && isDelivered(word)),
      well.filter((word) => !word.isDone && !isDelivered(word)),
    ),
    // In the order of progress: planned before not started.
    others: [
      ...codes(
        others.toReversed().filter(isOpen),
        others.filter((word) => !isOpen(word)),
      ),
      noStatus.notReported.code,
    ],
  };
}

/** Whether an activity with this status is still to be done. */
const isOpen = ({ mark }: StatusWord) => findStatusMeaning(mark) !== 'ended';

/**
 * Lists the codes of statuses in the order in which every bar with one start shows them: what is done and on track, what is
 * still to be done, and last what is behind, so that the bar ends with it.
 */
export function listBarOrder(statuses: readonly StatusWord[]): string[] {
  const { behind, onTrack, others } = groupStatuses(statuses);
  return [...onTrack, ...others, ...behind.toReversed()];
}
