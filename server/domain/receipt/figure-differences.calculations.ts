import { compareText } from '#server/domain/publication/compare-text.ts';
import type { RoundFigure } from '../finding/public-figure.types.ts';
import type {
  DocumentBody,
  Lists,
  PublishedIndicator,
  PublishedReporter,
  PublishedRound,
} from '../publication/documents.ts';
import { toRoundFigure } from '../publication/published-parts.ts';
import {
  type ChangeFacts,
  type ChangeReason,
  listChangeReasons,
  type StandsIn,
} from './change-reasons.rules.ts';
import { type CellDifference, mergeOrders } from './value-history.calculations.ts';

/** A cell in which two publications differ: what each shows, and why. */
export type FigureDifference = Omit<ChangeFacts, 'redefined'> & {
  indicator: string;
  title: string;
  measure: PublishedIndicator['measure'];
  unit: string;
  choices: PublishedIndicator['choices'];
  round: string;
  roundTitle: string;
  reporter: { code: string; name: string } | null;
  dimension: string | null;
  dimensionName: string | null;
  category: string | null;
  categoryName: string | null;
  was: RoundFigure | null;
  now: RoundFigure | null;
  reasons: ChangeReason[];
};

/** What must be known of a publication to compare it with another. */
export type ComparedSide = {
  /** Oldest first. */
  rounds: Map<string, PublishedRound>;
  /** In the order of the plan. */
  indicators: Map<string, PublishedIndicator>;
  reporters: Map<string, PublishedReporter>;
  coverage: DocumentBody<'coverage'>;
};

export type ComparedSides = {
  from: ComparedSide;
  to: ComparedSide;
  /** Indicators that the later one defines differently. */
  redefined: ReadonlySet<string>;
};

const byCode = <Item extends { code: string }>(items: readonly Item[]) =>
  new Map(items.map((item) => [item.code, item]));

export const buildComparedSide = (documents: {
  rounds: DocumentBody<'rounds'>;
  indicators: DocumentBody<'indicators'>;
  lists: Pick<Lists, 'reporters'>;
  coverage: DocumentBody<'coverage'>;
}): ComparedSide => ({
  rounds: byCode(documents.rounds),
  indicators: byCode(documents.indicators),
  reporters: byCode(documents.lists.reporters),
  coverage: documents.coverage,
});

const standsIn = (earlier: Map<string, unknown>, later: Map<string, unknown>, code: string): StandsIn =>
  earlier.has(code) ? (later.has(code) ? 'both' : 'earlier') : 'later';

const moreOf = (was: number | null | undefined, now: number | null | undefined) => {
  if (was == null || now == null) return null;
  return now > was ? 'more' : now < was ? 'fewer' : 'same';
};

function gatherFacts(
  { indicator, round, scope, was, now }: CellDifference,
  { from, to }: ComparedSides,
): Omit<ChangeFacts, 'redefined'> {
  const hasReported = ({ coverage }: ComparedSide) =>
    scope === 'region' ? null : coverage[scope]?.[round] === 'reported';
  return {
    roundIn: standsIn(from.rounds, to.rounds, round),
    indicatorIn: standsIn(from.indicators, to.indicators, indicator),
    scope: scope === 'region' ? 'region' : 'reporter',
    before: was?.state ?? null,
    after: now?.state ?? null,
    moreReports: moreOf(was?.contributing, now?.contributing),
    reporterBefore: hasReported(from),
    reporterAfter: hasReported(to),
  };
}

/** Lists the reasons why a cell differs, most important first. */
export const listDifferenceReasons = (cell: CellDifference, sides: ComparedSides): ChangeReason[] =>
  listChangeReasons({ ...gatherFacts(cell, sides), redefined: sides.redefined.has(cell.indicator) });

/**
 * Describes a cell in which two publications differ, in the words of the later one, or of the earlier one if
 * it is gone.
 */
export function describeDifference(cell: CellDifference, sides: ComparedSides): FigureDifference {
  const { from, to } = sides;
  const { indicator: code, round, scope, dimension, category, was, now } = cell;
  const indicator = to.indicators.get(code) ?? from.indicators.get(code);
  const split = indicator?.dimensions.find((each) => each.code === dimension);
  const part = split?.categories.find((each) => each.code === category);
  const reporter = (now ? to : from).reporters.get(scope);
  return {
    ...gatherFacts(cell, sides),
    indicator: code,
    title: indicator?.title ?? code,
    measure: indicator?.measure ?? 'text',
    unit: indicator?.unit ?? '',
    choices: indicator?.choices ?? [],
    round,
    roundTitle: (to.rounds.get(round) ?? from.rounds.get(round))?.title ?? round,
    reporter: reporter ? { code: reporter.code, name: reporter.name } : null,
    dimension,
    dimensionName: split?.name ?? dimension,
    category,
    categoryName: part?.name ?? category,
    was: was && toRoundFigure(round, was),
    now: now && toRoundFigure(round, now),
    reasons: listDifferenceReasons(cell, sides),
  };
}

/**
 * Sorts differences: newest round first, then indicators in the order of the plan, the region before
 * reporters by name, the total before its parts in the order of the indicator.
 */
export function sortDifferences(
  differences: readonly FigureDifference[],
  { from, to }: ComparedSides,
): FigureDifference[] {
  const place = new Map(
    mergeOrders([...from.indicators.keys()], [...to.indicators.keys()]).map((code, at) => [code, at]),
  );
  const startOf = (round: string) => (to.rounds.get(round) ?? from.rounds.get(round))?.periodStart ?? '';
  const keyed = differences.map((row) => {
    const dimensions = (to.indicators.get(row.indicator) ?? from.indicators.get(row.indicator))?.dimensions;
    // A breakdown that the indicator no longer has is sorted with the total.
    const split = dimensions?.findIndex(({ code }) => code === row.dimension) ?? -1;
    const part = dimensions?.[split]?.categories.findIndex(({ code }) => code === row.category) ?? -1;
    return {
      row,
      start: startOf(row.round),
      indicator: place.get(row.indicator) ?? -1,
      reporter: row.reporter?.name ?? null,
      split,
      part: part < 0 ? Infinity : part,
    };
  });
  type Keyed = (typeof keyed)[number];
  const byReporter = (a: Keyed, b: Keyed) => {
    if (a.reporter === null || b.reporter === null) {
      return Number(b.reporter === null) - Number(a.reporter === null);
    }
    return compareText(a.reporter, b.reporter);
  };
  return keyed
    .sort(
      (a, b) =>
        (a.start === b.start ? 0 : a.start < b.start ? 1 : -1) ||
        a.indicator - b.indicator ||
        byReporter(a, b) ||
        a.split - b.split ||
        // Both may be without a position.
        (a.part === b.part ? 0 : a.part - b.part),
    )
    .map(({ row }) => row);
}
