import {
  buildFigures,
  canTell,
  type RoundDecision,
  type RoundInput,
} from './build-public-figures.calculations.ts';
import type { FigureEquality } from '../plan/figure-equality.ts';
import { getAnswerKind } from '../value/measures.ts';
import type { CountRange } from '../value/count-range.ts';
import { decideRanges, type RangeCandidate } from './decide-ranges.rules.ts';
import { buildPublicSystem } from './build-public-system.calculations.ts';
import { type ComplementaryDecision, suppressComplementary } from './complementary-disclosure.rules.ts';
import {
  countFewestUnknown,
  defaultDisclosureRules,
  type DisclosureRules,
} from './disclosure-settings.rules.ts';
import type {
  AlreadyPublic,
  DisclosureDecision,
  DisclosureInput,
  DisclosureRound,
  EarlierFigure,
  PublicFigure,
  Remember,
} from './disclosure.types.ts';
import { reasons } from './disclosure-reasons.rules.ts';
import { compareEarlierFigures, listShownFigures } from './earlier-figures.calculations.ts';
import { applyStrictestConsent, createLinks, type Links } from './figure-links.calculations.ts';
import { buildPastRounds } from './past-rounds.calculations.ts';
import { decidePrimary, findKeptFigure, isToldAsSmall } from './primary-disclosure.rules.ts';
import { getFigureNumber, type SystemMember } from './public-quantities.calculations.ts';
import { listNotWide } from './reader-audit.calculations.ts';
import { listKnown, MOST_STEPS, type PublicSystem } from './public-system.calculations.ts';
import { findRangeClass } from './range-classes.rules.ts';
import { buildRoundTable, type RoundTable } from './round-table.calculations.ts';

/** Decides what may be published of an indicator that asks for no figure of another. */
export function decideDisclosure(input: DisclosureInput): DisclosureDecision {
  return decideLinkedDisclosure([input], [])[0]!;
}

/**
 * Decides what may be published of indicators that ask for figures of each other: for each round and cell the
 * regional figure and each reporter's own. Returns a decision for each input, in order.
 *
 * First each figure is decided on its own (see primary-disclosure.rules). Then further figures are suppressed
 * until no hidden figure, and no sum that breaks a rule, can be derived from all that is public: other cells,
 * other dimensions, other indicators, national figures, and `earlier`, the figures of earlier publications.
 * Neither can a reporter derive one with its own figures, nor two together. The same holds for what was protected
 * earlier and has been `superseded` since. A regional figure that must be suppressed is replaced by an earlier
 * one that says the same as then, if there is one. If what was not released is already public, it is listed in
 * `alreadyPublic`.
 *
 * `remember` may return what it was given before for the same key, as a copy.
 *
 * Returns figures sorted by round, scope (region first) and cell, whatever the order of the input. Throws
 * RangeError if a round or a cell is given twice, or a count of states has no choice list.
 */
export function decideLinkedDisclosure(
  given: readonly DisclosureInput[],
  equalities: readonly FigureEquality[],
  remember: Remember = (_, decide) => decide(),
): DisclosureDecision[] {
  const links = createLinks(equalities);
  const inputs = applyStrictestConsent(given, links);
  const decisions = inputs.map((): DisclosureDecision => ({ figures: [], alreadyPublic: [] }));
  for (const { rounds } of inputs) {
    const twice = rounds.find(({ round }, index) => rounds.findIndex((one) => one.round === round) < index);
    if (twice) throw new RangeError(`The round ${twice.round} is given twice.`);
  }
  const rounds = [...new Set(inputs.flatMap((input) => input.rounds.map(({ round }) => round)))].sort();
  for (const code of rounds) {
    const asked = inputs.flatMap((input, index) => {
      const round = input.rounds.find((one) => one.round === code);
      return round ? [{ index, input: cutToRound(input, round) }] : [];
    });
    const cut = asked.map(({ input }) => input);
    const key = JSON.stringify([cut.length > 1 ? equalities : [], cut]);
    const made = remember(key, () => decideRound(cut, links));
    asked.forEach(({ index }, member) => {
      decisions[index]!.figures.push(...made[member]!.figures);
      decisions[index]!.alreadyPublic.push(...made[member]!.alreadyPublic);
    });
  }
  return decisions;
}

function cutToRound(
  { indicator, rules, earlier, superseded = [] }: DisclosureInput,
  round: DisclosureRound,
): RoundInput {
  const { code, disclosureClass, measure, aggregation, personCount, choices } = indicator;
  const isOfRound = (one: { round: string }) => one.round === round.round;
  return {
    indicator: { code, disclosureClass, measure, aggregation, personCount, choices },
    rules: { ...defaultDisclosureRules, ...rules },
    round,
    earlier: earlier.filter(isOfRound),
    superseded: superseded.filter(isOfRound),
  };
}

/**
 * Decides one round of all members together. The change of a corrected figure counts only while the figure is hidden, so
 * that several shown together may do less harm than one of them: what the next publication would show beside this one
 * is shown in this one.
 */
function decideRound(inputs: readonly RoundInput[], links: Links): DisclosureDecision[] {
  let made = decideOnce(inputs, links);
  while (
    made.some(({ isCorrected }) => isCorrected) &&
    made.some(({ figures }) => figures.some(isHeldForOthers))
  ) {
    const publication =
      Math.max(0, ...inputs.flatMap(({ earlier }) => earlier.map((one) => one.publication))) + 1;
    const next = decideOnce(
      inputs.map((input, member) => ({
        ...input,
        earlier: [...input.earlier, ...listShownFigures(made[member]!.figures, publication)],
      })),
      links,
    );
    const isMore = (one: PublicFigure, before: PublicFigure) =>
      before.state === 'suppressed' && one.show && one.keptFrom === null;
    let count = 0;
    made = made.map((decision, member) => ({
      ...decision,
      figures: decision.figures.map((figure, at) => {
        const one = next[member]!.figures[at]!;
        if (!isMore(one, figure)) return figure;
        count += 1;
        return one;
      }),
    }));
    if (count === 0) break;
  }
  return made.map(({ figures, alreadyPublic }) => ({ figures, alreadyPublic }));
}

const isHeldForOthers = (figure: PublicFigure) => figure.reasons.includes(reasons.complementary);

function decideOnce(
  inputs: readonly RoundInput[],
  links: Links,
): (DisclosureDecision & { isCorrected: boolean })[] {
  const started = inputs.map(startDecision);
  const known = protect(started, links);
  return started.map((decision, member) => ({
    figures: buildFigures(decision),
    alreadyPublic: known[member]!,
    isCorrected: decision.pasts.length > 0,
  }));
}

function startDecision(input: RoundInput): RoundDecision {
  const { rules, round, earlier: before, superseded } = input;
  const then = superseded.flatMap(({ cells }) => cells);
  const answers = [...before.flatMap(listAnswers), ...then.flatMap(({ choice }) => choice ?? [])];
  const table = buildRoundTable(input.indicator, round, answers);
  const pasts = buildPastRounds(input.indicator, rules, round, superseded, before, table.answers);
  const earlier = before.length > 0 ? compareEarlierFigures(input.indicator, table, before, pasts) : [];
  const primary = decidePrimary(input.indicator, rules, table, earlier);
  const complementary = new Set<number>();
  return { input, rules, table, pasts, earlier, primary, complementary, ranges: new Map(), isTelling: true };
}

function listAnswers({ distribution, choice }: EarlierFigure): string[] {
  return [...Object.keys(distribution ?? {}), ...(choice === null ? [] : [choice])];
}

const listShown = ({ table, primary }: RoundDecision): boolean[] =>
  [...(primary.regional ?? table.places.map(() => null)), ...primary.national.flat()].map(
    (verdict) => verdict?.status === 'shown',
  );

/** Suppresses what would reveal others. Returns, by decision, what is public already. */
function protect(decisions: readonly RoundDecision[], links: Links): AlreadyPublic[][] {
  // What is never published cannot reveal anything, and whoever knows it knows it from elsewhere.
  const open = decisions.filter(({ input }) => input.indicator.disclosureClass !== 'internal');
  const derivable = new Map(decisions.map((decision) => [decision, new Map<number, AlreadyPublic>()]));
  const shown = open.flatMap(listShown);
  const mayHaveRange = open.some((decision) =>
    decision.table.places.some((_, place) => findClass(decision, place)),
  );
  if ((shown.includes(true) || mayHaveRange) && !open.every(isAllOpen)) {
    const firstOf = new Map<RoundDecision, number>();
    let count = 0;
    for (const decision of open) {
      firstOf.set(decision, count);
      count += listShown(decision).length;
    }
    const findOwner = (figure: number) => {
      const decision = open.findLast((one) => firstOf.get(one)! <= figure)!;
      return { decision, own: figure - firstOf.get(decision)! };
    };
    const rules = findStrictestReaders(open);
    const build = (isTelling: boolean, hidesZeros: boolean) => {
      for (const decision of open) decision.isTelling = isTelling;
      const members = open.map((decision) => createMember(decision, firstOf.get(decision)!, hidesZeros));
      return buildPublicSystem(members, links);
    };
    const suppress = (isTelling: boolean, hidesZeros = false) => {
      const system = build(isTelling, hidesZeros);
      return { system, isTelling, decided: suppressComplementary(system, rules, shown) };
    };
    let best = suppress(true);
    // Ranges can tell what no suppression keeps. Then there are none, if that helps.
    if (
      best.decided.hopeless.size > 0 &&
      open.some(({ input, rules: own }) => canTell(input.indicator, own))
    ) {
      const silent = suppress(false);
      if (silent.decided.hopeless.size < best.decided.hopeless.size) best = silent;
      // A released zero counts as known, suppressed or not. Only where a number is open without it, it may be any number.
      if (!isWideWithHiddenZeros(build(best.isTelling, true), shown, best.decided)) {
        const hiding = suppress(false, true);
        if (hiding.decided.hopeless.size < best.decided.hopeless.size) best = hiding;
      }
      for (const decision of open) decision.isTelling = best.isTelling;
    }
    const { system, decided } = best;
    const { held, beyondHelp, hopeless } = decided;
    if (beyondHelp.length > 0) holdForDoubters(system, rules, shown, decided);
    for (const figure of held) {
      const { decision, own } = findOwner(figure);
      decision.complementary.add(own);
    }
    const classes = best.isTelling ? listClasses(open, firstOf, system) : [];
    const known = listKnown(system, (figure) => shown[figure] === true && !held.has(figure));
    const ranged = decideRanges({ system, rules, known, hopeless }, classes);
    for (const { figure, range } of classes) {
      const { decision, own } = findOwner(figure);
      if (ranged.has(figure)) decision.ranges.set(own, range);
    }
    for (const { figure } of beyondHelp.sort((a, b) => a.figure - b.figure)) {
      const { decision, own } = findOwner(figure);
      const { table, earlier } = decision;
      // Without earlier figures the rules alone reveal it: a total of ten counts from 1 to 10 each, suppressed as
      // small.
      if (earlier.length === 0) continue;
      const place = table.places[own % table.places.length]!;
      const reporter = table.reporters[Math.floor(own / table.places.length) - 1];
      derivable.get(decision)!.set(own, { round: table.round, scope: reporter ?? 'region', ...place });
    }
  }
  return decisions.map((decision) => [...derivable.get(decision)!.values()]);
}

/** The rules that say most of readers: where one of the indicators has none for reporters, the others have. */
const findStrictestReaders = (decisions: readonly RoundDecision[]): DisclosureRules =>
  decisions
    .map(({ rules }) => rules)
    .reduce((strictest, rules) =>
      countFewestUnknown(rules) > countFewestUnknown(strictest) ? rules : strictest,
    );

function createMember(
  { input, rules, table, primary, pasts, earlier, isTelling }: RoundDecision,
  firstFigure: number,
  hidesZeros: boolean,
): SystemMember {
  const { indicator } = input;
  const earlierRanges = input.earlier.filter(({ range }) => range !== null);
  const canKeep = (place: number) => findKeptFigure(indicator, rules, table, earlier, place) !== null;
  const told = isTelling ? new Set(table.reporters) : listTold(input, table);
  return {
    indicator,
    rules,
    table,
    primary,
    pasts,
    earlier,
    earlierRanges,
    canKeep,
    firstFigure,
    isTelling,
    hidesZeros,
    told,
  };
}

/** The reporters whose figures of today were in an earlier publication that showed small counts as ranges. */
function listTold({ earlier, superseded }: RoundInput, { reporters }: RoundTable): Set<string> {
  const publications = new Set(earlier.flatMap(({ publication, range }) => (range ? publication : [])));
  const listChanged = (publication: number) =>
    superseded.flatMap(({ publications: of, cells }) => (of.includes(publication) ? cells : []));
  const changed = [...publications].map(
    (publication) => new Set(listChanged(publication).map(({ reporter }) => reporter)),
  );
  return new Set(reporters.filter((code) => changed.some((codes) => !codes.has(code))));
}

/** Returns the class of a regional figure that has a number and is not shown with it; null if it can have none. */
function findClass(
  { input, rules, table, earlier, primary, complementary }: RoundDecision,
  place: number,
): CountRange | null {
  const { indicator } = input;
  const status = primary.regional?.[place]?.status;
  const isHeld = status === 'held' || complementary.has(getFigureNumber(table, null, place));
  const { sums, hidden } = primary.sums[place]!;
  if (!isHeld || getAnswerKind(indicator.measure) !== 'number') return null;
  // What is known to be small has its range anyway. The range of few would be a reporter's own.
  if (isToldAsSmall(indicator, rules, { table, primary, place, quantity: 0 })) return null;
  if (hidden.length < rules.reportersBehindRange) return null;
  if (findKeptFigure(indicator, rules, table, earlier, place)) return null;
  return findRangeClass(sums[0]!);
}

function listClasses(
  decisions: readonly RoundDecision[],
  firstOf: ReadonlyMap<RoundDecision, number>,
  { sumOf }: PublicSystem,
): RangeCandidate[] {
  return decisions.flatMap((decision) =>
    decision.table.places.flatMap((_, place) => {
      const figure = firstOf.get(decision)! + getFigureNumber(decision.table, null, place);
      const [range, quantity] = [findClass(decision, place), sumOf.get(figure)];
      return range && quantity !== undefined ? [{ figure, quantity, range }] : [];
    }),
  );
}

/** Whether all numbers that looked hopeless are safe in `system`, where a suppressed zero may be any number. */
function isWideWithHiddenZeros(
  system: PublicSystem,
  shown: readonly boolean[],
  { held, hopeless }: Pick<ComplementaryDecision, 'held' | 'hopeless'>,
): boolean {
  const known = listKnown(system, (figure) => shown[figure] === true && !held.has(figure));
  const numbers = [...hopeless.values()].filter(({ secret }) => system.truth[secret.quantity] !== 0n);
  const readers = Map.groupBy(numbers, ({ reader }) => reader.join());
  return [...readers.values()].every((targets) => listNotWide(system, known, targets).length === 0);
}

/**
 * Also protects quantities that follow only from the assumption that suppressed counts are small, against a
 * reader who does not assume it. They are not simply given away.
 */
function holdForDoubters(
  system: PublicSystem,
  rules: DisclosureRules,
  shown: readonly boolean[],
  { held, beyondHelp }: Pick<ComplementaryDecision, 'held' | 'beyondHelp'>,
): void {
  const open = { ...system, up: system.up.map(() => MOST_STEPS), protectedQuantities: [...beyondHelp] };
  const stillShown = shown.map((isShown, figure) => isShown && !held.has(figure));
  const publicOnly = { ...rules, unknownReporters: rules.unknownReporters.slice(0, 1) };
  for (const figure of suppressComplementary(open, publicOnly, stillShown).held) held.add(figure);
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
