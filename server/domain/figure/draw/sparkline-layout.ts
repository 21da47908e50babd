export interface SparklineFrame {
  width: number;
  height: number;
  /** Space for the dots at each side. */
  padding: number;
}

export interface SparklineLayout {
  /** Runs of adjacent points; a gap is a missing value. */
  runs: { index: number; x: number; y: number }[][];
  /** Positions on the baseline of missing values. */
  gaps: { index: number; x: number }[];
  base: number;
  last: { index: number; x: number; y: number } | null;
}

/**
 * Lays out a line of values on a scale from zero to `max` (by default their maximum). Null is a gap, never
 * zero; a single value is at the right end.
 */
export function layOutSparkline(
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
