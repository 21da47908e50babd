import type { SnapshotCell } from '../submission/snapshot-content.ts';

/** The total of an indicator in a report. */
export type Total = { indicator: string; cell: SnapshotCell };

/** A change is large if the figure has at least doubled or halved … */
const factor = 2;
/** … and differs by at least this much, so that 1 after 3 is not a large change. */
const leastDifference = 10;
/** For a percentage: the difference in percentage points. */
const leastPoints = 20;

type Reading = { kind: 'number' | 'share'; value: number };

function readTotal(cell: SnapshotCell | undefined): Reading | null {
  if (!cell || cell.state !== 'reported') return null;
  if (cell.numerator !== undefined && cell.denominator !== undefined) {
    const whole = Number(cell.denominator);
    return whole > 0 ? { kind: 'share', value: (100 * Number(cell.numerator)) / whole } : null;
  }
  return cell.value === undefined ? null : { kind: 'number', value: Number(cell.value) };
}

/** Whether a figure changed much; false if either is not a figure. */
export function isLargeChange(now: SnapshotCell | undefined, last: SnapshotCell | undefined): boolean {
  const [fresh, old] = [readTotal(now), readTotal(last)];
  if (!fresh || !old || fresh.kind !== old.kind) return false;
  const difference = Math.abs(fresh.value - old.value);
  if (fresh.kind === 'share') return difference >= leastPoints;
  const [low, high] = [Math.min(fresh.value, old.value), Math.max(fresh.value, old.value)];
  return difference >= leastDifference && high >= factor * low;
}

/** Lists the indicators whose totals changed much since the last round, in the order of the report. */
export function listLargeChanges(now: readonly Total[], last: readonly Total[]): string[] {
  const before = new Map(last.map(({ indicator, cell }) => [indicator, cell]));
  return now
    .filter(({ indicator, cell }) => isLargeChange(cell, before.get(indicator)))
    .map(({ indicator }) => indicator);
}
