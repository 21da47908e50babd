import { sayLateByArea } from '#server/domain/finding/plan-findings.ts';
import { buildSegments } from '#server/domain/finding/stands.ts';
import type { StandCounts, StatusWord } from '#server/domain/plan/stand.calculations.ts';
import type { FigureColumn, FigureDefinition } from './figure.types.ts';

type Frame = Pick<FigureDefinition, 'publication' | 'coverage'>;

/** Activities by thematic area and status, as they stand in the newest round. */
export function buildActivitiesByArea(
  frame: Frame,
  statuses: readonly StatusWord[],
  areas: readonly { code: string; title: string; counts: StandCounts }[],
): FigureDefinition {
  const series = statusColumns(statuses);
  return {
    ...frame,
    id: 'activities-by-area',
    title: sayLateByArea(areas, statuses),
    summary: `Activities by thematic area and status, ${frame.publication.roundTitle}`,
    path: '/',
    unit: 'activities',
    source: 'reports of lead bodies, as accepted by the secretariat',
    notes: [],
    columns: [{ key: 'area', label: 'Thematic area', numeric: false }, ...series],
    rows: areas.map(({ code, title, counts }) => ({
      key: code,
      cells: {
        area: { kind: 'text', text: `${code} ${title}`, path: `/areas/${code}` },
        ...Object.fromEntries(
          buildSegments(counts, statuses).map(({ key, value }) => [
            key,
            { kind: 'number', value: String(value) } as const,
          ]),
        ),
      },
    })),
    chart: { kind: 'stacked', label: 'area', series: series.map(({ key }) => key), scale: 'count' },
  };
}

/** One column for each status of the list, and one for activities that nobody has reported on. */
function statusColumns(statuses: readonly StatusWord[]): FigureColumn[] {
  const none: StandCounts = { total: 0, byStatus: {}, notReported: 0, notDue: 0, carried: 0 };
  return buildSegments(none, statuses).map(({ key, label, mark }) => ({
    key,
    label,
    mark,
    numeric: true,
    list: { name: 'activity_status', code: key },
  }));
}
