import type { FigureCell, FigureDefinition, FigureRow } from './figure.types.ts';

export type ExploreSeries = {
  key: string;
  label: string;
  /** The status symbol whose fill is used. */
  mark?: string | undefined;
  /** `point`: single symbols, for targets. */
  as: 'bar' | 'line' | 'point';
};

/** A position on the category axis: a row of a figure, or a column if the rows are the series. */
export type ExplorePoint = { name: string; cells: Readonly<Record<string, FigureCell>> };

export type ExploreChart = {
  points: ExplorePoint[];
  series: ExploreSeries[];
  /** Keys of the series shown at first. */
  shown: string[];
  /** `rows`: categories on the left, horizontal stacked bars; `columns`: categories below the axis. */
  layout: 'rows' | 'columns';
  /** Whether each bar fills the whole width. */
  share: boolean;
  /** The end of the axis, if there is a maximum. */
  limit: number | null;
};

/** Many lines at once are hard to read; a reader adds those to compare. */
const shownAtFirst = 3;

/**
 * Builds an interactive chart of a figure, as series over points, from the same rows as the drawing. Null for
 * a figure whose picture says as much as a chart would.
 */
export function buildExploreChart(figure: FigureDefinition): ExploreChart | null {
  const { chart, rows, columns } = figure;
  const nameOf = (row: FigureRow, key: string) => {
    const cell = row.cells[key];
    return cell?.kind === 'text' ? cell.text : row.key;
  };
  const columnOf = (key: string) => columns.find((column) => column.key === key);

  if (chart.kind === 'stacked') {
    const series = chart.series.flatMap((key): ExploreSeries[] => {
      const column = columnOf(key);
      const occurs = rows.some(({ cells }) => hasNumber(cells[key]) && findCellNumber(cells[key]) !== 0);
      return column && occurs ? [{ key, label: column.label, mark: column.mark, as: 'bar' }] : [];
    });
    if (rows.length < 2 || series.length < 2) return null;
    return {
      points: rows.map((row) => ({ name: nameOf(row, chart.label), cells: row.cells })),
      series,
      shown: series.map(({ key }) => key),
      layout: 'rows',
      share: chart.scale === 'share',
      limit: null,
    };
  }

  if (chart.kind === 'course') {
    const ends = (row: FigureRow) => chart.places[row.key]?.end ?? '';
    const inTime = [...rows].sort((a, b) => ends(a).localeCompare(ends(b)));
    if (inTime.filter(({ cells }) => hasNumber(cells[chart.value])).length < 2) return null;
    const series = (
      [
        [chart.value, chart.shape === 'flow' ? 'bar' : 'line'],
        [chart.target, 'point'],
      ] as const
    ).flatMap(([key, as]): ExploreSeries[] => {
      const column = columnOf(key);
      return column && rows.some(({ cells }) => hasNumber(cells[key]))
        ? [{ key, label: column.label, as }]
        : [];
    });
    return {
      points: inTime.map((row) => ({ name: nameOf(row, chart.label), cells: row.cells })),
      series,
      shown: series.map(({ key }) => key),
      layout: 'columns',
      share: false,
      limit: chart.limit,
    };
  }

  // Rows with their own scales are different things, which one axis cannot hold.
  if (chart.kind === 'multiples' && chart.scale === 'shared') {
    const numbered = rows.filter(({ cells }) => chart.series.some((key) => hasNumber(cells[key])));
    // A line needs two adjacent numbers.
    const hasLine = numbered.some(({ cells }) =>
      chart.series.some(
        (key, at) => at > 0 && hasNumber(cells[key]) && hasNumber(cells[chart.series[at - 1] ?? '']),
      ),
    );
    if (numbered.length < 2 || !hasLine) return null;
    return {
      points: chart.series.map((key) => ({
        name: columnOf(key)?.label ?? key,
        cells: Object.fromEntries(
          numbered.flatMap((row) => {
            const cell = row.cells[key];
            return cell ? [[row.key, cell]] : [];
          }),
        ),
      })),
      series: numbered.map((row) => ({ key: row.key, label: nameOf(row, chart.label), as: 'line' })),
      shown: numbered.slice(0, shownAtFirst).map(({ key }) => key),
      layout: 'columns',
      share: false,
      limit: chart.limit,
    };
  }
  return null;
}

/** Whether an interactive chart shows more of a figure than its picture does. */
export const canBeExplored = (figure: FigureDefinition): boolean => buildExploreChart(figure) !== null;

const hasNumber = (cell: FigureCell | undefined) => cell?.kind === 'number';

/** Returns the number of a cell for an axis, or null. The printed text comes from the cell itself. */
export const findCellNumber = (cell: FigureCell | undefined): number | null =>
  cell?.kind === 'number' ? Number(cell.value) : null;
