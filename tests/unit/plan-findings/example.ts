import type { CoverageRow, ActivityStatus, StatusCounts, StatusWord } from '#app/contract.ts';

const word = (code: string, label: string, mark: string, flags: Partial<StatusWord> = {}): StatusWord => ({
  code,
  label,
  mark,
  isLate: false,
  isDone: false,
  isOnTrack: false,
  ...flags,
});

/** A list of statuses with codes of its own: nothing may depend on the words of the plan in use. */
export const statuses: StatusWord[] = [
  word('s0', 'Not begun', 'empty'),
  word('s1', 'Under way', 'half', { isOnTrack: true }),
  word('s2', 'Behind', 'hatched', { isLate: true }),
  word('s3', 'Finished', 'solid', { isDone: true }),
];

export const counts = (
  byStatus: Record<string, number>,
  rest: { notReported?: number; notDue?: number; carried?: number } = {},
): StatusCounts => {
  const { notReported = 0, notDue = 0, carried = 0 } = rest;
  const total = Object.values(byStatus).reduce((sum, count) => sum + count, 0) + notReported + notDue;
  return { total, byStatus, notReported, notDue, carried };
};

export const stand = (status: string | null, rest: Partial<ActivityStatus> = {}): ActivityStatus => ({
  status,
  carriedFrom: null,
  due: true,
  ...rest,
});

export const reporter = (
  code: string,
  kind: CoverageRow['kind'],
  ...states: CoverageRow['states']
): CoverageRow => ({ code, name: `Name of ${code}`, kind, states });
