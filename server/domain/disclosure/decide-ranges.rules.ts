import type { CountRange } from '../value/count-range.ts';
import { findUnsafe } from './complementary-disclosure.rules.ts';
import type { DisclosureRules } from './disclosure-settings.rules.ts';
import { MOST_STEPS, type PublicSystem, REGION } from './public-system.calculations.ts';
import { createProofs, type Exposure, listNotWide, type Target } from './reader-audit.calculations.ts';
import { WHOLE } from './round-table.calculations.ts';

/** A suppressed sum of the region that may be given as a range. */
export type RangeCandidate = { figure: number; quantity: number; range: CountRange };

/** What is known when nothing more is suppressed. */
export type Audited = {
  system: PublicSystem;
  rules: DisclosureRules;
  known: readonly boolean[];
  hopeless: ReadonlyMap<string, Exposure>;
};

/**
 * Chooses the suppressed sums of which the class may be said: with these bounds in the system every protected quantity
 * stays as wide for every reader as without. Starts from all of them and takes back one after another, the least
 * useful that helps; at the end tries each once more, the most useful first. Returns their figures.
 */
export function decideRanges(audited: Audited, candidates: readonly RangeCandidate[]): Set<number> {
  const { system, rules, known, hopeless } = audited;
  const least = (a: RangeCandidate, b: RangeCandidate) =>
    system.costs[a.figure]! - system.costs[b.figure]! || b.figure - a.figure;
  // What an earlier publication has said is known: to say it again tells nothing.
  const isSaid = ({ quantity, range }: RangeCandidate) => {
    const { up, down } = findRoom(system, quantity, range);
    return system.up[quantity]! <= up && system.down[quantity]! <= down;
  };
  const said = candidates.filter(isSaid);
  const supposed = listSupposed(audited, candidates);
  const isOfSupposed = ({ quantity }: RangeCandidate) =>
    system.rows.some(
      ({ quantities }) => quantities.includes(quantity) && quantities.some((one) => supposed.has(one)),
    );
  let chosen = candidates.filter((one) => !said.includes(one) && !isOfSupposed(one)).sort(least);
  const dropped: RangeCandidate[] = [];
  for (;;) {
    const unsafe =
      chosen.length === 0 ? [] : findUnsafe(bound(system, chosen), known, rules, hopeless, createProofs());
    if (unsafe.length === 0) break;
    const isNarrow = (target: Target, ranges: readonly RangeCandidate[]) =>
      listNotWide(bound(system, ranges), known, [target]).length > 0;
    for (const target of unsafe) {
      while (chosen.length > 0 && isNarrow(target, chosen)) {
        const near = sortByNearness(system, chosen, target);
        const helps = near.find((one) => !isNarrow(target, without(chosen, one))) ?? near[0]!;
        chosen = without(chosen, helps);
        dropped.push(helps);
      }
    }
  }
  for (const one of dropped.sort(least).reverse()) {
    const more = [...chosen, one];
    if (findUnsafe(bound(system, more), known, rules, hopeless, createProofs()).length === 0) chosen = more;
  }
  return new Set([...said, ...chosen].map(({ figure }) => figure));
}

/**
 * The quantities in these sums that nothing keeps from a reader who supposes that what is suppressed is small, though
 * others cannot tell. A range of the sum would make it certain.
 */
function listSupposed(
  { system, known, hopeless }: Audited,
  candidates: readonly RangeCandidate[],
): Set<number> {
  const supposed = new Set<number>();
  if (hopeless.size === 0 || candidates.length === 0) return supposed;
  const sums = new Set(candidates.map(({ quantity }) => quantity));
  const added = new Set(
    system.rows.flatMap(({ quantities }) => (quantities.some((one) => sums.has(one)) ? quantities : [])),
  );
  const doubted = { ...system, up: system.up.map(() => MOST_STEPS) };
  const targets = [...hopeless.values()].filter(({ secret }) => added.has(secret.quantity));
  for (const group of Map.groupBy(targets, ({ reader }) => reader.join()).values()) {
    const open = group.filter(({ secret }) => !supposed.has(secret.quantity));
    if (open.length === 0) continue;
    const narrow = new Set<Target>(listNotWide(doubted, known, open));
    for (const target of open) if (!narrow.has(target)) supposed.add(target.secret.quantity);
  }
  return supposed;
}

const without = (all: readonly RangeCandidate[], one: RangeCandidate) => all.filter((other) => other !== one);

/** Steps up and down that a range leaves to a sum. */
function findRoom({ truth }: PublicSystem, quantity: number, { least, most }: CountRange) {
  const whole = Number(truth[quantity]! / WHOLE);
  return { up: most - whole, down: whole - least };
}

/** Returns the system of a reader to whom these ranges are said as well. */
function bound(system: PublicSystem, ranges: readonly RangeCandidate[]): PublicSystem {
  const [up, down] = [[...system.up], [...system.down]];
  for (const { quantity, range } of ranges) {
    const room = findRoom(system, quantity, range);
    up[quantity] = Math.min(up[quantity]!, room.up);
    down[quantity] = Math.min(down[quantity]!, room.down);
  }
  return { ...system, up, down };
}

/** Sorts the ranges of sums first that the owner of a target is in; each kind stays in order. */
function sortByNearness(
  { rows, ownerOf }: PublicSystem,
  ranges: readonly RangeCandidate[],
  { secret }: Target,
): RangeCandidate[] {
  const own = ownerOf[secret.quantity]!;
  const isNear = ({ quantity }: RangeCandidate) =>
    own === REGION
      ? quantity === secret.quantity
      : rows.some(
          ({ quantities }) => quantities.includes(quantity) && quantities.some((one) => ownerOf[one] === own),
        );
  return [...ranges.filter(isNear), ...ranges.filter((one) => !isNear(one))];
}
