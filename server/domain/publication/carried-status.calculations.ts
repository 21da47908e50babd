export type CarriedStatus = {
  activity: string;
  round: string;
  status: string | null;
  /**
   * The round of the report with this status, if that is an older one; null for the round's own report or
   * none.
   */
  carriedFrom: string | null;
};

/**
 * Returns the status of every activity in every round. If the lead body has not reported, its last status
 * applies, flagged as carried: a missing report does not undo a completed activity. Before the first report
 * there is no status.
 */
export function calculateCarriedStatuses(
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
