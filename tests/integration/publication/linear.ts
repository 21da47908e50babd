/**
 * A reader with pencil and paper: equations between unknown quantities, solved exactly. Written for these tests, apart
 * from the disclosure rules. Works modulo a large prime, where a quantity is determined exactly when it is over the
 * fractions, but for a chance of one in 10^18.
 */
const prime = 2n ** 61n - 1n;
const mod = (n: bigint) => ((n % prime) + prime) % prime;

function invert(n: bigint): bigint {
  let [a, b, x, y] = [mod(n), prime, 1n, 0n];
  while (b > 0n) {
    const q = a / b;
    [a, b] = [b, a - q * b];
    [x, y] = [y, x - q * y];
  }
  return mod(x);
}

export type Equation = Map<string, bigint>;

/** The unknowns that the equations leave no choice for, whatever stands on their right-hand sides. */
export function findDetermined(equations: Equation[]): Set<string> {
  const rows = new Map<string, Equation>();
  const subtract = (row: Equation, pivot: string) => {
    const factor = row.get(pivot) ?? 0n;
    if (factor === 0n) return;
    for (const [name, coefficient] of rows.get(pivot)!) {
      const next = mod((row.get(name) ?? 0n) - factor * coefficient);
      if (next === 0n) row.delete(name);
      else row.set(name, next);
    }
  };
  for (const equation of equations) {
    const row = new Map(
      [...equation].map(([name, coefficient]): [string, bigint] => [name, mod(coefficient)]),
    );
    for (const name of Array.from(row.keys())) if (rows.has(name)) subtract(row, name);
    const [pivot] = row.keys();
    if (pivot === undefined) continue;
    const scale = invert(row.get(pivot)!);
    for (const [name, coefficient] of row) row.set(name, mod(coefficient * scale));
    for (const other of rows.values()) {
      const factor = other.get(pivot) ?? 0n;
      if (factor === 0n) continue;
      for (const [name, coefficient] of row) {
        const next = mod((other.get(name) ?? 0n) - factor * coefficient);
        if (next === 0n) other.delete(name);
        else other.set(name, next);
      }
    }
    rows.set(pivot, row);
  }
  // In reduced form a row of one unknown says what that unknown is.
  return new Set([...rows].filter(([, row]) => row.size === 1).map(([pivot]) => pivot));
}

export type Bound = [number, number];
export type Sum = { terms: Map<string, number>; least: number; most: number };

/**
 * How far each unknown can still lie, by narrowing alone: sums between bounds, and each unknown within its own. The
 * true range is never wider than this, so what is narrow here is known to the reader.
 */
export function narrow(sums: Sum[], given: Map<string, Bound>): Map<string, Bound> {
  const bounds = new Map(given);
  for (let turn = 0, changed = true; changed && turn < 50; turn += 1) {
    changed = false;
    for (const { terms, least, most } of sums) {
      let [low, high] = [0, 0];
      for (const [name, sign] of terms) {
        const [from, to] = bounds.get(name)!;
        low += sign > 0 ? from : -to;
        high += sign > 0 ? to : -from;
      }
      for (const [name, sign] of terms) {
        const [from, to] = bounds.get(name)!;
        const othersLow = low - (sign > 0 ? from : -to);
        const othersHigh = high - (sign > 0 ? to : -from);
        const first = Math.max(from, sign > 0 ? least - othersHigh : othersLow - most);
        const last = Math.min(to, sign > 0 ? most - othersLow : othersHigh - least);
        if (first > last) throw new Error(`The reader is wrong about ${name}.`);
        if (first <= from && last >= to) continue;
        bounds.set(name, [first, last]);
        low += sign > 0 ? first - from : to - last;
        high += sign > 0 ? last - to : from - first;
        changed = true;
      }
    }
  }
  return bounds;
}
