import { type Contribution, calculateRegionalFigure } from '../aggregation/aggregate.calculations.ts';
import type { CountRange } from '../value/count-range.ts';
import { calculateRatio, serialiseDecimal } from '../value/decimal.calculations.ts';
import { getAnswerKind, measureRules } from '../value/measures.ts';
import { buildPublicNote, type Reason, reasons } from './disclosure-reasons.rules.ts';
import type { DisclosureRules } from './disclosure-settings.rules.ts';
import type {
  DisclosedIndicator,
  DisclosureInput,
  DisclosureRound,
  EarlierFigure,
  PublicFigure,
  PublishedState,
  SupersededCells,
} from './disclosure.types.ts';
import type { EarlierSum } from './earlier-figures.calculations.ts';
import type { PastRound } from './past-rounds.calculations.ts';
import {
  findKeptFigure,
  hasRanges,
  hasSmallCount,
  isToldAsSmall,
  type PrimaryDecision,
  type Verdict,
} from './primary-disclosure.rules.ts';
import { getFigureNumber } from './public-quantities.calculations.ts';
import type { RoundTable } from './round-table.calculations.ts';

/** What the decision on one round depends on, and nothing else. */
export type RoundInput = {
  indicator: DisclosedIndicator;
  rules: DisclosureRules;
  round: DisclosureRound;
  earlier: EarlierFigure[];
  superseded: SupersededCells[];
};

/** A round while it is decided. */
export type RoundDecision = {
  input: RoundInput;
  rules: DisclosureRules;
  table: RoundTable;
  pasts: readonly PastRound[];
  earlier: readonly EarlierSum[];
  primary: PrimaryDecision;
  /** Figures suppressed to protect others, by number in the table. */
  complementary: Set<number>;
  /** Ranges of suppressed sums of the region, by number in the table. */
  ranges: Map<number, CountRange>;
  /** Whether small counts are shown as ranges. */
  isTelling: boolean;
};

/** Builds what is published of a round that has been decided: the region first, then each reporter. */
export function buildFigures(decision: RoundDecision): PublicFigure[] {
  const { table, primary } = decision;
  const regional =
    primary.regional?.map((verdict, place) => buildRegionalFigure(decision, place, verdict)) ?? [];
  const national = table.reporters.flatMap((_, reporter) =>
    table.places.map((__, place) => buildNationalFigure(decision, reporter, place)),
  );
  return [...regional, ...national];
}

function buildRegionalFigure(decision: RoundDecision, place: number, verdict: Verdict): PublicFigure {
  const { input, table, rules, earlier, primary } = decision;
  const contributions = table.cells.map((row, reporter): Contribution & { withheld: boolean } => {
    const { amounts, choice, state, release } = row[place]!;
    const withheld = release === 'withheld';
    return {
      reporter: table.reporters[reporter]!,
      state: withheld && state !== 'not_applicable' ? 'not_available' : state,
      ...writeAmounts(input, withheld ? null : amounts),
      choice: withheld ? null : choice,
      withheld,
    };
  });
  const figure = calculateRegionalFigure({ indicator: input.indicator, contributions });
  const base: PublicFigure = {
    ...createFigure(table, 'region', place),
    contributing: verdict.status === 'closed' ? [] : figure.contributing,
    expected: figure.expected,
    state: 'reported',
  };
  if (verdict.status === 'closed') return closeFigure(base, 'withheld', verdict.reasons);
  if (verdict.status === 'blank') {
    const { not_available, not_yet_reported } = figure.coverage;
    const state =
      not_yet_reported > 0 ? 'not_yet_reported' : not_available > 0 ? 'not_available' : 'not_applicable';
    return { ...base, show: true, state };
  }
  const why = [...verdict.reasons];
  if (decision.complementary.has(getFigureNumber(table, null, place))) why.push(reasons.complementary);
  if (why.length === 0) {
    const { value, numerator, denominator, distribution } = figure;
    return { ...base, show: true, value, numerator, denominator, distribution };
  }
  const kept = findKeptFigure(input.indicator, rules, table, earlier, place);
  if (!kept) {
    const isTold = isToldAsSmall(input.indicator, rules, { table, primary, place, quantity: 0 });
    const small = isTold ? findRange(decision, primary.sums[place]!.sums) : null;
    const range = small ?? decision.ranges.get(getFigureNumber(table, null, place)) ?? null;
    return { ...closeFigure(base, 'suppressed', why), range };
  }
  const reasonsNow = [...why, reasons.keptAsPublished];
  return {
    ...base,
    show: true,
    ...writeAmounts(input, kept.amounts),
    ...(getAnswerKind(input.indicator.measure) === 'choice'
      ? { value: kept.figure.value, distribution: kept.figure.distribution }
      : {}),
    contributing: [...kept.figure.contributing].sort(),
    keptFrom: kept.figure.publication,
    reasons: reasonsNow,
    publicNote: buildPublicNote(reasonsNow),
  };
}

function buildNationalFigure(decision: RoundDecision, reporter: number, place: number): PublicFigure {
  const { input, table, primary, complementary } = decision;
  const cell = table.cells[reporter]![place]!;
  const verdict = primary.national[reporter]![place]!;
  const code = table.reporters[reporter]!;
  const base = createFigure(table, code, place);
  base.state = cell.state;
  base.expected = verdict.status === 'closed' || cell.state !== 'not_applicable' ? 1 : 0;
  if (verdict.status === 'closed') return closeFigure(base, 'withheld', verdict.reasons);
  if (verdict.status === 'blank') return Object.assign(base, { show: true });
  base.contributing = [code];
  const why = [...verdict.reasons];
  if (complementary.has(getFigureNumber(table, reporter, place))) why.push(reasons.complementary);
  if (why.length > 0)
    return { ...closeFigure(base, 'suppressed', why), range: findRange(decision, cell.amounts!) };
  return Object.assign(base, { show: true, choice: cell.choice }, writeAmounts(input, cell.amounts));
}

/** Whether an indicator can show small counts as ranges. */
export const canTell = (indicator: DisclosedIndicator, { smallCountUpTo }: DisclosureRules) =>
  hasRanges(indicator) && smallCountUpTo > 0;

/** Returns the range of a suppressed small count. That it is small is taken as known wherever it matters. */
function findRange(
  { input, rules, isTelling }: RoundDecision,
  amounts: readonly bigint[],
): PublicFigure['range'] {
  if (!isTelling || !canTell(input.indicator, rules) || !hasSmallCount(input.indicator, rules, amounts))
    return null;
  return { least: 1, most: rules.smallCountUpTo };
}

function createFigure({ round, places }: RoundTable, scope: string, place: number): PublicFigure {
  return {
    round,
    scope,
    dimension: places[place]!.dimension,
    category: places[place]!.category,
    show: false,
    state: 'not_yet_reported',
    value: null,
    numerator: null,
    denominator: null,
    distribution: null,
    choice: null,
    range: null,
    contributing: [],
    expected: 0,
    keptFrom: null,
    reasons: [],
    publicNote: null,
  };
}

function closeFigure(figure: PublicFigure, state: PublishedState, why: Reason[]): PublicFigure {
  return { ...figure, show: false, state, reasons: why, publicNote: buildPublicNote(why) };
}

function writeAmounts(
  { indicator }: Pick<DisclosureInput, 'indicator'>,
  amounts: readonly bigint[] | null,
): Pick<PublicFigure, 'value' | 'numerator' | 'denominator'> {
  if (!amounts || getAnswerKind(indicator.measure) === 'choice')
    return { value: null, numerator: null, denominator: null };
  const [first = 0n, second = 0n] = amounts;
  if (getAnswerKind(indicator.measure) !== 'ratio') {
    return { value: serialiseDecimal(first), numerator: null, denominator: null };
  }
  return {
    value: calculateRatio(first, second, measureRules[indicator.measure].factor),
    numerator: serialiseDecimal(first),
    denominator: serialiseDecimal(second),
  };
}
