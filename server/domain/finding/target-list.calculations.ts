import type { RoundFigure } from './public-figure.types.ts';
import type { DocumentBody, PublishedIndicator, PublishedRound } from '../publication/documents.ts';
import { parseDecimal } from '../value/decimal.calculations.ts';
import { calculateTargetPace, type TargetPace } from './pace.rules.ts';
import { decideTargets, listDefinitionBreaks, type TargetOutcome } from './year-verdict.rules.ts';

/** One target of an indicator for a year, and whether it was met. Numbers are decimal text. */
export type ListedTarget = Pick<
  PublishedIndicator,
  'code' | 'title' | 'area' | 'level' | 'measure' | 'unit' | 'direction' | 'reportedBy'
> & {
  year: number;
  target: string;
  /** The figure of the year that is compared with it; null if there is none. */
  value: string | null;
  /** The rounds in `value`, with how many reported of how many that were due. */
  parts: { round: string; contributing: number | null; expected: number | null }[];
  outcome: TargetOutcome;
  /** Why it cannot be said, in words; empty for every other outcome. */
  doubt: string;
  /** Where it cannot be said: whether the reports that are in reach it. Null for every other outcome, and without a figure. */
  soFar: 'reached' | 'short' | null;
  /** How far it is, beside how much of its time has passed; null where that cannot be compared. */
  pace: TargetPace | null;
};

type TargetDocuments = {
  rounds: readonly PublishedRound[];
  indicators: readonly PublishedIndicator[];
  totals: Record<string, RoundFigure[]>;
  comparability: DocumentBody<'comparability'>;
};

/**
 * Lists every target of a publication in the order of the plan, then by year. Indicators without a direction have
 * none that could be met.
 */
export function listTargets({ rounds, indicators, totals, comparability }: TargetDocuments): ListedTarget[] {
  return indicators.flatMap((indicator) => {
    const { code, title, area, level, measure, unit, direction, reportedBy } = indicator;
    const breaks = listDefinitionBreaks(comparability, code);
    return decideTargets(indicator, rounds, totals[code] ?? [], breaks).map(
      ({ target, figure, outcome, doubt }) => ({
        code,
        title,
        area,
        level,
        measure,
        unit,
        direction,
        reportedBy,
        year: target.year,
        target: target.value,
        value: figure.value,
        parts: figure.parts,
        outcome,
        doubt,
        soFar:
          outcome === 'cannot_be_said' && figure.value !== null
            ? compareWithTarget(direction, figure.value, target.value)
            : null,
        pace: calculateTargetPace(indicator, target, rounds, totals[code] ?? [], breaks),
      }),
    );
  });
}

function compareWithTarget(
  direction: PublishedIndicator['direction'],
  value: string,
  target: string,
): 'reached' | 'short' {
  const reached =
    direction === 'down'
      ? parseDecimal(value) <= parseDecimal(target)
      : parseDecimal(value) >= parseDecimal(target);
  return reached ? 'reached' : 'short';
}

/**
 * Finds the year whose targets a publication judges: the last one that its rounds reach the end of; before the end of
 * a first one the first year with targets. Null if there is no target.
 */
export function findTargetYear(
  targets: readonly { year: number }[],
  rounds: readonly { periodEnd: string }[],
): number | null {
  const years = [...new Set(targets.map(({ year }) => year))].sort((a, b) => a - b);
  const over = years.filter((year) => rounds.some(({ periodEnd }) => periodEnd >= `${year}-12-31`));
  return over.at(-1) ?? years[0] ?? null;
}

/** How many targets were set, how they ended, and of those that cannot be judged what the reports that are in say. */
export type TargetCounts = { set: number } & Record<TargetOutcome | 'reached' | 'short', number>;

/** Counts targets by outcome. */
export function countTargets(targets: readonly Pick<ListedTarget, 'outcome' | 'soFar'>[]): TargetCounts {
  const counts: TargetCounts = {
    set: targets.length,
    met: 0,
    missed: 0,
    not_due: 0,
    cannot_be_said: 0,
    reached: 0,
    short: 0,
  };
  for (const { outcome, soFar } of targets) {
    counts[outcome] += 1;
    if (soFar) counts[soFar] += 1;
  }
  return counts;
}

/** The year that a publication judges, and the targets of that year with their counts. */
export type JudgedYear = { year: number; counts: TargetCounts; targets: ListedTarget[] };

/** Finds the targets of the year that a publication judges; null without a target. */
export function findJudgedYear(
  all: readonly ListedTarget[],
  rounds: readonly { periodEnd: string }[],
): JudgedYear | null {
  const year = findTargetYear(all, rounds);
  if (year === null) return null;
  const targets = all.filter((each) => each.year === year);
  return { year, counts: countTargets(targets), targets };
}

/**
 * Finds, among the targets of a year, the one for the money that is put into the plan: that of its first indicator of
 * money among the inputs. Null for a plan without one.
 */
export const findMoneyTarget = (targets: readonly ListedTarget[]): ListedTarget | null =>
  targets.find(({ measure, level }) => measure === 'money' && level === 'input') ?? null;
