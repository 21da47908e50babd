import { type TimeSeriesRound, describeTimeSeries } from '#server/domain/finding/describe-time-series.ts';
import { formatLowerFirst } from '#server/domain/finding/sentence-parts.ts';
import type { StatusWord } from '#server/domain/plan/activity-status.calculations.ts';
import type { FigureFrame } from './build-timeline-figures.ts';
import type { FigureDefinition } from './figure.types.ts';
import { buildStatusCell, buildTextCell } from './status-cells.ts';

/** Builds the figure of one activity: its status over the rounds, along the years of the plan. */
export function buildActivityTimeSeries(
  frame: FigureFrame,
  plan: { first: number; last: number },
  statuses: readonly StatusWord[],
  activity: { code: string; lead: string; years: readonly number[] },
  rounds: readonly (TimeSeriesRound & { start: string; end: string })[],
): FigureDefinition {
  const { code, lead, years } = activity;
  const carried = rounds.some(({ carriedFrom }) => carriedFrom !== null);
  return {
    ...frame,
    id: `${code}.course`,
    title: `${code}: ${formatLowerFirst(describeTimeSeries(rounds, statuses, years))}`,
    summary: `Status of activity ${code} in each round, along the years in which it runs`,
    path: `/activities/${encodeURIComponent(code)}`,
    unit: 'status',
    source: `reports of ${lead}, as accepted by the secretariat`,
    coverage: '',
    notes: [
      'The bar under the marks is along the years in which the activity runs.',
      ...(carried
        ? [
            `Where ${lead} has not reported for a round, its last status still stands: a dotted line leads from it.`,
          ]
        : []),
    ],
    columns: [
      { key: 'round', label: 'Round', numeric: false },
      { key: 'status', label: 'Status', numeric: false },
      ...(carried ? [{ key: 'carried_from', label: 'As of', numeric: false }] : []),
    ],
    rows: rounds.map((round) => ({
      key: round.code,
      cells: {
        round: buildTextCell(round.title),
        status: buildStatusCell(round, statuses),
        ...(carried ? { carried_from: buildTextCell(round.carriedFrom ?? '') } : {}),
      },
    })),
    chart: {
      kind: 'track',
      label: 'round',
      mark: 'status',
      from: 'carried_from',
      years: plan,
      runs: [...years],
      places: Object.fromEntries(rounds.map(({ code: round, start, end }) => [round, { start, end }])),
    },
  };
}
