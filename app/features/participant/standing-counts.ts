import type { Stand } from '#server/trpc/routers/dashboard-figures.router.ts';

/** How many of these activities have which status, in the form that bars are built from. */
export function countStandings(activities: readonly Stand[]) {
  const byStatus: Record<string, number> = {};
  let [notReported, notDue, carried] = [0, 0, 0];
  for (const { status, carriedFrom, due } of activities) {
    if (status !== null) {
      byStatus[status] = (byStatus[status] ?? 0) + 1;
      if (carriedFrom !== null) carried += 1;
    } else if (due) notReported += 1;
    else notDue += 1;
  }
  return { total: activities.length, byStatus, notReported, notDue, carried };
}
