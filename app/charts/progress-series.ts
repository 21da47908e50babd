/** A status and how it is drawn. */
export type ProgressStatus = { code: string; label: string; mark: string };

export type ProgressRound = {
  code: string;
  title: string;
  counts: { byStatus: Record<string, number>; notReported: number };
};

export type ProgressSeries = { key: string; label: string; mark: string };
/** One round: its title, and a number for each series. */
export type ProgressPoint = { round: string; title: string } & Record<string, number | string>;

const notReported = { key: 'not-reported', label: 'Not yet reported', mark: 'unknown' };

/**
 * Rounds and statuses as a chart takes them: one series for each status that occurs, in the order of the statuses,
 * then the activities not yet reported; one point for each round, zeros included.
 */
export function buildProgressSeries(
  rounds: readonly ProgressRound[],
  statuses: readonly ProgressStatus[],
): { series: ProgressSeries[]; points: ProgressPoint[] } {
  const series = [
    ...statuses
      .filter(({ code }) => rounds.some(({ counts }) => (counts.byStatus[code] ?? 0) > 0))
      .map(({ code, label, mark }) => ({ key: code, label, mark })),
    ...(rounds.some(({ counts }) => counts.notReported > 0) ? [notReported] : []),
  ];
  const points = rounds.map(({ code, title, counts }) => ({
    round: code,
    title,
    ...Object.fromEntries(
      series.map(({ key }) => [
        key,
        key === notReported.key ? counts.notReported : (counts.byStatus[key] ?? 0),
      ]),
    ),
  }));
  return { series, points };
}
