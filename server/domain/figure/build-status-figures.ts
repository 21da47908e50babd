import { describeLateByArea, describeOverRounds } from '#server/domain/finding/plan-findings.ts';
import { buildSegments, describeStatusNotes, noStatus } from '#server/domain/finding/describe-status.ts';
import type { StatusCounts, StatusWord } from '#server/domain/plan/activity-status.calculations.ts';
import { groupStatuses, listBarOrder } from './group-statuses.ts';
import type { FigureFrame } from './build-timeline-figures.ts';
import type { FigureCell, FigureColumn, FigureDefinition } from './figure.types.ts';

const source = 'reports of lead bodies, as accepted by the secretariat';

/** Builds the figure of activities by thematic area and status, as of the newest round. */
export function buildActivitiesByArea(
  frame: FigureFrame,
  statuses: readonly StatusWord[],
  areas: readonly { code: string; title: string; counts: StatusCounts }[],
): FigureDefinition {
  const series = statusColumns(statuses);
  const { behind, onTrack, others } = groupStatuses(statuses);
  return {
    ...frame,
    id: 'activities-by-area',
    title: describeLateByArea(areas, statuses),
    summary: `Activities by thematic area and status, ${frame.publication.roundTitle}`,
    path: '/',
    unit: 'activities',
    source,
    notes: describeStatusNotes(sumCounts(areas.map(({ counts }) => counts))),
    columns: [{ key: 'area', label: 'Thematic area', numeric: false }, ...series],
    rows: areas.map(({ code, title, counts }) => ({
      key: code,
      cells: {
        area: { kind: 'text', text: `${code} ${title}`, path: `/areas/${code}` },
        ...countCells(counts, statuses),
      },
    })),
    chart: {
      kind: 'statuses',
      label: 'area',
      series: [...behind, ...onTrack, ...others, noStatus.notDue.code],
      behind,
      onTrack,
      due: null,
      places: null,
    },
  };
}

/** Builds the figure of activities by round and status: all of them, or those of an area. */
export function buildActivitiesByRound(
  frame: FigureFrame,
  part: { id: string; path: string; about: string },
  statuses: readonly StatusWord[],
  rounds: readonly { code: string; title: string; start: string; end: string; counts: StatusCounts }[],
): FigureDefinition {
  const series = statusColumns(statuses);
  const { onTrack } = groupStatuses(statuses);
  return {
    ...frame,
    id: part.id,
    title: describeOverRounds(rounds, statuses),
    summary: `Activities${part.about} by round and status`,
    path: part.path,
    unit: 'activities',
    source,
    notes: ['Where a lead body has not reported for a round, its last status still stands.'],
    columns: [{ key: 'round', label: 'Round', numeric: false }, ...series],
    rows: rounds.map(({ code, title, counts }) => ({
      key: code,
      cells: { round: { kind: 'text', text: title }, ...countCells(counts, statuses) },
    })),
    chart: {
      kind: 'statuses',
      label: 'round',
      // What is behind ends at the line of what is due.
      series: [...listBarOrder(statuses), noStatus.notDue.code],
      behind: [],
      onTrack,
      due: noStatus.notDue.code,
      places: Object.fromEntries(rounds.map(({ code, start, end }) => [code, { start, end }])),
    },
  };
}

const countCells = (counts: StatusCounts, statuses: readonly StatusWord[]): Record<string, FigureCell> =>
  Object.fromEntries(
    listParts(counts, statuses).map(({ key, value }) => [key, { kind: 'number', value: String(value) }]),
  );

/** The parts of a bar with, last, the activities that are not due yet. */
const listParts = (counts: StatusCounts, statuses: readonly StatusWord[]) => [
  ...buildSegments(counts, statuses),
  { ...noStatus.notDue, key: noStatus.notDue.code, value: counts.notDue },
];

/** Adds the counts of groups that share no activity. */
function sumCounts(groups: readonly StatusCounts[]): StatusCounts {
  const sum: StatusCounts = { total: 0, byStatus: {}, notReported: 0, notDue: 0, carried: 0 };
  for (const { total, byStatus, notReported, notDue, carried, ended = 0 } of groups) {
    if (ended > 0) sum.ended = (sum.ended ?? 0) + ended;
    sum.total += total;
    sum.notReported += notReported;
    sum.notDue += notDue;
    sum.carried += carried;
    for (const [code, count] of Object.entries(byStatus)) {
      sum.byStatus[code] = (sum.byStatus[code] ?? 0) + count;
    }
  }
  return sum;
}

/** One column for each status of the list, one for activities that nobody has reported on, one for those not due. */
function statusColumns(statuses: readonly StatusWord[]): FigureColumn[] {
  const none: StatusCounts = { total: 0, byStatus: {}, notReported: 0, notDue: 0, carried: 0 };
  return listParts(none, statuses).map(({ key, label, mark }) => ({
    key,
    label,
    mark,
    numeric: true,
    list: { name: 'activity_status', code: key },
  }));
}
