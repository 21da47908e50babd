/** One status of the publication's own list, with what it means for counting. */
export type StatusWord = {
  code: string;
  label: string;
  mark: string;
  isLate: boolean;
  isDone: boolean;
  isOnTrack: boolean;
};

/**
 * How an activity stands in a round. Without a status it is either not due (its first year lies after the round) or
 * its lead body has not reported on it yet; the two are never merged.
 */
export type Stand = {
  status: string | null;
  /** The round of the report where that is an older one. */
  carriedFrom: string | null;
  due: boolean;
};

export type StandCounts = {
  /** Activities counted. */
  total: number;
  /** How many have each status, by its code; those that none has are left out. */
  byStatus: Record<string, number>;
  notReported: number;
  notDue: number;
  /** Of those with a status, how many have it from an earlier report. */
  carried: number;
};

/** Whether an activity belongs to a round: from its first year on. Years in which it rests count as well. */
export function isDueIn(activeYears: readonly number[], roundYear: number): boolean {
  return activeYears.length === 0 || Math.min(...activeYears) <= roundYear;
}

/**
 * Puts a row of published.activity_status beside the activity's years. Without a row the plan did not ask for the
 * activity in this round: it was added later, or had ended.
 */
export function buildStand(
  activeYears: readonly number[],
  roundYear: number,
  row: { statusCode: string | null; carriedFrom: string | null } | undefined,
): Stand {
  const status = row?.statusCode ?? null;
  return {
    status,
    carriedFrom: row?.carriedFrom ?? null,
    // Whoever reports before the first year has begun early.
    due: status !== null || (row !== undefined && isDueIn(activeYears, roundYear)),
  };
}

/** How many activities stand where. */
export function countStands(stands: readonly Stand[]): StandCounts {
  const counts: StandCounts = { total: stands.length, byStatus: {}, notReported: 0, notDue: 0, carried: 0 };
  for (const { status, carriedFrom, due } of stands) {
    if (status !== null) {
      counts.byStatus[status] = (counts.byStatus[status] ?? 0) + 1;
      if (carriedFrom !== null) counts.carried += 1;
    } else if (due) counts.notReported += 1;
    else counts.notDue += 1;
  }
  return counts;
}
