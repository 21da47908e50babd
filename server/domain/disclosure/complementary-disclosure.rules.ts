import { type BrokenSum, buildSumKey } from './broken-sum.ts';
import { findBrokenSum } from './determined-sums.rules.ts';
import type { DisclosureRules } from './disclosure-settings.rules.ts';
import {
  listKnown,
  type ProtectedQuantity,
  type PublicSystem,
  REGION,
} from './public-system.calculations.ts';
import { copySystem, findSupport, type ReducedSystem, setUnknown } from './rational-system.calculations.ts';
import {
  createProofs,
  type Exposure,
  filterProofs,
  listExposed,
  listLesserReaders,
  listNotWide,
  listOpenTargets,
  buildTargetKey,
  type Proofs,
  reduceForReader,
  type Target,
} from './reader-audit.calculations.ts';

/** How many of the cheapest figures are tried before one is chosen. */
const TRIED = 6;
/** The value of having one exposed quantity fewer, on the scale of costs. */
const WORTH = 4;

export type ComplementaryDecision = {
  /** Figures suppressed to protect others. */
  held: Set<number>;
  /** Protected quantities that the public can derive from what is always known, whatever is suppressed. */
  beyondHelp: ProtectedQuantity[];
  /** What is not safe for a reader whatever is suppressed, by name. */
  hopeless: ReadonlyMap<string, Exposure>;
};

/** A round's system while figures are being suppressed. */
type State = {
  system: PublicSystem;
  rules: DisclosureRules;
  shown: readonly boolean[];
  /** By figure: the sum or the quantity that it would have given away. */
  held: Map<number, BrokenSum | Target>;
  quantitiesOf: Map<number, number[]>;
};

const isShown = ({ shown, held }: State, figure: number) => shown[figure] === true && !held.has(figure);
const listKnownNow = (state: State) => listKnown(state.system, (figure) => isShown(state, figure));

/**
 * Suppresses further figures until no sum that breaks a rule can be worked out and no protected quantity is
 * exposed to any reader. At the end shows each suppressed figure again if that does no harm, most expensive
 * first. Terminates, because each step suppresses one more figure or gives up, and depends only on the system.
 *
 * This is secondary cell suppression with an audit of the feasible intervals (Hundepool and others, Statistical
 * Disclosure Control, Wiley 2012, chapter 4), chosen greedily: the optimal choice is too hard to compute.
 */
export function suppressComplementary(
  system: PublicSystem,
  rules: DisclosureRules,
  primary: readonly boolean[],
): ComplementaryDecision {
  const state: State = {
    system,
    rules,
    shown: primary,
    held: new Map(),
    quantitiesOf: groupByFigure(system),
  };
  /** Sums that stay: earlier publications have given them away. */
  const accepted = new Set<string>();
  breakUpSums(state, accepted);
  let found = protectTargets(state);
  // What is suppressed since can be the larger part of a sum that was looked at.
  while (findBrokenSum(system, listKnownNow(state), rules, accepted)) {
    breakUpSums(state, accepted);
    found = protectTargets(state);
  }
  const { hopeless, beyondHelp } = found;
  let { proofs } = found;
  const dearestFirst = [...state.held].sort(([a], [b]) => system.costs[b]! - system.costs[a]! || a - b);
  for (const [figure, why] of dearestFirst) {
    state.held.delete(figure);
    const owners = new Set(state.quantitiesOf.get(figure)?.map((quantity) => system.ownerOf[quantity]!));
    // What is proven on the way stays true while the figure is shown.
    const kept = filterProofs(proofs, owners);
    if (isSafe(state, why, accepted, hopeless, kept)) proofs = kept;
    else state.held.set(figure, why);
  }
  return { held: new Set(state.held.keys()), beyondHelp, hopeless };
}

function groupByFigure({ figuresOf }: PublicSystem): Map<number, number[]> {
  const quantities = new Map<number, number[]>();
  figuresOf.forEach((figures, quantity) => {
    for (const figure of figures) quantities.set(figure, [...(quantities.get(figure) ?? []), quantity]);
  });
  return quantities;
}

/** Suppresses figures until no sum that can be worked out breaks a rule. Adds those that stay to `accepted`. */
function breakUpSums(state: State, accepted: Set<string>): void {
  for (;;) {
    const broken = findBrokenSum(state.system, listKnownNow(state), state.rules, accepted);
    if (!broken) return;
    const figure = findInSum(state, broken, accepted);
    if (figure === null) accepted.add(buildSumKey(broken));
    else state.held.set(figure, broken);
  }
}

/**
 * Finds the shown figure to suppress so that a sum cannot be worked out: the cheapest of those added up in it. If
 * an earlier publication shows some of these, the cheapest without which the sum is gone, which may also be one
 * that is taken off; or else the cheapest, since it may take several. Null if there is none.
 */
function findInSum(state: State, broken: BrokenSum, accepted: ReadonlySet<string>): number | null {
  const { system } = state;
  const listShown = (quantities: readonly number[]) =>
    [
      ...new Set(
        quantities.flatMap((quantity) => (system.alwaysKnown[quantity] ? [] : system.figuresOf[quantity]!)),
      ),
    ]
      .filter((figure) => isShown(state, figure))
      .sort((a, b) => system.costs[a]! - system.costs[b]! || a - b);
  const inSum = broken.rows.flatMap((row) => system.rows[row]!.quantities);
  const sums = inSum.filter((quantity) => system.ownerOf[quantity] === REGION);
  const [cheapest] = listShown(sums);
  const isOfToday = broken.rows.every((row) =>
    system.rows[row]!.quantities.some((one) => sums.includes(one) && !system.alwaysKnown[one]),
  );
  if (isOfToday && cheapest !== undefined) return cheapest;
  const involved = new Set(inSum.map((quantity) => system.ownerOf[quantity]!));
  // Of a reporter's own sum, only its own figures bear on it.
  const isOwn = broken.rows.every((row) =>
    system.rows[row]!.quantities.every((one) => system.ownerOf[one] === broken.owners[0]),
  );
  const rows = isOwn ? broken.rows.map((row) => system.rows[row]!) : system.rows;
  const candidates = listShown([
    ...sums,
    ...rows.flatMap(({ quantities }) => quantities.filter((one) => involved.has(system.ownerOf[one]!))),
  ]);
  const isGone = (figure: number) => {
    const known = listKnown(system, (one) => one !== figure && isShown(state, one));
    const next = findBrokenSum(system, known, state.rules, accepted);
    return !next || buildSumKey(next) !== buildSumKey(broken);
  };
  return candidates.slice(0, TRIED).find(isGone) ?? candidates[0] ?? null;
}

const countTogether = ({ unknownReporters }: DisclosureRules) => unknownReporters.length - 1;

/**
 * Suppresses figures until every target is safe. Returns the targets that nothing makes safe, by name, and what
 * the public can derive whatever is suppressed. What a reader can derive in any case is still kept from those who
 * know less.
 */
function protectTargets(state: State): {
  hopeless: Map<string, Exposure>;
  beyondHelp: ProtectedQuantity[];
  proofs: Proofs;
} {
  const { system } = state;
  const beyondHelp: ProtectedQuantity[] = [];
  const hopeless = new Map<string, Exposure>();
  const proofs = createProofs();
  // The public first: what is suppressed for it leaves less to do for those who know more.
  for (let together = 0; together <= countTogether(state.rules); together += 1) {
    let waiting = listOpenTargets(system, listKnownNow(state), together, proofs);
    while (waiting.length > 0) {
      const lesser = new Map<string, Target>();
      for (const group of groupByReader(waiting)) {
        const narrow = listNotWide(system, listKnownNow(state), group);
        if (narrow.length === 0) continue;
        proofs.tried.clear();
        for (const given of protectFromReader(state, narrow)) {
          hopeless.set(buildTargetKey(given), given);
          if (given.reader.length === 0) beyondHelp.push(given.secret);
          for (const reader of listLesserReaders(given.reader)) {
            const target = { secret: given.secret, reader };
            lesser.set(buildTargetKey(target), target);
          }
        }
      }
      waiting = [...lesser.values()].filter((target) => !hopeless.has(buildTargetKey(target)));
    }
  }
  return { hopeless, beyondHelp: [...new Set(beyondHelp)], proofs };
}

const groupByReader = <T extends Target>(targets: readonly T[]): T[][] => [
  ...Map.groupBy(targets, ({ reader }) => reader.join()).values(),
];

/** What cannot be wide enough stays as wide as it can be. */
const lowerTarget = ({ secret, reader, reach }: Exposure): Target[] =>
  reach > 0 ? [{ secret: { ...secret, steps: reach }, reader }] : [];

type Try = { figures: number[]; without: ReducedSystem; left: Exposure[]; cost: number };

/**
 * Of the figures from which an exposed quantity can be derived, suppresses the one that costs least and helps
 * most, until nothing is exposed to this reader. Returns the targets that it gives up.
 */
function protectFromReader(state: State, targets: readonly Target[]): Exposure[] {
  const { system, quantitiesOf } = state;
  const { reader } = targets[0]!;
  let reduced = reduceForReader(system, listKnownNow(state), reader);
  // What nothing helps is given up at once, before anything is suppressed for it in vain.
  const everythingHeld = reduceForReader(system, [...system.alwaysKnown], reader);
  let exposed = listExposed(system, reduced, targets);
  const given = listExposed(system, everythingHeld, exposed).filter(({ certain }) => certain);
  const hopeless = new Set(given.map(buildTargetKey));
  exposed = [
    ...exposed.filter((one) => !hopeless.has(buildTargetKey(one))),
    ...listExposed(system, reduced, given.flatMap(lowerTarget)),
  ];
  while (exposed[0]) {
    const [first, ...rest] = exposed;
    const candidates = listCandidates(state, reduced, first.secret.quantity).slice(0, TRIED);
    let best: Try | null = null;
    // Suppressing one more figure never exposes anything: only what is exposed now can be exposed afterwards.
    for (const { figures, price } of candidates) {
      // The cheapest come first: from here on no candidate can do better.
      if (best && price >= best.cost) break;
      const without = copySystem(reduced);
      for (const quantity of figures.flatMap((figure) => quantitiesOf.get(figure) ?? [])) {
        const isStillShown = system.figuresOf[quantity]!.some(
          (figure) => !figures.includes(figure) && isShown(state, figure),
        );
        const isKnown = system.alwaysKnown[quantity] || reader.includes(system.ownerOf[quantity]!);
        if (!isStillShown && !isKnown) setUnknown(without, quantity);
      }
      const left = listExposed(system, without, exposed, best ? (best.cost - price) / WORTH : undefined);
      const cost = price + WORTH * left.length;
      if (!best || cost < best.cost) best = { figures, without, left, cost };
    }
    if (best) {
      for (const figure of best.figures) state.held.set(figure, first);
      reduced = best.without;
      exposed = best.left;
    } else {
      given.push(first);
      exposed = rest;
    }
  }
  return given;
}

type Candidate = { figures: number[]; price: number };

/**
 * Lists the figures that bear on an unknown, cheapest first: those in its own rows, otherwise those in
 * neighbouring rows. Figures that show the same quantity go together.
 */
function listCandidates(state: State, reduced: ReducedSystem, start: number): Candidate[] {
  const { system } = state;
  const seen = new Set([start]);
  const rows = new Set(reduced.rows.filter((_, index) => reduced.pivots[index]! >= 0));
  let ring = [start];
  while (ring.length > 0) {
    const candidates = new Map<string, Candidate>();
    for (const quantity of new Set(ring.flatMap((unknown) => findSupport(reduced, unknown)))) {
      if (system.alwaysKnown[quantity]) continue;
      const figures = system.figuresOf[quantity]!.filter((figure) => isShown(state, figure));
      if (figures.length === 0) continue;
      const price = figures.reduce((sum, figure) => sum + system.costs[figure]!, 0);
      candidates.set(figures.join(), { figures, price });
    }
    if (candidates.size > 0)
      return [...candidates.values()].sort((a, b) => a.price - b.price || a.figures[0]! - b.figures[0]!);
    const next = new Set<number>();
    for (const row of rows) {
      if (!ring.some((quantity) => row[quantity] !== 0)) continue;
      // What a row leads to is found once.
      rows.delete(row);
      row.forEach((coefficient, column) => {
        if (coefficient !== 0 && !reduced.known[column] && !seen.has(column)) next.add(column);
      });
    }
    for (const quantity of next) seen.add(quantity);
    ring = [...next];
  }
  return [];
}

/**
 * Whether all targets are safe but those for which nothing helps, and no sum can be worked out but those that are
 * accepted. Looks first at what the figure was suppressed for.
 */
function isSafe(
  state: State,
  why: BrokenSum | Target,
  accepted: ReadonlySet<string>,
  hopeless: ReadonlyMap<string, Exposure>,
  proofs: Proofs,
): boolean {
  const { system, rules } = state;
  const known = listKnownNow(state);
  if ('secret' in why && listNotWide(system, known, [why]).length > 0) return false;
  if (findBrokenSum(system, known, rules, accepted)) return false;
  return findUnsafe(system, known, rules, hopeless, proofs).length === 0;
}

/**
 * Finds targets of one reader that are not safe, other than those for which nothing helps; empty if all are. What
 * could not be proven safe may at least not become certain.
 */
export function findUnsafe(
  system: PublicSystem,
  known: readonly boolean[],
  rules: DisclosureRules,
  hopeless: ReadonlyMap<string, Exposure>,
  proofs: Proofs,
): Target[] {
  const listHelped = (target: Target): Target[] => {
    const given = hopeless.get(buildTargetKey(target));
    if (!given) return [target];
    const lesser = listLesserReaders(target.reader).map((reader) => ({ ...target, reader }));
    return [...lowerTarget(given), ...lesser.flatMap(listHelped)];
  };
  const open = listOpenTargets(system, known, countTogether(rules), proofs).flatMap(listHelped);
  for (const group of groupByReader(open)) {
    const narrow = listNotWide(system, known, group);
    if (narrow.length > 0) return narrow;
  }
  const doubtful = [...hopeless.values()].filter(({ certain }) => !certain);
  for (const group of groupByReader(doubtful)) {
    const reduced = reduceForReader(system, known, group[0]!.reader);
    const certain = listExposed(system, reduced, group).filter((one) => one.certain);
    if (certain.length > 0) return certain;
  }
  return [];
}
