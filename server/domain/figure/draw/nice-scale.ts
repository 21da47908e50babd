export interface NiceScale {
  /** Maximum of the axis; the minimum is always 0. */
  max: number;
  ticks: number[];
}

/**
 * Builds an axis from zero to just past `highest` with two to five even steps of 1, 2, 2.5 or 5 times a power
 * of ten. Does not exceed `limit` (100 for percentages). `whole` keeps the steps at whole numbers.
 */
export function buildNiceScale(
  highest: number,
  options: { limit?: number | undefined; whole?: boolean | undefined } = {},
): NiceScale {
  const top = Math.max(highest, 0);
  const rough = (top === 0 ? 1 : top) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  let step =
    [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough) ?? rough;
  if (options.whole && step < 1) step = 1;
  if (options.whole && !Number.isInteger(step)) step = Math.ceil(step);
  const limit = options.limit ?? Number.POSITIVE_INFINITY;
  const max = Math.min(Math.ceil((top === 0 ? step : top) / step - 1e-9) * step, limit);
  const ticks: number[] = [];
  for (let tick = 0; tick <= max + step * 1e-6; tick += step) ticks.push(Number(tick.toPrecision(12)));
  return { max: Math.max(max, ticks.at(-1) ?? max), ticks };
}

/** Chooses the unit of an axis, so that its numbers stay short: ones, thousands or millions. */
export function decideAxisUnit(max: number): {
  divisor: number;
  word: string | null;
  letter: string | null;
} {
  if (max >= 2_000_000) return { divisor: 1_000_000, word: 'millions', letter: 'm' };
  if (max >= 20_000) return { divisor: 1_000, word: 'thousands', letter: 'k' };
  return { divisor: 1, word: null, letter: null };
}
