/** Signed quantities that add up to something fixed. */
export type SumRow = { readonly quantities: readonly number[]; readonly signs: readonly number[] };

/**
 * A homogeneous system of sums, solved for the unknown quantities in terms of the known ones and of the free
 * unknowns. Each row is an equation "sum of coefficient × quantity is constant" with whole coefficients (a
 * rational row, multiplied out). Its pivot is an unknown that occurs in no other row, or NO_PIVOT if only
 * known quantities are left: then these depend on each other. Constants are not kept: whether a quantity is
 * determined, and by what, does not depend on them.
 */
export type ReducedSystem = {
  columns: number;
  known: boolean[];
  /** Unknowns with a higher number become pivots first. */
  preference: readonly number[];
  /** Views into `matrix`. */
  rows: Int32Array[];
  matrix: Int32Array;
  /** By row and column a bit, set where the row may be other than zero: rows are long and nearly all zeros. */
  bits: Uint32Array;
  /** Of `bits`, how many numbers a row has. */
  words: number;
  pivots: number[];
  /** By quantity: the row whose pivot it is, or -1. */
  rowOf: Int32Array;
};

export const NO_PIVOT = -1;

/** Up to here a product of two coefficients, and the sum of two such products, is exact in doubles. */
const LARGEST = 2 ** 25;

/**
 * Solves the rows by Gauss-Jordan elimination in integers. Throws RangeError if a coefficient outgrows exact
 * arithmetic; sums of figures stay far from that.
 */
export function reduceSystem(
  columns: number,
  equations: readonly SumRow[],
  known: readonly boolean[],
  preference: readonly number[] = [],
): ReducedSystem {
  const words = (columns + 31) >>> 5;
  const system: ReducedSystem = {
    columns,
    known: Array.from({ length: columns }, (_, column) => known[column] === true),
    preference,
    rows: [],
    matrix: new Int32Array(columns * equations.length),
    bits: new Uint32Array(words * equations.length),
    words,
    pivots: [],
    rowOf: new Int32Array(columns).fill(-1),
  };
  for (const { quantities, signs } of equations) {
    // All zeros still: a row that was not kept has become so.
    const number = system.rows.length;
    const row = viewRow(system, number);
    for (let index = 0; index < quantities.length; index += 1) {
      const quantity = quantities[index]!;
      row[quantity] = row[quantity]! + signs[index]!;
      const word = number * words + (quantity >>> 5);
      system.bits[word] = system.bits[word]! | (1 << (quantity & 31));
    }
    system.rows.push(row);
    for (const quantity of quantities) {
      const done = system.rowOf[quantity]!;
      if (done >= 0 && row[quantity] !== 0) eliminate(system, number, done, quantity);
    }
    const entries = listEntries(system, number);
    if (entries.length === 0) {
      system.rows.pop();
      continue;
    }
    system.pivots.push(NO_PIVOT);
    choosePivot(system, number, entries);
  }
  return system;
}

function viewRow({ matrix, columns }: Pick<ReducedSystem, 'matrix' | 'columns'>, index: number): Int32Array {
  return matrix.subarray(index * columns, (index + 1) * columns);
}

export function copySystem(system: ReducedSystem): ReducedSystem {
  const matrix = system.matrix.slice(0, system.rows.length * system.columns);
  return {
    ...system,
    matrix,
    bits: system.bits.slice(0, system.rows.length * system.words),
    known: [...system.known],
    rows: system.rows.map((_, index) => viewRow({ matrix, columns: system.columns }, index)),
    pivots: [...system.pivots],
    rowOf: system.rowOf.slice(),
  };
}

/** Makes a known quantity unknown, in place. */
export function setUnknown(system: ReducedSystem, quantity: number): void {
  if (!system.known[quantity]) return;
  system.known[quantity] = false;
  const relation = system.rows.findIndex(
    (row, index) => system.pivots[index] === NO_PIVOT && row[quantity] !== 0,
  );
  if (relation >= 0) setPivot(system, relation, quantity);
}

/** Whether the known quantities determine a quantity. */
export function isDetermined(system: ReducedSystem, quantity: number): boolean {
  if (system.known[quantity]) return true;
  const own = system.rowOf[quantity]!;
  if (own < 0) return false;
  return listEntries(system, own).every((column) => column === quantity || system.known[column] === true);
}

/**
 * Returns the known quantities in the rows of an unknown. If it is determined, it is derived from exactly
 * these.
 */
export function findSupport(system: ReducedSystem, quantity: number): number[] {
  const own = system.rowOf[quantity]!;
  const rows =
    own >= 0 ? [own] : [...system.rows.keys()].filter((index) => system.rows[index]![quantity] !== 0);
  const support = new Set<number>();
  for (const index of rows) {
    for (const column of listEntries(system, index)) if (system.known[column]) support.add(column);
  }
  return [...support].sort((a, b) => a - b);
}

export type Direction = { quantities: number[]; steps: number[] };

/**
 * Returns a basis of the directions in which the unknowns can change together while every known quantity
 * stays fixed: one for each free unknown, in whole steps without a common divisor.
 */
export function listDirections(system: ReducedSystem): Direction[] {
  // Row by row, as they lie in memory.
  const rowsOf = new Map<number, number[]>();
  for (let free = 0; free < system.columns; free += 1) {
    if (!system.known[free] && system.rowOf[free] === -1) rowsOf.set(free, []);
  }
  for (const index of system.rows.keys()) {
    if (system.pivots[index] === NO_PIVOT) continue;
    for (const column of listEntries(system, index)) rowsOf.get(column)?.push(index);
  }
  return [...rowsOf].map(([free, rows]) => {
    let multiple = 1;
    for (const index of rows) {
      const leading = system.rows[index]![system.pivots[index]!]!;
      if (leading === 1) continue;
      const over = leading / findDivisor(leading, system.rows[index]![free]!);
      multiple = checkSize(multiple * (over / findDivisor(multiple, over)));
    }
    return {
      quantities: [free, ...rows.map((index) => system.pivots[index]!)],
      steps: [multiple, ...rows.map((index) => countSteps(system, index, free, multiple))],
    };
  });
}

/** How far the pivot of a row moves with this many steps of a free unknown; `multiple` makes it whole. */
function countSteps(system: ReducedSystem, index: number, free: number, multiple: number): number {
  const row = system.rows[index]!;
  return (-row[free]! * multiple) / row[system.pivots[index]!]!;
}

/** Makes an unknown of a row its pivot, in place; the equations stay unchanged. */
export function setPivot(system: ReducedSystem, index: number, pivot: number): void {
  const row = system.rows[index]!;
  const before = system.pivots[index]!;
  if (before !== NO_PIVOT) system.rowOf[before] = -1;
  system.pivots[index] = pivot;
  system.rowOf[pivot] = index;
  if (row[pivot]! < 0) for (const column of listEntries(system, index)) row[column] = -row[column]!;
  for (let other = 0; other < system.rows.length; other += 1) {
    if (other !== index && system.rows[other]![pivot] !== 0) eliminate(system, other, index, pivot);
  }
}

function choosePivot(system: ReducedSystem, index: number, entries: readonly number[]): void {
  let pivot = NO_PIVOT;
  for (const column of entries) {
    if (system.known[column]) continue;
    if (pivot === NO_PIVOT || (system.preference[column] ?? 0) > (system.preference[pivot] ?? 0))
      pivot = column;
  }
  if (pivot !== NO_PIVOT) setPivot(system, index, pivot);
}

/** Eliminates a column from one row by means of another, whose coefficient there is positive. */
function eliminate(system: ReducedSystem, index: number, by: number, column: number): void {
  const { bits, words } = system;
  const row = system.rows[index]!;
  const other = system.rows[by]!;
  const divisor = findDivisor(row[column]!, other[column]!);
  const times = other[column]! / divisor;
  const less = row[column]! / divisor;
  if (times !== 1) return eliminateInFractions(system, index, by, times, less);
  for (let word = 0; word < words; word += 1) {
    let left = bits[by * words + word]!;
    bits[index * words + word] = bits[index * words + word]! | left;
    while (left !== 0) {
      const lowest = left & -left;
      left ^= lowest;
      const entry = word * 32 + 31 - Math.clz32(lowest);
      row[entry] = checkSize(row[entry]! - less * other[entry]!);
    }
  }
}

/** The same where the row has to be multiplied first; what its numbers have in common is divided out. */
function eliminateInFractions(
  system: ReducedSystem,
  index: number,
  by: number,
  times: number,
  less: number,
): void {
  const { bits, words } = system;
  const row = system.rows[index]!;
  const other = system.rows[by]!;
  const entries = [...new Set([...listEntries(system, index), ...listEntries(system, by)])];
  const changed = entries.map((entry) => row[entry]! * times - less * other[entry]!);
  let common = 0;
  for (const coefficient of changed) if (coefficient !== 0) common = findDivisor(common, coefficient);
  entries.forEach((entry, at) => {
    row[entry] = checkSize(changed[at]! / (common || 1));
  });
  for (let word = 0; word < words; word += 1) {
    bits[index * words + word] = bits[index * words + word]! | bits[by * words + word]!;
  }
}

/** Returns the coefficient; throws RangeError if it is too large for exact arithmetic. */
export function checkSize(coefficient: number): number {
  if (coefficient <= LARGEST && coefficient >= -LARGEST) return coefficient;
  throw new RangeError('The coefficients of the system are too large for exact arithmetic.');
}

/** Lists the columns in which a row is not zero, in ascending order. */
export function listEntries({ rows, bits, words }: ReducedSystem, index: number): number[] {
  const row = rows[index]!;
  const entries: number[] = [];
  for (let word = 0; word < words; word += 1) {
    let left = bits[index * words + word]!;
    while (left !== 0) {
      const lowest = left & -left;
      left ^= lowest;
      const entry = word * 32 + 31 - Math.clz32(lowest);
      if (row[entry] !== 0) entries.push(entry);
      else bits[index * words + word] = bits[index * words + word]! & ~lowest;
    }
  }
  return entries;
}

/** Returns the greatest common divisor, positive; of zero and a number, that number. */
export function findDivisor(a: number, b: number): number {
  let larger = Math.abs(a);
  let smaller = Math.abs(b);
  while (smaller !== 0) [larger, smaller] = [smaller, larger % smaller];
  return larger;
}
