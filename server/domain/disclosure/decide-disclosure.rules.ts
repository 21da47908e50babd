import { getAnswerKind, measureRules } from '../value/measures.ts';
import { type Contribution, calculateRegionalFigure } from '../aggregation/aggregate.calculations.ts';
import { calculateRatio, serialiseDecimal } from '../value/decimal.calculations.ts';
import { buildPublicSystem } from './build-public-system.calculations.ts';
import { type ComplementaryDecision, suppressComplementary } from './complementary-disclosure.rules.ts';
import {
  type AlreadyPublic,
  type DisclosureDecision,
  type DisclosureInput,
  type DisclosureRules,
  defaultDisclosureRules,
  type EarlierFigure,
  type PublicFigure,
  type PublishedState,
} from './disclosure.types.ts';
import { buildPublicNote, type Reason, reasons } from './disclosure-reasons.rules.ts';
import { type EarlierSum, compareEarlierFigures } from './earlier-figures.calculations.ts';
import { buildPastRounds, type PastRound } from './past-rounds.calculations.ts';
import {
  decidePrimary,
  findKeptFigure,
  type PrimaryDecision,
  type Verdict,
} from './primary-disclosure.rules.ts';
import { getFigureNumber } from './public-quantities.calculations.ts';
import { MOST_STEPS, type PublicSystem } from './public-system.calculations.ts';
import { buildRoundTable, type RoundTable } from './round-table.calculations.ts';

type RoundDecision = {
  input: DisclosureInput;
  rules: DisclosureRules;
  table: RoundTable;
  pasts: readonly PastRound[];
  earlier: readonly EarlierSum[];
  primary: PrimaryDecision;
  complementary: ReadonlySet<number>;
};

/**
 * Decides what may be published of one indicator: for each round and cell the regional figure and each
 * reporter's own.
 *
 * First each figure is decided on its own (see primary-disclosure.rules). Then further figures are suppressed
 * until no hidden figure can be derived from all that is public: other cells, other dimensions, national
 * figures, and `earlier`, the figures of earlier publications of this indicator. The same holds for what was
 * protected earlier and has been `superseded` since. A regional figure that must be suppressed is replaced by
 * the previously published one if that is still valid. Rounds are independent of each other.
 *
 * Returns figures sorted by round, scope (region first) and cell, whatever the order of the input. Throws
 * RangeError if a cell is given twice or a count of states has no choice list.
 */
export function decideDisclosure(input: DisclosureInput): DisclosureDecision {
  const rules = { ...defaultDisclosureRules, ...input.rules };
  const figures: PublicFigure[] = [];
  const alreadyPublic: AlreadyPublic[] = [];
  const rounds = [...input.rounds].sort((a, b) => (a.round < b.round ? -1 : 1));
  rounds.forEach((round, index) => {
    if (rounds[index + 1]?.round === round.round)
      throw new RangeError(`The round ${round.round} is given twice.`);
    const before = input.earlier.filter((figure) => figure.round === round.round);
    const superseded = (input.superseded ?? []).filter((one) => one.round === round.round);
    const then = superseded.flatMap(({ cells }) => cells);
    const answers = [...before.flatMap(listAnswers), ...then.flatMap(({ choice }) => choice ?? [])];
    const table = buildRoundTable(input.indicator, round, answers);
    const pasts = buildPastRounds(input.indicator, rules, round, superseded, before, table.answers);
    const earlier = before.length > 0 ? compareEarlierFigures(input.indicator, table, before, pasts) : [];
    const primary = decidePrimary(input.indicator, rules, table, earlier);
    const decision: RoundDecision = {
      input,
      rules,
      table,
      pasts,
      earlier,
      primary,
      complementary: new Set(),
    };
    const { held, known } = protect(decision);
    decision.complementary = held;
    figures.push(...buildFigures(decision));
    alreadyPublic.push(...known);
  });
  return { figures, alreadyPublic };
}

function listAnswers({ distribution, choice }: EarlierFigure): string[] {
  return [...Object.keys(distribution ?? {}), ...(choice === null ? [] : [choice])];
}

function protect(decision: RoundDecision): { held: Set<number>; known: AlreadyPublic[] } {
  const { input, rules, table, primary, pasts, earlier } = decision;
  const shown = [...(primary.regional ?? table.places.map(() => null)), ...primary.national.flat()].map(
    (verdict) => verdict?.status === 'shown',
  );
  if (!shown.includes(true) || isAllOpen(decision)) return { held: new Set(), known: [] };
  const canKeep = (place: number) => findKeptFigure(input.indicator, rules, table, earlier, place) !== null;
  const { indicator } = input;
  const system = buildPublicSystem({ indicator, rules, table, primary, pasts, earlier, canKeep });
  const { held, beyondHelp } = suppressComplementary(system, shown);
  if (beyondHelp.length > 0) holdForDoubters(system, shown, { held, beyondHelp });
  const known = new Map<number, AlreadyPublic>();
  // Without earlier figures the rules alone reveal it: a total of ten counts from 1 to 10 each, suppressed as
  // small.
  if (earlier.length === 0) return { held, known: [] };
  for (const { figure } of beyondHelp.sort((a, b) => a.figure - b.figure)) {
    const place = table.places[figure % table.places.length]!;
    const reporter = table.reporters[Math.floor(figure / table.places.length) - 1];
    known.set(figure, { round: table.round, scope: reporter ?? 'region', ...place });
  }
  return { held, known: [...known.values()] };
}

/**
 * Also protects quantities that follow only from the assumption that suppressed counts are small, against a
 * reader who does not assume it. They are not simply given away.
 */
function holdForDoubters(
  system: PublicSystem,
  shown: readonly boolean[],
  { held, beyondHelp }: ComplementaryDecision,
): void {
  const open = { ...system, up: system.up.map(() => MOST_STEPS), protectedQuantities: [...beyondHelp] };
  const stillShown = shown.map((isShown, figure) => isShown && !held.has(figure));
  for (const figure of suppressComplementary(open, stillShown).held) held.add(figure);
}

/**
 * Whether there is nothing to protect: every figure with numbers is shown by its reporter's own wish, and no
 * shown figure had others. Whatever earlier publications show is shown today as well.
 */
function isAllOpen({ table, primary, pasts }: RoundDecision): boolean {
  return (
    pasts.length === 0 &&
    primary.national.every((row, reporter) =>
      row.every(({ status }, place) => status === 'shown' || !table.cells[reporter]![place]!.amounts),
    )
  );
}

function buildFigures(decision: RoundDecision): PublicFigure[] {
  const { table, primary } = decision;
  const regional =
    primary.regional?.map((verdict, place) => buildRegionalFigure(decision, place, verdict)) ?? [];
  const national = table.reporters.flatMap((_, reporter) =>
    table.places.map((__, place) => buildNationalFigure(decision, reporter, place)),
  );
  return [...regional, ...national];
}

function buildRegionalFigure(decision: RoundDecision, place: number, verdict: Verdict): PublicFigure {
  const { input, table, rules, earlier } = decision;
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
  if (!kept) return closeFigure(base, 'suppressed', why);
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
  if (why.length > 0) return closeFigure(base, 'suppressed', why);
  return Object.assign(base, { show: true, choice: cell.choice }, writeAmounts(input, cell.amounts));
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
  { indicator }: DisclosureInput,
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
