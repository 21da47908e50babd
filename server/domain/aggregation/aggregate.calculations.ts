import { serialiseDecimal, parseDecimal, calculateRatio } from '../value/decimal.calculations.ts';
import type { ValueState } from '../value/indicator-definition.ts';
import { getAnswerKind, measureRules, type Measure, type Aggregation } from '../value/measures.ts';

/** The state of one reporter's cell; a cell without a row is "not yet reported". */
export type ContributionState = ValueState | 'not_yet_reported';

/** An answer from a choice list; `counts`: whether a state with this answer is counted. */
export type CountedChoice = { code: string; counts: boolean };

export type AggregatedIndicator = {
  measure: Measure;
  aggregation: Aggregation;
  /** In the order of the list. Required for count_of_states. */
  choices?: readonly CountedChoice[] | undefined;
};

/** One reporter's content of one cell. Numbers are decimal text with up to four places, never floats. */
export type Contribution = {
  reporter: string;
  state: ContributionState;
  value: string | null;
  numerator: string | null;
  denominator: string | null;
  choice: string | null;
};

export type RegionalFigure = {
  /** Decimal text without trailing zeros; a percentage has one decimal; null if nobody reported. */
  value: string | null;
  numerator: string | null;
  denominator: string | null;
  /** For count_of_states: how many states gave each answer, in the order of the list, zeros included. */
  distribution: Record<string, number> | null;
  /** Codes of the reporters whose figures are included, sorted. */
  contributing: string[];
  /** How many reporters could have contributed: all except those to whom the cell does not apply. */
  expected: number;
  /** The number of reporters in each state. */
  coverage: Record<ContributionState, number>;
};

/**
 * Aggregates the contributions to one cell of one indicator in one round by the indicator's own rule. The
 * arithmetic is exact and does not depend on the order of the contributions.
 *
 * sum and sum_of_reports add; percentage divides the sum of numerators by the sum of denominators and never
 * averages percentages; count_of_states counts the states whose answer counts; none gives no figure. A
 * reported zero is a figure; if nobody reported, the figure is null, never 0. A "reported" cell without its
 * number counts as not available. Throws RangeError if a reporter is given twice, or for count_of_states
 * without a choice list.
 */
export function calculateRegionalFigure(input: {
  indicator: AggregatedIndicator;
  contributions: readonly Contribution[];
}): RegionalFigure {
  const { indicator } = input;
  const coverage: RegionalFigure['coverage'] = {
    reported: 0,
    not_available: 0,
    not_applicable: 0,
    not_yet_reported: 0,
  };
  const reporters = new Set<string>();
  const reported: Contribution[] = [];
  for (const contribution of input.contributions) {
    if (reporters.has(contribution.reporter)) {
      throw new RangeError(`${contribution.reporter} contributes twice to one cell.`);
    }
    reporters.add(contribution.reporter);
    const state = findContributionState(indicator.measure, contribution);
    coverage[state] += 1;
    if (state === 'reported') reported.push(contribution);
  }
  return {
    ...putTogether(indicator, reported),
    contributing: reported.map(({ reporter }) => reporter).sort(),
    expected: reporters.size - coverage.not_applicable,
    coverage,
  };
}

/**
 * Returns the state of a cell, where "reported" without the number that its measure needs is "not available".
 */
export function findContributionState(
  measure: Measure,
  cell: Pick<Contribution, 'state' | 'value' | 'numerator' | 'denominator' | 'choice'>,
): ContributionState {
  if (cell.state !== 'reported' || getAnswerKind(measure) === 'text') return cell.state;
  const complete =
    getAnswerKind(measure) === 'ratio'
      ? cell.numerator !== null && cell.denominator !== null
      : getAnswerKind(measure) === 'choice'
        ? cell.choice !== null
        : cell.value !== null;
  return complete ? 'reported' : 'not_available';
}

type Quantities = Pick<RegionalFigure, 'value' | 'numerator' | 'denominator' | 'distribution'>;

function putTogether(indicator: AggregatedIndicator, reported: readonly Contribution[]): Quantities {
  const nothing: Quantities = { value: null, numerator: null, denominator: null, distribution: null };
  if (reported.length === 0) return nothing;
  switch (indicator.aggregation) {
    case 'none':
      return nothing;
    case 'sum':
    case 'sum_of_reports':
      return { ...nothing, value: serialiseDecimal(addUp(reported, 'value')) };
    case 'percentage': {
      const numerator = addUp(reported, 'numerator');
      const denominator = addUp(reported, 'denominator');
      return {
        ...nothing,
        value: calculateRatio(numerator, denominator, measureRules[indicator.measure].factor),
        numerator: serialiseDecimal(numerator),
        denominator: serialiseDecimal(denominator),
      };
    }
    case 'count_of_states':
      return { ...nothing, ...countStates(indicator, reported) };
  }
}

function addUp(reported: readonly Contribution[], field: 'value' | 'numerator' | 'denominator'): bigint {
  return reported.reduce((sum, contribution) => sum + parseDecimal(contribution[field] ?? '0'), 0n);
}

function countStates(
  { choices }: AggregatedIndicator,
  reported: readonly Contribution[],
): Pick<RegionalFigure, 'value' | 'distribution'> {
  if (!choices) throw new RangeError('A count of states needs the list of answers and which of them count.');
  const counts = new Map(choices.map(({ code }) => [code, 0]));
  // An answer that has since left the list is still shown, but does not count.
  const given = reported.map(({ choice }) => choice ?? '').sort();
  for (const choice of given) counts.set(choice, (counts.get(choice) ?? 0) + 1);
  const counted = choices
    .filter((choice) => choice.counts)
    .reduce((sum, { code }) => sum + (counts.get(code) ?? 0), 0);
  return { value: String(counted), distribution: Object.fromEntries(counts) };
}
