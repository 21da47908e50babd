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
  const system: ReducedSystem = {
    columns,
    known: Array.from({ length: columns }, (_, column) => known[column] === true),
    preference,
    rows: [],
    matrix: new Int32Array(columns * equations.length),
    pivots: [],
    rowOf: new Int32Array(columns).fill(-1),
  };
  for (const { quantities, signs } of equations) {
    // All zeros still: a row that was not kept has become so.
    const row = viewRow(system, system.rows.length);
    for (let index = 0; index < quantities.length; index += 1) {
      row[quantities[index]!] = row[quantities[index]!]! + signs[index]!;
    }
    for (const quantity of quantities) {
      const done = system.rows[system.rowOf[quantity]!];
      if (done && row[quantity] !== 0) eliminate(row, done, quantity);
    }
    const entries = findEntries(row);
    if (entries.length === 0) continue;
    system.rows.push(row);
    system.pivots.push(NO_PIVOT);
    choosePivot(system, system.rows.length - 1, entries);
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
  const row = system.rows[system.rowOf[quantity]!];
  if (!row) return false;
  return row.every(
    (coefficient, column) => coefficient === 0 || column === quantity || system.known[column] === true,
  );
}

/**
 * Returns the known quantities in the rows of an unknown. If it is determined, it is derived from exactly
 * these.
 */
export function findSupport(system: ReducedSystem, quantity: number): number[] {
  const own = system.rowOf[quantity]!;
  const rows = own >= 0 ? [system.rows[own]!] : system.rows.filter((row) => row[quantity] !== 0);
  const support = new Set<number>();
  for (const row of rows) {
    for (const column of findEntries(row)) if (system.known[column]) support.add(column);
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
  system.rows.forEach((row, index) => {
    if (system.pivots[index] === NO_PIVOT) return;
    for (let column = 0; column < row.length; column += 1) {
      if (row[column] !== 0) rowsOf.get(column)?.push(index);
    }
  });
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
  const entries = findEntries(row);
  if (row[pivot]! < 0) for (const column of entries) row[column] = -row[column]!;
  for (const other of system.rows) {
    if (other !== row && other[pivot] !== 0) eliminate(other, row, pivot, entries);
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

/**
 * Eliminates a column from `row` by means of `by`, whose coefficient there is positive. `entries` says where `by` is not
 * zero, if that is known.
 */
function eliminate(row: Int32Array, by: Int32Array, column: number, entries?: readonly number[]): void {
  const divisor = findDivisor(row[column]!, by[column]!);
  const times = by[column]! / divisor;
  const less = row[column]! / divisor;
  if (times === 1 && entries) {
    for (let index = 0; index < entries.length; index += 1) {
      const entry = entries[index]!;
      row[entry] = checkSize(row[entry]! - less * by[entry]!);
    }
    return;
  }
  if (times === 1) {
    for (let entry = 0; entry < by.length; entry += 1) {
      if (by[entry] !== 0) row[entry] = checkSize(row[entry]! - less * by[entry]!);
    }
    return;
  }
  let common = 0;
  const changed = Array.from(row, (coefficient, index) => coefficient * times - less * by[index]!);
  for (const coefficient of changed) if (coefficient !== 0) common = findDivisor(common, coefficient);
  for (let index = 0; index < row.length; index += 1) row[index] = checkSize(changed[index]! / (common || 1));
}

/** Returns the coefficient; throws RangeError if it is too large for exact arithmetic. */
export function checkSize(coefficient: number): number {
  if (coefficient <= LARGEST && coefficient >= -LARGEST) return coefficient;
  throw new RangeError('The coefficients of the system are too large for exact arithmetic.');
}

function findEntries(row: Int32Array): number[] {
  const entries: number[] = [];
  for (let column = 0; column < row.length; column += 1) if (row[column] !== 0) entries.push(column);
  return entries;
}

/** Returns the greatest common divisor, positive; of zero and a number, that number. */
export function findDivisor(a: number, b: number): number {
  let larger = Math.abs(a);
  let smaller = Math.abs(b);
  while (smaller !== 0) [larger, smaller] = [smaller, larger % smaller];
  return larger;
}
