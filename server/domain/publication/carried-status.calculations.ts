export type CarriedStatus = {
  activity: string;
  round: string;
  status: string | null;
  /** The round whose report says so, where it is an older one; null for the round's own report or none at all. */
  carriedFrom: string | null;
};

/**
 * The status of every activity in every round. Where the lead body has not reported, what it said last still
 * stands, marked as carried: an activity that was completed is not undone by a missing report. Before the first
 * report there is no status.
 */
export function carryStatuses(
  rounds: readonly string[],
  reported: readonly { activity: string; round: string; status: string | null }[],
): CarriedStatus[] {
  const byActivity = new Map<string, Map<string, string | null>>();
  for (const { activity, round, status } of reported) {
    const known = byActivity.get(activity) ?? new Map<string, string | null>();
    known.set(round, status);
    byActivity.set(activity, known);
  }
  return [...byActivity].flatMap(([activity, statuses]) => {
    let last: { status: string; round: string } | null = null;
    return rounds.map((round) => {
      const own = statuses.get(round) ?? null;
      if (own !== null) {
        last = { status: own, round };
        return { activity, round, status: own, carriedFrom: null };
      }
      return { activity, round, status: last?.status ?? null, carriedFrom: last?.round ?? null };
    });
  });
}
