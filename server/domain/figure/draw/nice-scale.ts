export interface NiceScale {
  /** Top of the axis; the bottom is always 0. */
  max: number;
  ticks: number[];
}

/**
 * An axis from zero to just past `highest` with two to five even steps of 1, 2, 2.5 or 5 times a power of ten.
 * With `limit` (100 for percentages) it does not go beyond that. `whole` keeps the steps at whole numbers.
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

/** In what the numbers of an axis are written, so that they stay short: ones, thousands or millions. */
export function chooseAxisUnit(max: number): {
  divisor: number;
  word: string | null;
  letter: string | null;
} {
  if (max >= 2_000_000) return { divisor: 1_000_000, word: 'millions', letter: 'm' };
  if (max >= 20_000) return { divisor: 1_000, word: 'thousands', letter: 'k' };
  return { divisor: 1, word: null, letter: null };
}
