/** A status of the publication's own list, and how it is counted. */
export type StatusWord = {
  code: string;
  label: string;
  mark: string;
  isLate: boolean;
  isDone: boolean;
  isOnTrack: boolean;
};

/** How an activity left the plan: taken out, merged into another, or split into others. */
export type ActivityEnd = 'ended' | 'merged' | 'split';

/**
 * The status of an activity in a round. Without one it is not due (its first year is after the round), its
 * lead body has not reported on it yet, or it has left the plan; these are never merged.
 */
export type ActivityStatus = {
  status: string | null;
  /** The round of the report, if that is an older one. */
  carriedFrom: string | null;
  due: boolean;
  /** How it left the plan, in this round or before; absent for an activity that is in it. */
  left?: ActivityEnd | undefined;
};

export type StatusCounts = {
  /** Activities counted: all but those that have left the plan. */
  total: number;
  /** How many activities have each status, by its code; unused statuses are left out. */
  byStatus: Record<string, number>;
  notReported: number;
  notDue: number;
  /** Of those with a status, how many have it from an earlier report. */
  carried: number;
  /** Activities that have left the plan, which are in no other number; absent for none. */
  ended?: number;
};

/** Whether an activity is due in a round: from its first year on, including years in which it pauses. */
export function isDueIn(activeYears: readonly number[], roundYear: number): boolean {
  return activeYears.length === 0 || Math.min(...activeYears) <= roundYear;
}

/**
 * Combines a row of the statuses with the activity's years, and with how it has left the plan. Without a row the plan
 * did not ask for the activity in this round: it was added later, or had ended.
 */
export function buildActivityStatus(
  activeYears: readonly number[],
  roundYear: number,
  row: { statusCode: string | null; carriedFrom: string | null } | undefined,
  left?: ActivityEnd | undefined,
): ActivityStatus {
  if (left !== undefined) return { status: null, carriedFrom: null, due: false, left };
  const status = row?.statusCode ?? null;
  return {
    status,
    carriedFrom: row?.carriedFrom ?? null,
    // An activity reported before its first year has started early.
    due: status !== null || (row !== undefined && isDueIn(activeYears, roundYear)),
  };
}

/** Counts activities by status; those that have left the plan are in no total. */
export function countStatuses(stands: readonly ActivityStatus[]): StatusCounts {
  const counts: StatusCounts = { total: 0, byStatus: {}, notReported: 0, notDue: 0, carried: 0 };
  for (const { status, carriedFrom, due, left } of stands) {
    if (left !== undefined) {
      counts.ended = (counts.ended ?? 0) + 1;
      continue;
    }
    counts.total += 1;
    if (status !== null) {
      counts.byStatus[status] = (counts.byStatus[status] ?? 0) + 1;
      if (carriedFrom !== null) counts.carried += 1;
    } else if (due) counts.notReported += 1;
    else counts.notDue += 1;
  }
  return counts;
}
