import { colours, element, type Markup } from './svg.ts';

/** Years side by side from `left` to `right` (px), the first and the last included. */
export type YearAxis = { first: number; last: number; left: number; right: number };

export const calculateYearWidth = ({ first, last, left, right }: YearAxis): number =>
  (right - left) / Math.max(1, last - first + 1);

/** Returns the start of a year. */
export const calculateYearPosition = (axis: YearAxis, year: number): number =>
  axis.left + (year - axis.first) * calculateYearWidth(axis);

/** Returns the position of a day (ISO date), limited to the axis. `atEnd` is for the end of that day. */
export function calculateDayPosition(axis: YearAxis, iso: string, atEnd = false): number {
  const year = Number(iso.slice(0, 4));
  const start = Date.UTC(year, 0, 1);
  const day = Date.parse(`${iso}T00:00:00Z`) + (atEnd ? 86_400_000 : 0);
  const share = (day - start) / (Date.UTC(year + 1, 0, 1) - start);
  const x = calculateYearPosition(axis, year) + share * calculateYearWidth(axis);
  return Math.min(axis.right, Math.max(axis.left, x));
}

/** Draws the numbers of the years, each over its middle, and a hairline between two years. */
export function drawYears(axis: YearAxis, baseline: number, top: number, bottom: number): Markup[] {
  const { first, last } = axis;
  const parts: Markup[] = [];
  for (let year = first; year <= last; year += 1) {
    const x = calculateYearPosition(axis, year);
    parts.push(
      element(
        'text',
        {
          x: x + calculateYearWidth(axis) / 2,
          y: baseline,
          'text-anchor': 'middle',
          'font-size': 12,
          fill: colours.muted,
        },
        String(year),
      ),
      element('line', { x1: x, x2: x, y1: top, y2: bottom, stroke: colours.rule }),
    );
  }
  const end = calculateYearPosition(axis, last + 1);
  parts.push(element('line', { x1: end, x2: end, y1: top, y2: bottom, stroke: colours.rule }));
  return parts;
}

/** Groups years into runs: 2024, 2025, 2027 are 2024 to 2025 and 2027 to 2027. */
export function listRuns(years: readonly number[]): { from: number; to: number }[] {
  const runs: { from: number; to: number }[] = [];
  for (const year of [...new Set(years)].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last && last.to === year - 1) last.to = year;
    else runs.push({ from: year, to: year });
  }
  return runs;
}
