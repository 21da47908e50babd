import { formatRange } from '../language/number-format.ts';
import { type CountRange, findRange } from '../value/count-range.ts';
import type { FigureDefinition, MissingValueMarker } from './figure.types.ts';
import { noNumberStates } from './symbol-shapes.ts';

/** A marker that occurs in a figure, or a range that is printed beside it. */
export type UsedMarker = { mark: MissingValueMarker; range: CountRange | null };

/**
 * Lists the missing-value markers that occur in a figure, in their usual order: what its legend explains. The
 * lowest range stands for all of them, after the marker that they are printed with; a marker that occurs only with
 * ranges has no entry of its own.
 */
export function listMissingValueMarkers({ rows }: Pick<FigureDefinition, 'rows'>): UsedMarker[] {
  const found = new Map<string, UsedMarker>();
  for (const { cells } of rows) {
    for (const cell of Object.values(cells)) {
      if (cell.kind !== 'none') continue;
      const range = findRange(cell);
      const key = `${cell.mark} ${range === null}`;
      const before = found.get(key)?.range;
      if (!before || (range && range.least < before.least)) found.set(key, { mark: cell.mark, range });
    }
  }
  const used = [...found.values()].sort(
    (one, other) => Number(one.range !== null) - Number(other.range !== null),
  );
  return noNumberStates.flatMap((state) => used.filter(({ mark }) => mark === state));
}

/** What the legend says of a marker: "Suppressed", "1–10: given as a range". */
export function describeMarker(
  { mark, range }: UsedMarker,
  words: (name: MissingValueMarker | 'range') => string,
): string {
  return range ? `${formatRange(range)}: ${words('range').toLowerCase()}` : words(mark);
}
