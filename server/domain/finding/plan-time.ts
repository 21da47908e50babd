/** The parts of a whole that have a word. */
const named = [
  { name: 'quarter', share: 1 / 4 },
  { name: 'third', share: 1 / 3 },
  { name: 'half', share: 1 / 2 },
  { name: 'twoThirds', share: 2 / 3 },
  { name: 'threeQuarters', share: 3 / 4 },
  { name: 'whole', share: 1 },
] as const;

/**
 * Describes a share of a plan's time: the name of the part that it is within a hundredth of ("half"), else "other"; and
 * the whole per cent. `share` is from 0 to 1.
 */
export function describeTimePassed(share: number): { share: string; percent: string } {
  const near = named.find((part) => Math.abs(part.share - share) < 0.01);
  return { share: near?.name ?? 'other', percent: String(Math.round(share * 100)) };
}
