/** A sum of named quantities, each with its sign, between two bounds. */
export type Constraint = { terms: Map<string, number>; least: number; most: number };
export type Bounds = Map<string, [number, number]>;

/** Says for a sum whether it is a combination of the equations, by fractions of big integers. */
export function solveEquations(constraints: readonly Constraint[]): (terms: Map<string, number>) => boolean {
  const pivots = new Map<string, Map<string, [bigint, bigint]>>();
  const reduce = (terms: Map<string, number>) => {
    const row = new Map(
      [...terms].map(([key, sign]): [string, [bigint, bigint]] => [key, [BigInt(sign), 1n]]),
    );
    for (;;) {
      const key = [...row.keys()].find((candidate) => pivots.has(candidate));
      if (key === undefined) return row;
      const [top, bottom] = row.get(key)!;
      for (const [other, [a, b]] of pivots.get(key)!) {
        const [c, d] = row.get(other) ?? [0n, 1n];
        const numerator = c * bottom * b - top * a * d;
        if (numerator === 0n) row.delete(other);
        else row.set(other, shorten(numerator, d * bottom * b));
      }
    }
  };
  for (const { terms, least, most } of constraints) {
    if (least !== most) continue;
    const row = reduce(terms);
    const [first] = row;
    if (!first) continue;
    const [key, [top, bottom]] = first;
    for (const [other, [a, b]] of row) row.set(other, shorten(a * bottom, b * top));
    pivots.set(key, row);
  }
  return (terms) => reduce(terms).size === 0;
}

function shorten(numerator: bigint, denominator: bigint): [bigint, bigint] {
  let [a, b] = [numerator < 0n ? -numerator : numerator, denominator < 0n ? -denominator : denominator];
  while (b) [a, b] = [b, a % b];
  const sign = denominator < 0n ? -1n : 1n;
  return [(sign * numerator) / a, (sign * denominator) / a];
}

/**
 * Whether whole numbers exist that meet all constraints: narrows bounds, then tries values near the true ones.
 * A reader who finds no contradiction in all these trials supposes that there are such numbers.
 */
export function isPossible(
  constraints: readonly Constraint[],
  given: Bounds,
  near: ReadonlyMap<string, number>,
): boolean {
  let tried = 0;
  const search = (before: Bounds): boolean => {
    tried += 1;
    if (tried > 3000) return true;
    const bounds = narrow(constraints, before);
    if (!bounds) return false;
    const guess = new Map(
      [...bounds].map(([key, [least, most]]) => [
        key,
        Math.min(most, Math.max(least, near.get(key) ?? least)),
      ]),
    );
    const broken = constraints.find(({ terms, least, most }) => {
      const sum = [...terms].reduce((added, [key, sign]) => added + sign * guess.get(key)!, 0);
      return sum < least || sum > most;
    });
    if (!broken) return true;
    const open = [...broken.terms.keys()].filter((key) => bounds.get(key)![0] < bounds.get(key)![1]);
    const size = (key: string) => bounds.get(key)![1] - bounds.get(key)![0];
    const key = open.reduce((a, b) => (size(b) < size(a) ? b : a));
    const [least, most] = bounds.get(key)!;
    const middle = guess.get(key)!;
    const ways: [number, number][] = [
      [middle, middle],
      [middle + 1, most],
      [least, middle - 1],
    ];
    return ways.some(([from, to]) => from <= to && search(new Map(bounds).set(key, [from, to])));
  };
  return search(given);
}

function narrow(constraints: readonly Constraint[], given: Bounds): Bounds | null {
  const bounds: Bounds = new Map(given);
  for (let changed = true; changed; ) {
    changed = false;
    for (const { terms, least, most } of constraints) {
      let low = 0;
      let high = 0;
      for (const [key, sign] of terms) {
        const [from, to] = bounds.get(key)!;
        low += sign > 0 ? from : -to;
        high += sign > 0 ? to : -from;
      }
      for (const [key, sign] of terms) {
        const [from, to] = bounds.get(key)!;
        const othersLow = low - (sign > 0 ? from : -to);
        const othersHigh = high - (sign > 0 ? to : -from);
        const first = sign > 0 ? least - othersHigh : othersLow - most;
        const last = sign > 0 ? most - othersLow : othersHigh - least;
        const next: [number, number] = [Math.max(from, first), Math.min(to, last)];
        if (next[0] > next[1]) return null;
        if (next[0] === from && next[1] === to) continue;
        bounds.set(key, next);
        low += sign > 0 ? next[0] - from : to - next[1];
        high += sign > 0 ? next[1] - to : from - next[0];
        changed = true;
      }
    }
  }
  return bounds;
}
