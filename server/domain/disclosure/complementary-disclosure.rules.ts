import { type Exposure, listExposed, reducePublicSystem } from './exposure.calculations.ts';
import type { PublicSystem } from './public-system.calculations.ts';
import {
  copySystem,
  findSupport,
  forgetQuantity,
  learnQuantity,
  type ReducedSystem,
} from './rational-system.calculations.ts';

/** How many of the cheapest figures are tried before one is chosen. */
const TRIED = 6;
/** The value of having one exposed quantity fewer, on the scale of costs. */
const WORTH = 4;

type Try = { figure: number; without: ReducedSystem; left: Exposure[]; cost: number };

export type ComplementaryDecision = {
  /** Figures suppressed to protect others. */
  held: Set<number>;
  /** Protected quantities that suppression cannot help: they follow from what is always known. */
  beyondHelp: Exposure[];
};

/**
 * Suppresses further figures until no protected quantity is exposed. Of the figures from which an exposed
 * quantity can be derived, suppresses the one that costs least and helps most. At the end shows each
 * suppressed figure again if that exposes nothing, most expensive first. Terminates, because each step
 * suppresses one more figure or gives up one quantity, and depends only on the system.
 *
 * This is secondary cell suppression with an audit of the feasible intervals (Hundepool and others,
 * Statistical Disclosure Control, Wiley 2012, chapter 4), chosen greedily: the optimal choice is too hard to
 * compute.
 */
export function holdComplementary(system: PublicSystem, primary: readonly boolean[]): ComplementaryDecision {
  const held = new Set<number>();
  const beyondHelp: Exposure[] = [];
  const quantitiesOf = groupByFigure(system);
  let reduced = reducePublicSystem(system, primary);
  let everythingHeld: ReducedSystem | null = null;
  let exposed = listExposed(system, reduced, system.protectedQuantities);
  while (exposed[0]) {
    const candidates = listCandidates(system, reduced, exposed[0].quantity).slice(0, TRIED);
    let best: Try | null = null;
    // Suppressing one more figure never exposes anything: only what is exposed now can be exposed afterwards.
    for (const figure of candidates) {
      // The cheapest come first: from here on no candidate can do better.
      if (best && system.costs[figure]! >= best.cost) break;
      const without = copySystem(reduced);
      for (const quantity of quantitiesOf.get(figure) ?? []) forgetQuantity(without, quantity);
      const price = system.costs[figure]!;
      const left = listExposed(system, without, exposed, best ? (best.cost - price) / WORTH : undefined);
      const cost = price + WORTH * left.length;
      if (!best || cost < best.cost) best = { figure, without, left, cost };
    }
    if (best && best.left.length === exposed.length) {
      // No gain: perhaps nothing helps.
      everythingHeld ??= reducePublicSystem(
        system,
        primary.map(() => false),
      );
      const [hopeless] = listExposed(system, everythingHeld, exposed.slice(0, 1));
      if (hopeless?.certain) best = null;
    }
    if (best) {
      held.add(best.figure);
      reduced = best.without;
      exposed = best.left;
    } else {
      const [given, ...rest] = exposed;
      beyondHelp.push(given);
      exposed = rest;
    }
  }
  // Unless it is certain that nothing helps, figures suppressed in vain stay suppressed.
  const lost = new Set(beyondHelp.flatMap(({ certain, quantity }) => (certain ? [quantity] : [])));
  const secret = system.protectedQuantities.filter(({ quantity }) => !lost.has(quantity));
  const dearestFirst = [...held].sort((a, b) => system.costs[b]! - system.costs[a]! || a - b);
  for (const figure of dearestFirst) {
    const withIt = copySystem(reduced);
    for (const quantity of quantitiesOf.get(figure) ?? []) learnQuantity(withIt, quantity);
    if (listExposed(system, withIt, secret, 1).length > 0) continue;
    held.delete(figure);
    reduced = withIt;
  }
  return { held, beyondHelp };
}

function groupByFigure({ figureOf }: PublicSystem): Map<number, number[]> {
  const quantities = new Map<number, number[]>();
  figureOf.forEach((figure, quantity) => {
    if (figure >= 0) quantities.set(figure, [...(quantities.get(figure) ?? []), quantity]);
  });
  return quantities;
}

/**
 * Lists the figures that bear on an unknown, cheapest first: those in its own rows, otherwise those in
 * neighbouring rows.
 */
function listCandidates(system: PublicSystem, reduced: ReducedSystem, start: number): number[] {
  const seen = new Set([start]);
  let ring = [start];
  while (ring.length > 0) {
    const figures = new Set<number>();
    for (const quantity of ring.flatMap((unknown) => findSupport(reduced, unknown))) {
      const figure = system.figureOf[quantity]!;
      if (figure >= 0) figures.add(figure);
    }
    if (figures.size > 0) return [...figures].sort((a, b) => system.costs[a]! - system.costs[b]! || a - b);
    const next = reduced.rows.flatMap((row, index) => {
      if (reduced.pivots[index]! < 0 || !ring.some((quantity) => row[quantity] !== 0)) return [];
      return [...row.keys()].filter(
        (column) => row[column] !== 0 && !reduced.known[column] && !seen.has(column),
      );
    });
    for (const quantity of next) seen.add(quantity);
    ring = [...new Set(next)];
  }
  return [];
}
