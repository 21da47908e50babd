import { describeTiming, type Timing } from '../submission/due-dates.rules.ts';
import type { SnapshotCell } from '../submission/snapshot-content.ts';

/** Why a report should be looked at before others. */
export const riskKinds = ['warnings', 'changes', 'first', 'returned', 'late'] as const;
export type RiskKind = (typeof riskKinds)[number];

/** What is known of a waiting report before anybody has opened it. */
export type RiskFacts = {
  /** Warnings that were left in the report, and how many of them have a reason. */
  warnings: number;
  reasons: number;
  /** Codes of the indicators that changed much since the last round. */
  changes: readonly string[];
  lastRound: string | null;
  /** Whether the reporter has never submitted a report before. */
  first: boolean;
  /** How often it has been returned. */
  returned: number;
  timing: Timing;
};

export type Risk = {
  points: number;
  reasons: { kind: RiskKind; words: string }[];
};

/** More of one kind than this add no weight: nobody reads a report twice for its eleventh warning. */
const most = 5;
const points = { warning: 2, change: 2, first: 6, returned: 4, late: 1 } as const;

const times = (n: number) => (n === 1 ? 'once' : n === 2 ? 'twice' : `${n} times`);

/**
 * Returns the weight of a report in the queue, with the reasons in words. A first report weighs as much as
 * three warnings, a return as two, being late as half of one. The points only sort the queue and are shown
 * nowhere.
 */
export function calculateRisk(facts: RiskFacts): Risk {
  const reasons: Risk['reasons'] = [];
  let sum = 0;
  const add = (kind: RiskKind, weight: number, words: string) => {
    sum += weight;
    reasons.push({ kind, words });
  };
  if (facts.warnings > 0) {
    add(
      'warnings',
      points.warning * Math.min(facts.warnings, most),
      describeWarnings(facts.warnings, Math.min(facts.reasons, facts.warnings)),
    );
  }
  if (facts.changes.length > 0) {
    add(
      'changes',
      points.change * Math.min(facts.changes.length, most),
      `far from ${facts.lastRound ?? 'the last round'}: ${describeCodes(facts.changes)}`,
    );
  }
  if (facts.first) add('first', points.first, 'first report of this reporter');
  if (facts.returned > 0) add('returned', points.returned, `returned ${times(facts.returned)} before`);
  if (facts.timing.state === 'late') add('late', points.late, describeTiming(facts.timing));
  return { points: sum, reasons };
}

function describeWarnings(warnings: number, reasons: number): string {
  if (warnings === 1) return `1 warning left, ${reasons === 1 ? 'with a reason' : 'no reason given'}`;
  const given =
    reasons === warnings
      ? 'all with reasons'
      : reasons === 0
        ? 'no reasons given'
        : `${reasons} with a reason`;
  return `${warnings} warnings left, ${given}`;
}

function describeCodes(codes: readonly string[]): string {
  const shown = codes.slice(0, 3);
  const more = codes.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}

type Queued = { risk: Risk; submittedAt: string };

/** Sorts the queue by weight, highest first; equal ones in order of arrival. */
export const sortByRisk = <Report extends Queued>(reports: readonly Report[]): Report[] =>
  [...reports].sort(
    (a, b) =>
      b.risk.points - a.risk.points ||
      (a.submittedAt < b.submittedAt ? -1 : a.submittedAt > b.submittedAt ? 1 : 0),
  );

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
