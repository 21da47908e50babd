import type { SumRow } from './rational-system.calculations.ts';

/**
 * What the public knows of the quantities of one round, and what no reader may find out: the sums that can be
 * written down, and which quantities are shown. The reported values satisfy every sum, so for what follows from the
 * sums only the steps matter that a quantity can take from its true value without contradicting what is public.
 */
export type PublicSystem = {
  /** By quantity: whole steps it can go up and down within its bounds, capped at MOST_STEPS. */
  up: number[];
  down: number[];
  /** By quantity: the reporter whose quantity it is, or REGION. */
  ownerOf: number[];
  /** By quantity: its true value, and what it counts. */
  truth: bigint[];
  kindOf: QuantityKind[];
  /** By quantity: the figures that show it, each on its own. */
  figuresOf: number[][];
  /** By quantity: whether it is public whatever is suppressed now: an earlier publication shows it. */
  alwaysKnown: boolean[];
  rows: SumRow[];
  /** Differences of what a reporter gave for one place at different times: a correction. */
  changes: SumRow[];
  /** Sums of the region and of its parts, by row: what is left of the whole is a sum as well. */
  breakdowns: { whole: number; parts: number[] }[];
  protectedQuantities: ProtectedQuantity[];
  /** By figure: the cost of suppressing it. */
  costs: number[];
  /** By figure of the region: the quantity that is its sum, shown or not. */
  sumOf: Map<number, number>;
};

export type ProtectedQuantity = {
  quantity: number;
  /** Whole steps between the lowest and the highest value that must stay possible for every reader. */
  steps: number;
  /** The figure that would show the quantity. */
  figure: number;
};

/** An answer of a choice has no size; counts of persons have stricter rules than other magnitudes. */
export type QuantityKind = 'persons' | 'magnitude' | 'answer';

/** The owner of a sum of several reporters. */
export const REGION = -1;

/** Steps beyond this make no difference; amounts of money stay below it. */
export const MOST_STEPS = 2 ** 42;

export function createPublicSystem(): PublicSystem {
  return {
    up: [],
    down: [],
    ownerOf: [],
    truth: [],
    kindOf: [],
    figuresOf: [],
    alwaysKnown: [],
    rows: [],
    changes: [],
    breakdowns: [],
    protectedQuantities: [],
    costs: [],
    sumOf: new Map(),
  };
}

type Bounds = { lowest?: bigint; highest?: bigint };

/** Adds a quantity with its true value and the bounds that the public may know. Returns its number. */
export function addQuantity(
  system: PublicSystem,
  { owner, kind }: { owner: number; kind: QuantityKind },
  truth: bigint,
  whole: bigint,
  bounds: Bounds = {},
): number {
  const { up, down } = countRoom(truth, whole, bounds);
  system.up.push(up);
  system.down.push(down);
  system.ownerOf.push(owner);
  system.truth.push(truth);
  system.kindOf.push(kind);
  system.alwaysKnown.push(false);
  return system.figuresOf.push([]) - 1;
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

/** Whether the public knows more of an unknown sum than that it is not negative. */
export function isBounded({ up, down, truth }: PublicSystem, quantity: number, whole: bigint): boolean {
  const { up: highest, down: lowest } = countRoom(truth[quantity]!, whole, {});
  return up[quantity]! < highest || down[quantity]! < lowest;
}

function countRoom(truth: bigint, whole: bigint, { lowest = 0n, highest }: Bounds) {
  const countSteps = (room: bigint) => (room > 0n ? Math.min(MOST_STEPS, Number(room / whole)) : 0);
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
export function listKnown(
  { figuresOf, alwaysKnown }: PublicSystem,
  isShown: (figure: number) => boolean,
): boolean[] {
  return figuresOf.map((figures, quantity) => alwaysKnown[quantity]! || figures.some(isShown));
}
