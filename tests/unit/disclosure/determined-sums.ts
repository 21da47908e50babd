import type { Reading, Sum } from './linked-reader.ts';
import { maximise, type Programme } from './linked-solver.ts';

/*
 * Sums of unknowns that the public can compute: combinations of shown figures in which everything cancels but a few
 * unknowns. Whether there are any among given unknowns is a question of ranks, answered modulo a prime; which they are is
 * one for the solver.
 */

/** The largest prime below 2^26: products of two remainders stay exact. */
const prime = 67_108_859;

type Matrix = Float64Array[];

/** Reduces rows in place modulo the prime; returns the pivot column of each row that is left. */
function reduce(rows: Matrix, columns: number): number[] {
  const pivots: number[] = [];
  for (let column = 0; column < columns && pivots.length < rows.length; column += 1) {
    const top = pivots.length;
    const found = rows.findIndex((row, at) => at >= top && row[column] !== 0);
    if (found < 0) continue;
    [rows[top], rows[found]] = [rows[found]!, rows[top]!];
    const pivot = rows[top];
    const inverse = power(pivot[column]!, prime - 2);
    for (let at = column; at < columns; at += 1) {
      if (pivot[at] !== 0) pivot[at] = (pivot[at]! * inverse) % prime;
    }
    rows.forEach((row, at) => {
      const factor = row[column]!;
      if (at === top || factor === 0) return;
      for (let other = column; other < columns; other += 1) {
        if (pivot[other] !== 0) row[other] = (row[other]! + (prime - factor) * pivot[other]!) % prime;
      }
    });
    pivots.push(column);
  }
  return pivots;
}

function power(base: number, exponent: number): number {
  let result = 1;
  let factor = base;
  for (let left = exponent; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result = (result * factor) % prime;
    factor = (factor * factor) % prime;
  }
  return result;
}

const countRank = (rows: Matrix, columns: number) => reduce(rows, columns).length;
const toRemainder = (value: number) => ((value % prime) + prime) % prime;

/** The equations with everything taken out that is plainly known: single figures, and sums of nothing. */
export function listEquations({ unknowns, sums }: Pick<Reading, 'unknowns' | 'sums'>) {
  const known = new Set<number>();
  const equations = sums.filter(({ least, most }) => least === most);
  const open = ({ terms }: Sum) => [...terms].filter(([unknown]) => !known.has(unknown));
  for (let before = -1; before < known.size; ) {
    before = known.size;
    for (const sum of equations) {
      const left = open(sum);
      const rest = left.reduce((added, [unknown, sign]) => added + sign * unknowns[unknown]!.truth, 0);
      const sameSign = new Set(left.map(([, sign]) => Math.sign(sign))).size === 1;
      if (left.length === 1 || (rest === 0 && sameSign)) for (const [unknown] of left) known.add(unknown);
    }
  }
  const rows = equations
    .map((sum) => ({ terms: open(sum), kind: sum.kind }))
    .filter(({ terms }) => terms.length > 0);
  return { known, rows };
}

export type DeterminedSum = { terms: [number, number][]; truth: number };
type Row = { terms: [number, number][]; kind: Sum['kind'] };

export type SumFinder = {
  /** Sums over the unknowns of these reporters alone, beyond what follows from their own parts and totals. */
  findSumOf: (reporters: readonly string[]) => DeterminedSum | null;
  /** How many independent sums there are over the unknowns of these reporters alone, beyond their own. */
  countSumsOf: (reporters: readonly string[]) => number;
  /** A sum of persons that is from 1 to 10 together. */
  findSmallSum: () => DeterminedSum | null;
};

export function createSumFinder(reading: Omit<Reading, 'hidden'>): SumFinder {
  const { unknowns } = reading;
  const { rows } = listEquations(reading);
  const columns = [...new Set(rows.flatMap(({ terms }) => terms.map(([unknown]) => unknown)))];
  const at = new Map(columns.map((unknown, index) => [unknown, index]));
  const write = (list: readonly Row[]): Matrix =>
    list.map(({ terms }) => {
      const row = new Float64Array(columns.length);
      for (const [unknown, sign] of terms) row[at.get(unknown)!] = toRemainder(sign);
      return row;
    });
  const reduced = write(rows);
  const pivots = reduce(reduced, columns.length);
  const isPivot = new Set(pivots);
  const free = columns.map((_, index) => index).filter((index) => !isPivot.has(index));
  /** By column: how it moves along each direction that the equations leave open. */
  const directions = columns.map((): Float64Array => new Float64Array(free.length));
  free.forEach((column, way) => {
    directions[column]![way] = 1;
    pivots.forEach((pivot, index) => {
      directions[pivot]![way] = toRemainder(-reduced[index]![column]!);
    });
  });
  const countSupported = (chosen: readonly number[]) =>
    chosen.length -
    countRank(
      chosen.map((unknown) => directions[at.get(unknown)!]!.slice()),
      free.length,
    );
  const listOwn = (reporters: readonly string[]) =>
    columns.filter((unknown) => reporters.includes(unknowns[unknown]!.reporter));
  const listParts = (reporters: readonly string[]) =>
    rows.filter(
      ({ kind, terms }) =>
        kind === 'parts' && terms.every(([unknown]) => reporters.includes(unknowns[unknown]!.reporter)),
    );
  const countSumsOf = (reporters: readonly string[]) =>
    countSupported(listOwn(reporters)) - countRank(write(listParts(reporters)), columns.length);

  /** Columns are the weights of the rows, then the weights of the chosen unknowns in the sum. */
  const writeProgramme = (chosen: readonly number[], most: number): Programme => {
    const width = rows.length + chosen.length;
    const lower = new Float64Array(width).fill(-1000);
    const upper = new Float64Array(width).fill(1000);
    const place = new Map(chosen.map((unknown, index) => [unknown, rows.length + index]));
    for (const column of place.values()) {
      lower[column] = 0;
      upper[column] = most;
    }
    const weights = columns.map((unknown) => {
      const terms: [number, number][] = rows.flatMap((row, index) => {
        const found = row.terms.find(([one]) => one === unknown);
        return found ? [[index, found[1]] as [number, number]] : [];
      });
      const own = place.get(unknown);
      if (own !== undefined) terms.push([own, -1]);
      return { terms, least: 0, most: 0 };
    });
    return { columns: width, rows: weights, bounds: { lower, upper } };
  };
  const readSum = (chosen: readonly number[], solution: Float64Array): DeterminedSum => {
    const terms = chosen
      .map((unknown, index): [number, number] => [unknown, solution[rows.length + index]!])
      .filter(([, weight]) => weight > 1e-6);
    return {
      terms,
      truth: terms.reduce((sum, [unknown, weight]) => sum + weight * unknowns[unknown]!.truth, 0),
    };
  };

  return {
    countSumsOf,
    findSumOf(reporters) {
      if (countSumsOf(reporters) <= 0) return null;
      const chosen = listOwn(reporters);
      const counted = chosen.flatMap((unknown, index) =>
        unknowns[unknown]!.unreleased && unknowns[unknown]!.truth > 0
          ? [[rows.length + index, 1] as [number, number]]
          : [],
      );
      if (counted.length === 0) return null;
      // What follows from the reporters' own parts, totals and corrections is level along this slope; what goes beyond
      // is not.
      const corrected = reading.changes.filter(({ terms }) =>
        [...terms.keys()].every((one) => chosen.includes(one)),
      );
      const slope = findSlope(
        [...listParts(reporters), ...corrected].map(({ terms }) => new Map(terms)),
        chosen,
      );
      const weights = chosen.map((_, index) => rows.length + index);
      // Plain sums first; then those in which unknowns count several times.
      for (const most of [1, 1000]) {
        for (const way of [1, -1]) {
          const programme = writeProgramme(chosen, most);
          const climb = chosen.map((unknown, index): [number, number] => [
            weights[index]!,
            way * slope.get(unknown)!,
          ]);
          programme.rows.push({ terms: climb, least: 1e-3, most: Number.POSITIVE_INFINITY });
          programme.rows.push({
            terms: counted,
            least: most === 1 ? 1 : 1e-3,
            most: Number.POSITIVE_INFINITY,
          });
          const solution = maximise(
            programme,
            weights.map((column) => [column, -1]),
            most === 1 ? weights : [],
          );
          if (solution) return readSum(chosen, solution);
        }
      }
      return null;
    },
    findSmallSum() {
      const chosen = columns.filter(
        (unknown) => unknowns[unknown]!.persons && unknowns[unknown]!.truth <= 10,
      );
      if (chosen.length === 0 || countSupported(chosen) === 0) return null;
      const programme = writeProgramme(chosen, 1);
      const weigh = (of: (unknown: number) => number) =>
        chosen.map((unknown, index): [number, number] => [rows.length + index, of(unknown)]);
      programme.rows.push({ terms: weigh((unknown) => unknowns[unknown]!.truth), least: 1, most: 10 });
      programme.rows.push({
        terms: weigh((unknown) => (unknowns[unknown]!.protected ? 1 : 0)),
        least: 1,
        most: Number.POSITIVE_INFINITY,
      });
      const whole = chosen.map((_, index) => rows.length + index);
      const solution = maximise(
        programme,
        whole.map((column) => [column, -1]),
        whole,
      );
      return solution && readSum(chosen, solution);
    },
  };
}

/** Weights of the unknowns, by chance, so that each of the given rows weighs nothing. */
function findSlope(rows: readonly Map<number, number>[], chosen: readonly number[]): Map<number, number> {
  const slope = new Map(chosen.map((unknown, index) => [unknown, Math.sin(7 * index + 1)]));
  const left = rows.map((row) => new Map(row));
  // Solves each row for one unknown; later rows no longer have it.
  const solved: [number, Map<number, number>][] = [];
  for (const row of left) {
    for (const [unknown, by] of solved) {
      const weight = row.get(unknown);
      if (weight === undefined) continue;
      row.delete(unknown);
      for (const [other, share] of by) addTo(row, other, weight * share);
    }
    const [pivot] = [...row].sort(([, a], [, b]) => Math.abs(b) - Math.abs(a));
    if (!pivot || Math.abs(pivot[1]) < 1e-9) continue;
    row.delete(pivot[0]);
    solved.push([pivot[0], new Map([...row].map(([other, weight]) => [other, -weight / pivot[1]]))]);
  }
  for (const [unknown, by] of solved.reverse()) {
    slope.set(
      unknown,
      [...by].reduce((sum, [other, share]) => sum + share * slope.get(other)!, 0),
    );
  }
  return slope;
}

function addTo(row: Map<number, number>, unknown: number, weight: number): void {
  const sum = (row.get(unknown) ?? 0) + weight;
  if (Math.abs(sum) < 1e-9) row.delete(unknown);
  else row.set(unknown, sum);
}
