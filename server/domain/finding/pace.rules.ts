import { parseDecimal } from '../value/decimal.calculations.ts';
import { getYear, isFlow, isYearCovered } from './figure-words.ts';
import type { PublicIndicator, PublicRound, RoundFigure, YearAmount } from './public-figure.types.ts';

/**
 * How far something is on its way, beside how much of the time for it has passed. Both are computed from what a
 * publication shows with a number: a suppressed figure, a range or one that is not released gives no pace, so a pace
 * tells nothing that the figures beside it do not.
 */
export type TargetPace = {
  /** Of the time from the start to the end of the year of the target, in whole per cent. */
  elapsed: number;
  /** Of the way from the start to the target, in whole per cent, rounded down: 100 only where it is reached. */
  reached: number;
  /** The reports in the figure; null where the figure does not say. */
  contributing: number | null;
  expected: number | null;
};

type Round = Pick<PublicRound, 'code' | 'periodStart' | 'periodEnd'>;
type Figure = Pick<RoundFigure, 'round' | 'state' | 'value' | 'contributing' | 'expected'>;

export type PaceSubject = Pick<PublicIndicator, 'direction' | 'aggregation' | 'baseline'>;

const day = 86_400_000;
/** Days from the start of one day to the end of another. */
const countDays = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / day + 1;

/** The share of a period that has passed at the end of a day, in whole per cent. */
export function calculateElapsed(period: { from: string; to: string }, today: string): number {
  const share = countDays(period.from, today) / countDays(period.from, period.to);
  return Math.round(Math.min(1, Math.max(0, share)) * 100);
}

/**
 * Calculates the pace of a target. Null where it would compare what cannot be compared: without a direction, where the
 * newest round has no public number, where the definition changed on the way (`breaks` are the rounds of
 * `listDefinitionBreaks`), or where other reports are in the figures than before. What adds up runs over the year of the
 * target; anything else from the baseline, or from the first round, to the end of that year.
 */
export function calculateTargetPace(
  { direction, aggregation, baseline }: PaceSubject,
  target: YearAmount,
  rounds: readonly Round[],
  figures: readonly Figure[],
  breaks: readonly string[],
): TargetPace | null {
  if (direction === 'none') return null;
  const flow = isFlow(aggregation);
  const sorted = rounds
    .filter((round) => getYear(round) <= target.year)
    .toSorted((a, b) => (a.periodEnd < b.periodEnd ? -1 : 1));
  const considered = flow ? sorted.filter((round) => getYear(round) === target.year) : sorted;
  const [first, newest] = [considered[0], considered.at(-1)];
  if (!first || !newest) return null;
  const start = baseline && !flow ? `${baseline.year + 1}-01-01` : first.periodStart;
  const from = flow ? `${target.year}-01-01` : start;
  const to = `${target.year}-12-31`;
  if (newest.periodEnd < from || (flow && !isCoveredUpTo(considered, target.year))) return null;
  const isOnTheWay = (round: Round) => round.periodEnd >= from && (!flow || round !== first);
  if (considered.some((round) => isOnTheWay(round) && breaks.includes(round.code))) return null;
  const found = considered.map(({ code }) => figures.find(({ round }) => round === code) ?? null);
  const needed = flow ? found : found.slice(-1);
  const shown = needed.flatMap((figure) =>
    figure?.state === 'reported' && figure.value !== null ? [{ ...figure, value: figure.value }] : [],
  );
  const last = shown.at(-1);
  if (!last || shown.length < needed.length) return null;
  // What a round before it stood on; its own number may be hidden.
  const before = flow ? shown : found.slice(-2);
  if (before.some((figure) => figure && !hasSameCoverage(figure, last))) return null;
  const value = shown.reduce((sum, figure) => sum + parseDecimal(figure.value), 0n);
  const reached = calculateReached(value, parseDecimal(target.value), direction, flow ? null : baseline);
  if (reached === null) return null;
  const { contributing, expected } = last;
  return { elapsed: calculateElapsed({ from, to }, newest.periodEnd), reached, contributing, expected };
}

const hasSameCoverage = (one: Figure, other: Figure): boolean =>
  one.contributing === other.contributing && one.expected === other.expected;

/** Whether rounds cover a year from its first day without a gap. */
const isCoveredUpTo = (rounds: readonly Round[], year: number): boolean => {
  if (isYearCovered([...rounds], year)) return true;
  return rounds.every(({ periodStart }, at) => {
    const before = rounds[at - 1];
    return before
      ? Date.parse(periodStart) - Date.parse(before.periodEnd) === day
      : periodStart === `${year}-01-01`;
  });
};

/** The share of the way in whole per cent; null where there is no way to measure. */
function calculateReached(
  value: bigint,
  target: bigint,
  direction: 'up' | 'down',
  baseline: YearAmount | null,
): number | null {
  const from = baseline ? parseDecimal(baseline.value) : 0n;
  if (direction === 'down') return baseline ? share(from - value, from - target) : null;
  return share(value - from, target - from);
}

/** Beyond ten times the way a percentage says that target and figure do not fit, and is told to nobody. */
const mostReached = 1000n;

function share(done: bigint, all: bigint): number | null {
  if (all <= 0n) return null;
  const percent = done <= 0n ? 0n : (done * 100n) / all;
  return percent > mostReached ? null : Number(percent);
}

/** How far an activity is in its own years at the end of a round. */
export type ActivityPace = {
  /** Of the days of the years in which it is planned, in whole per cent. */
  elapsed: number;
  /** What its lead body says, for this round. */
  says: 'done' | 'delayed' | 'on_track' | 'other';
};

/**
 * Calculates the pace of an activity: the share of its planned years that has passed, and what its lead body reports
 * of it. Null before its first day, without planned years, and where its lead body has not reported for the round: an
 * older report says nothing of the time since.
 */
export function calculateActivityPace(
  years: readonly number[],
  stand: { status: string | null; carriedFrom: string | null; left?: unknown },
  statuses: readonly { code: string; isLate: boolean; isDone: boolean; isOnTrack: boolean }[],
  today: string,
): ActivityPace | null {
  const word = statuses.find(({ code }) => code === stand.status);
  if (!word || stand.carriedFrom !== null || stand.left !== undefined || years.length === 0) return null;
  const days = [...new Set(years)].map((year) => {
    const [from, to] = [`${year}-01-01`, `${year}-12-31`];
    const all = countDays(from, to);
    return { all, passed: Math.min(all, Math.max(0, countDays(from, today))) };
  });
  const [passed, all] = [sum(days.map((each) => each.passed)), sum(days.map((each) => each.all))];
  if (passed === 0) return null;
  return {
    elapsed: Math.round((passed / all) * 100),
    says: word.isDone ? 'done' : word.isLate ? 'delayed' : word.isOnTrack ? 'on_track' : 'other',
  };
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);

/** "50% of the time, 40% of the target", with the reports in it where some are missing. */
export function describeTargetPace({ elapsed, reached, contributing, expected }: TargetPace): string {
  const reports =
    contributing === null || expected === null || contributing === expected
      ? ''
      : ` (${contributing} of ${expected} reported)`;
  return `${elapsed}% of the time, ${reached}% of the target${reports}`;
}
