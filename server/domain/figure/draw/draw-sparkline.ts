import { colours, element } from './svg.ts';

interface SparklineFrame {
  width: number;
  height: number;
  /** Room for the dots at each side. */
  padding: number;
}

interface SparklineLayout {
  /** Runs of neighbouring points; a gap is a value that is not there. */
  runs: { index: number; x: number; y: number }[][];
  /** Where a value is missing: places on the base line. */
  gaps: { index: number; x: number }[];
  base: number;
  last: { index: number; x: number; y: number } | null;
}

/**
 * A line of values on a scale from zero to `max` (their own highest without it). Null is a gap, never zero; a
 * single value stands at the right end.
 */
export function buildSparklineLayout(
  values: readonly (number | null)[],
  frame: SparklineFrame,
  max?: number | undefined,
): SparklineLayout {
  const top = max ?? Math.max(0, ...values.map((value) => value ?? 0));
  const base = frame.height - frame.padding;
  const step = values.length > 1 ? (frame.width - 2 * frame.padding) / (values.length - 1) : 0;
  const at = (index: number) =>
    values.length > 1 ? frame.padding + index * step : frame.width - frame.padding;
  const runs: SparklineLayout['runs'] = [[]];
  const gaps: SparklineLayout['gaps'] = [];
  for (const [index, value] of values.entries()) {
    if (value === null) {
      gaps.push({ index, x: at(index) });
      runs.push([]);
    } else {
      const y = base - (top === 0 ? 0 : (value / top) * (base - frame.padding));
      runs.at(-1)?.push({ index, x: at(index), y });
    }
  }
  const drawn = runs.filter((run) => run.length > 0);
  return { runs: drawn, gaps, base, last: drawn.at(-1)?.at(-1) ?? null };
}

const frame: SparklineFrame = { width: 92, height: 26, padding: 4 };

/**
 * Values, oldest first, as a small line for a cell of a table. Its base stands at zero; a value that is missing leaves a
 * gap, and a tick on the base. `label` says in words what is seen.
 */
export function drawSparkline(values: readonly (number | null)[], label: string): string {
  const { runs, gaps, base, last } = buildSparklineLayout(values, frame);
  const { width, height } = frame;
  const line = (x1: number, x2: number, y1: number, y2: number, stroke: string) =>
    element('line', { x1, x2, y1, y2, stroke });
  const dots = runs.flatMap((run) => run.filter(({ index }) => run.length === 1 || index === last?.index));
  return element(
    'svg',
    {
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      overflow: 'visible',
      role: 'img',
      'aria-label': label,
    },
    line(0, width, base + 0.5, base + 0.5, colours.rule),
    ...gaps.map(({ x }) => line(x, x, base - 4, base + 4, colours.control)),
    ...runs
      .filter((run) => run.length > 1)
      .map((run) =>
        element('polyline', {
          points: run.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' '),
          fill: 'none',
          stroke: colours.series1,
          'stroke-width': '1.75',
          'stroke-linejoin': 'round',
        }),
      ),
    ...dots.map(({ index, x, y }) =>
      element('circle', { cx: x, cy: y, r: index === last?.index ? 3 : 2, fill: colours.series1 }),
    ),
  ).svg;
}
