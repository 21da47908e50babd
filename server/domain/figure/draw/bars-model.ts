import type {
  DrawOptions,
  FigureColumn,
  FigureDefinition,
  FigureRow,
  StackedChart,
  StatusBarsChart,
} from '../figure.types.ts';
import { findRowNumber, getRowText } from './read-row.ts';

/**
 * Rows of stacked parts in the coordinates of their data: x is the number (or the share) from the axis, what is behind
 * below zero; y is the place of the row from the top. The drawing and the interactive chart are both made of it.
 */
export type BarsModel = {
  rows: {
    name: string;
    /** From 0; rounds that are missing leave their place free. */
    place: number;
    parts: BarPart[];
    /** Where the line at what is due is; null without one. */
    due: number | null;
  }[];
  /** How many places there are. */
  places: number;
  /** The series that occur, in their order. */
  series: { key: string; label: string; mark: string | undefined }[];
  /** The ends of the longest bars at both sides, as numbers from zero upwards. */
  behind: number;
  ahead: number;
  /** "Behind: 8" and "Completed or on track: 28"; null for bars without an axis. */
  heads: { behind: string; ahead: string } | null;
};

export type BarPart = {
  x1: number;
  x2: number;
  mark: string | undefined;
  /** The number, which is written inside. */
  label: string;
  /** "3 Delayed", and the same with the name of the row: "A Prevention: 3 Delayed". */
  title: string;
  say: string;
};

type Options = Pick<DrawOptions, 'words' | 'labels'> & {
  /** Keys of series that are not drawn. What is due and the numbers over the axis stay as they are. */
  leftOut?: ReadonlySet<string>;
};

/** Builds the model of rows as stacked bars, or of statuses behind and ahead of an axis. */
export function buildBarsModel(
  figure: FigureDefinition,
  chart: StackedChart | StatusBarsChart,
  { words, labels, leftOut }: Options,
): BarsModel {
  const { rows } = figure;
  const say = (column: FigureColumn) =>
    (column.list && labels[`${column.list.name}/${column.list.code}`]) || column.label;
  const statuses = chart.kind === 'statuses' ? chart : null;
  const columns = chart.series.flatMap((key) => figure.columns.find((column) => column.key === key) ?? []);
  const isBehind = ({ key }: FigureColumn) => statuses?.behind.includes(key) ?? false;
  const isShown = ({ key }: FigureColumn) => !leftOut?.has(key);
  const sum = (row: FigureRow, of: readonly FigureColumn[]) =>
    of.reduce((total, { key }) => total + (findRowNumber(row, key) ?? 0), 0);
  const total = (keys: readonly string[]) =>
    rows.reduce(
      (all, row) =>
        all +
        sum(
          row,
          columns.filter(({ key }) => keys.includes(key)),
        ),
      0,
    );
  const isDue = columns.filter((column) => !isBehind(column) && column.key !== statuses?.due);
  const ordered = statuses?.behind.flatMap((key) => columns.find((column) => column.key === key) ?? []) ?? [];
  const steps = listSteps(rows, statuses?.places ?? null);

  let place = -1;
  const placed = rows.map((row, index) => {
    const name = getRowText(row, chart.label, labels);
    const full =
      chart.kind === 'stacked' && chart.scale === 'share'
        ? Math.max(1, sum(row, columns.filter(isShown)))
        : 1;
    const parts: BarPart[] = [];
    const stack = (of: readonly FigureColumn[], direction: 1 | -1) => {
      let reached = 0;
      for (const column of of.filter(isShown)) {
        const value = findRowNumber(row, column.key) ?? 0;
        if (value <= 0) continue;
        const [from, to] = [(direction * reached) / full, (direction * (reached + value)) / full];
        reached += value;
        const title = `${value} ${say(column)}`;
        const [x1, x2] = direction === 1 ? [from, to] : [to, from];
        parts.push({ x1, x2, mark: column.mark, label: String(value), title, say: `${name}: ${title}` });
      }
    };
    stack(ordered, -1);
    stack(
      columns.filter((column) => !isBehind(column)),
      1,
    );
    place += steps[index] ?? 1;
    return { name, place, parts, due: statuses?.due ? sum(row, isDue) : null };
  });
  const ends = placed.flatMap(({ parts, due }) => [...parts.flatMap(({ x1, x2 }) => [x1, x2]), due ?? 0]);
  return {
    rows: placed,
    places: place + 1,
    series: columns
      .filter(({ key }) => total([key]) > 0)
      .map((column) => ({ key: column.key, label: say(column), mark: column.mark })),
    behind: -Math.min(0, ...ends),
    ahead: Math.max(1, ...ends),
    heads:
      statuses && statuses.behind.length > 0
        ? {
            behind: `${words['behind']}: ${total(statuses.behind)}`,
            ahead: `${words['onTrack']}: ${total(statuses.onTrack)}`,
          }
        : null,
  };
}

/** Returns how many places each row is after the one before it: 1 without dates, 2 where a round is missing. */
function listSteps(rows: readonly FigureRow[], places: StatusBarsChart['places']): number[] {
  const starts = rows.map(({ key }) => Date.parse(places?.[key]?.start ?? ''));
  const gaps = starts.map((start, at) => start - (starts[at - 1] ?? Number.NaN));
  const shortest = Math.min(...gaps.filter((gap) => gap > 0));
  return gaps.map((gap) => (gap > 0 ? Math.round(gap / shortest) : 1));
}
