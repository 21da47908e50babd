import { type ContributionState, findContributionState } from '../aggregation/aggregate.calculations.ts';
import { parseDecimal } from '../value/decimal.calculations.ts';
import type { Release } from '../value/indicator-definition.ts';
import { getAnswerKind, type Measure } from '../value/measures.ts';
import type { DisclosedIndicator, DisclosureCell, DisclosureRound } from './disclosure.types.ts';

/** One whole unit (one person, one state, one dollar) in the units of the decimal arithmetic. */
export const WHOLE = 10_000n;

export type Place = { dimension: string | null; category: string | null };

export type TableCell = {
  release: Release;
  state: ContributionState;
  /**
   * The exact quantities behind the cell: its value; numerator and denominator; or, for a choice, one whole
   * for the given answer and zero for every other. Null if nothing is reported or the measure is text.
   */
  amounts: bigint[] | null;
  choice: string | null;
};

/** A round as a full table, sorted, so that nothing later depends on the order of the input. */
export type RoundTable = {
  round: string;
  reporters: string[];
  /** The total first, then the parts by dimension and category. */
  places: Place[];
  /** By reporter, then by place. */
  cells: TableCell[][];
  /** The answers of a choice; empty for other measures. */
  answers: string[];
};

/**
 * Builds the table of a round; a cell that is not given is not yet reported. `mentioned` are answers that
 * occur elsewhere (earlier figures). Throws RangeError if a cell is given twice.
 */
export function buildRoundTable(
  indicator: DisclosedIndicator,
  { round, cells: given }: DisclosureRound,
  mentioned: readonly string[] = [],
): RoundTable {
  const reporters = [...new Set(given.map(({ reporter }) => reporter))].sort();
  const keys = given.map(buildPlaceKey);
  const keyed = [...new Map(given.map((cell, at) => [keys[at]!, cell])).entries()].sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  const places = keyed.map(([, { dimension, category }]) => ({ dimension, category }));
  const answers = listAnswers(indicator, given, mentioned);
  const reporterAt = new Map(reporters.map((reporter, index) => [reporter, index]));
  const placeAt = new Map(keyed.map(([key], index) => [key, index]));
  const rows: (TableCell | undefined)[][] = reporters.map(() => places.map(() => undefined));
  given.forEach((cell, at) => {
    const row = rows[reporterAt.get(cell.reporter)!]!;
    const place = placeAt.get(keys[at]!)!;
    if (row[place]) {
      throw new RangeError(`${cell.reporter} has a cell twice in ${round}: ${keys[at] || 'total'}.`);
    }
    const state = findContributionState(indicator.measure, cell);
    row[place] = {
      release: cell.release,
      state,
      amounts: state === 'reported' ? findAmounts(indicator.measure, answers, cell) : null,
      choice: state === 'reported' ? cell.choice : null,
    };
  });
  const cells = rows.map((row) => {
    // Consent is given for each indicator report, so a cell without a row has the consent of its neighbours.
    const release = row.find((cell) => cell !== undefined)?.release ?? 'regional';
    const blank: TableCell = { release, state: 'not_yet_reported', amounts: null, choice: null };
    return row.map((cell) => cell ?? blank);
  });
  return { round, reporters, places, cells, answers };
}

export function findCell({ reporters, places, cells }: RoundTable, reporter: string, place: Place) {
  const key = buildPlaceKey(place);
  return cells[reporters.indexOf(reporter)]?.[places.findIndex((one) => buildPlaceKey(one) === key)];
}

/** Returns a key that sorts the total before its parts. */
export function buildPlaceKey({ dimension, category }: Place): string {
  return dimension === null ? '' : `${dimension}\u0000${category ?? ''}`;
}

/**
 * Returns the quantities of a figure with numbers; for a choice from its answer or from the distribution of
 * answers.
 */
export function findAmounts(
  measure: Measure,
  answers: readonly string[],
  figure: Pick<DisclosureCell, 'value' | 'numerator' | 'denominator' | 'choice'> & {
    distribution?: Record<string, number> | null;
  },
): bigint[] | null {
  switch (getAnswerKind(measure)) {
    case 'text':
      return null;
    case 'ratio':
      if (figure.numerator === null || figure.denominator === null) return null;
      return [parseDecimal(figure.numerator), parseDecimal(figure.denominator)];
    case 'choice': {
      const { choice, distribution } = figure;
      if (distribution) return answers.map((answer) => BigInt(distribution[answer] ?? 0) * WHOLE);
      return choice === null ? null : answers.map((answer) => (answer === choice ? WHOLE : 0n));
    }
    default:
      return figure.value === null ? null : [parseDecimal(figure.value)];
  }
}

function listAnswers(
  indicator: DisclosedIndicator,
  given: readonly DisclosureCell[],
  mentioned: readonly string[],
): string[] {
  if (getAnswerKind(indicator.measure) !== 'choice') return [];
  const listed = (indicator.choices ?? []).map(({ code }) => code);
  const others = [...mentioned, ...given.flatMap(({ choice }) => choice ?? [])].sort();
  return [...new Set([...listed, ...others])];
}
