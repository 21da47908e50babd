import type { SumRow } from './rational-system.calculations.ts';

/**
 * What the public knows of the quantities of one round: the sums that it can write down, and which quantities
 * it is shown. Values are not needed: the reported values satisfy every sum, so only the steps matter that a
 * quantity can take from its true value without contradicting what is public.
 */
export type PublicSystem = {
  /** By quantity: whole steps it can go up and down within its bounds, capped at MOST_STEPS. */
  up: number[];
  down: number[];
  /** By quantity: the figure that shows it, or NEVER_SHOWN or ALWAYS_KNOWN. */
  figureOf: number[];
  rows: SumRow[];
  protectedQuantities: ProtectedQuantity[];
  /** By figure: the cost of suppressing it. */
  costs: number[];
};

export type ProtectedQuantity = {
  quantity: number;
  /**
   * Steps between the lowest and the highest value that must stay possible: 1 for two values, 2 for three.
   */
  steps: number;
  /** The figure that would show the quantity. */
  figure: number;
};

export const NEVER_SHOWN = -1;
/** Public through an earlier publication. */
export const ALWAYS_KNOWN = -2;

/** Steps beyond this make no difference. */
export const MOST_STEPS = 4;

export function createPublicSystem(figures: number): PublicSystem {
  return {
    up: [],
    down: [],
    figureOf: [],
    rows: [],
    protectedQuantities: [],
    costs: new Array<number>(figures).fill(0),
  };
}

type Bounds = { lowest?: bigint; highest?: bigint };

/** Adds a quantity with its true value and the bounds that the public may know. Returns its number. */
export function addQuantity(system: PublicSystem, truth: bigint, whole: bigint, bounds: Bounds = {}): number {
  const { up, down } = countRoom(truth, whole, bounds);
  system.up.push(up);
  system.down.push(down);
  return system.figureOf.push(NEVER_SHOWN) - 1;
}

/** Tightens the bounds that the public knows of a quantity. */
export function setBounds(
  { up, down }: PublicSystem,
  quantity: number,
  truth: bigint,
  whole: bigint,
  bounds: Bounds,
): void {
  const room = countRoom(truth, whole, bounds);
  up[quantity] = Math.min(up[quantity]!, room.up);
  down[quantity] = Math.min(down[quantity]!, room.down);
}

function countRoom(truth: bigint, whole: bigint, { lowest = 0n, highest }: Bounds) {
  const most = whole * BigInt(MOST_STEPS);
  const countSteps = (room: bigint) => (room >= most ? MOST_STEPS : room > 0n ? Number(room / whole) : 0);
  return {
    up: highest === undefined ? MOST_STEPS : countSteps(highest - truth),
    down: countSteps(truth - lowest),
  };
}

/** Adds a row: these quantities, minus those after them, add up to something public. */
export function addRow(
  system: PublicSystem,
  added: readonly number[],
  subtracted: readonly number[] = [],
): void {
  system.rows.push({
    quantities: [...added, ...subtracted],
    signs: [...added.map(() => 1), ...subtracted.map(() => -1)],
  });
}

/** Lists, by quantity, whether the public is shown it. */
export function listKnown({ figureOf }: PublicSystem, shown: readonly boolean[]): boolean[] {
  return figureOf.map((figure) => figure === ALWAYS_KNOWN || shown[figure] === true);
}
