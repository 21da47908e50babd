import { isFlow } from '../finding/figure-words.ts';
import type { PublicIndicator, PublicRound, RoundFigure } from '../finding/public-figure.types.ts';
import { yearOf } from '../finding/round-words.ts';
import { addUpYears } from '../finding/year-totals.ts';

/** How a figure compares with a target. The words for people are in targetOutcomes. */
export type TargetOutcome = 'met' | 'missed' | 'not_due' | 'incomplete' | 'no_figure';
export const targetOutcomes: Record<TargetOutcome, string> = {
  met: 'target met',
  missed: 'target not met',
  not_due: 'not due yet',
  incomplete: 'year not complete',
  no_figure: 'no public figure',
};

export type HeldTarget = {
  targetYear: number;
  target: string;
  /** The year of the figure; null if there is none. */
  actualYear: number | null;
  actual: string | null;
  outcome: TargetOutcome;
};

/**
 * Compares an indicator's public figures with its target: that of the newest year reported on, otherwise the
 * next, otherwise the last. A flow is added up over the year; for anything else the newest figure of the year
 * counts. A year with a part that is not public is not judged. Null if there is no target.
 */
export function holdAgainstTarget(
  indicator: Pick<PublicIndicator, 'targets' | 'direction' | 'aggregation' | 'measure'>,
  rounds: readonly PublicRound[],
  figures: readonly RoundFigure[],
): HeldTarget | null {
  const { targets, direction } = indicator;
  const last = rounds.at(-1);
  if (targets.length === 0 || direction === 'none' || !last) return null;
  const now = yearOf(last);
  const target = targets.find(({ year }) => year >= now) ?? targets.at(-1);
  if (!target) return null;
  const year = Math.min(target.year, now);
  const { value, complete } = readYear(indicator, rounds, figures, year);
  const held = { targetYear: target.year, target: target.value };
  if (value === null) return { ...held, actualYear: null, actual: null, outcome: 'no_figure' };
  const found = { ...held, actualYear: year, actual: value };
  const reached =
    direction === 'up' ? Number(value) >= Number(target.value) : Number(value) <= Number(target.value);
  if (target.year > now) return { ...found, outcome: 'not_due' };
  // A total that only grows has met its target as soon as it reaches it.
  if (!complete) return { ...found, outcome: reached && direction === 'up' ? 'met' : 'incomplete' };
  return { ...found, outcome: reached ? 'met' : 'missed' };
}

function readYear(
  { aggregation, measure }: Pick<PublicIndicator, 'aggregation' | 'measure'>,
  rounds: readonly PublicRound[],
  figures: readonly RoundFigure[],
  year: number,
): { value: string | null; complete: boolean } {
  const total = addUpYears(rounds, figures).find((one) => one.year === year);
  if (!total) return { value: null, complete: false };
  if (isFlow(aggregation) && measure !== 'percentage') {
    return { value: total.total, complete: total.complete };
  }
  const inYear = rounds.filter((round) => yearOf(round) === year);
  const newest = figures.findLast(
    ({ round, state }) => state === 'reported' && inYear.some(({ code }) => code === round),
  );
  return { value: newest?.value ?? null, complete: total.over && newest?.round === inYear.at(-1)?.code };
}
