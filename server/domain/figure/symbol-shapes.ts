import type { MissingValueMarker } from './figure.types.ts';

/**
 * The shapes of status symbols and missing-value markers on a grid of 16, shared by pages, charts and files.
 * A status is a fill, not a colour: each shape is legible in black and white at 12 px.
 */

/** Names of the status symbols, in order of progress; `unknown` means "not yet reported". */
export const statusSymbolNames = [
  'empty',
  'dot',
  'half',
  'hatched',
  'solid',
  'turn',
  'bars',
  'stroke',
  'unknown',
] as const;
export type StatusSymbolName = (typeof statusSymbolNames)[number];

/** The states of a cell without a number. Zero is a number and is printed. */
export const noNumberStates = [
  'suppressed',
  'withheld',
  'not_available',
  'not_applicable',
  'not_yet_reported',
] as const satisfies readonly MissingValueMarker[];
export type NoNumberState = (typeof noNumberStates)[number];

/** A shape: path data to fill (even-odd) and path data to stroke, in units of the grid of 16. */
export interface SymbolShape {
  fill?: string;
  stroke?: string;
  strokeWidth?: number;
  /** Dash and gap of a stroke whose whole length counts as 60. */
  dash?: string;
}

const ring = 'M8 1.75a6.25 6.25 0 1 1 0 12.5a6.25 6.25 0 1 1 0 -12.5z';
const disc = 'M8 1a7 7 0 1 1 0 14a7 7 0 1 1 0 -14z';

/** Builds diagonal strokes over the left half of the ring, clipped to the ring and the diameter. */
function hatchLeftHalf(offsets: readonly number[]): string {
  const radius = 6.25;
  return offsets
    .map((sum) => {
      // The intersection of the line x + y = sum with the circle around (8, 8).
      const half = (sum - 16) / 2;
      const reach = Math.sqrt(radius * radius - 2 * half * half) / Math.SQRT2;
      const left = 8 + half - reach;
      const right = Math.min(8, 8 + half + reach);
      return `M${left.toFixed(2)} ${(sum - left).toFixed(2)}L${right.toFixed(2)} ${(sum - right).toFixed(2)}`;
    })
    .join('');
}

/**
 * Builds the outline of a turning arrow, cut out of the disc by the even-odd rule. Angles in degrees,
 * clockwise from the right.
 */
function turningArrow(from: number, to: number, radius: number, halfWidth: number, head: number): string {
  const at = (angle: number, distance: number): [number, number] => {
    const radians = (angle * Math.PI) / 180;
    return [8 + distance * Math.cos(radians), 8 + distance * Math.sin(radians)];
  };
  const write = ([x, y]: [number, number]) => `${x.toFixed(2)} ${y.toFixed(2)}`;
  const outer = radius + halfWidth;
  const inner = radius - halfWidth;
  const [midX, midY] = at(to, radius);
  const radians = (to * Math.PI) / 180;
  const tip: [number, number] = [
    midX - Math.sin(radians) * head * 1.3,
    midY + Math.cos(radians) * head * 1.3,
  ];
  const large = to - from > 180 ? 1 : 0;
  return [
    `M${write(at(from, outer))}`,
    `A${outer} ${outer} 0 ${large} 1 ${write(at(to, outer))}`,
    `L${write(at(to, radius + head))}L${write(tip)}L${write(at(to, radius - head))}L${write(at(to, inner))}`,
    `A${inner} ${inner} 0 ${large} 0 ${write(at(from, inner))}z`,
  ].join('');
}

const markShapes: Record<StatusSymbolName, SymbolShape> = {
  empty: { stroke: ring },
  dot: { stroke: ring, fill: 'M8 5.4a2.6 2.6 0 1 1 0 5.2a2.6 2.6 0 1 1 0 -5.2z' },
  half: { stroke: ring, fill: 'M8 1.75a6.25 6.25 0 0 0 0 12.5z' },
  hatched: { stroke: `${ring}M8 1.75V14.25${hatchLeftHalf([10.2, 14.2, 18.2])}`, strokeWidth: 1.4 },
  solid: { fill: disc },
  turn: { fill: disc + turningArrow(15, 268, 3.3, 0.75, 2.1) },
  bars: { fill: 'M3 2h3.5v12H3zM9.5 2h3.5v12h-3.5z' },
  stroke: { stroke: `${ring}M1.2 14.8L14.8 1.2` },
  unknown: { stroke: ring, dash: '6 4' },
};

/** The missing-value markers: a blacked-out figure, an empty box, two points, a cross, and an open ring. */
const noNumberShapes: Record<NoNumberState, SymbolShape> = {
  suppressed: { fill: 'M0.5 5h15v6h-15z' },
  withheld: { stroke: 'M1.25 5.75h13.5v4.5h-13.5z' },
  not_available: {
    fill: 'M4.5 10.3a1.7 1.7 0 1 1 0 3.4a1.7 1.7 0 1 1 0 -3.4zM11.5 10.3a1.7 1.7 0 1 1 0 3.4a1.7 1.7 0 1 1 0 -3.4z',
  },
  not_applicable: { stroke: 'M3.5 3.5L12.5 12.5M12.5 3.5L3.5 12.5' },
  not_yet_reported: markShapes.unknown,
};

/** Whether a text is the name of a status symbol. */
function isStatusSymbolName(text: string): text is StatusSymbolName {
  return (statusSymbolNames as readonly string[]).includes(text);
}

/** Returns the shape of a status symbol; for an unknown name the `unknown` ring. */
export function findSymbolShape(name: string): SymbolShape {
  return markShapes[isStatusSymbolName(name) ? name : 'unknown'];
}

/** Returns the shape of a missing-value marker. */
export function getMissingValueShape(state: NoNumberState): SymbolShape {
  return noNumberShapes[state];
}
