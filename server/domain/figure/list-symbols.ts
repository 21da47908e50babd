import type { FigureDefinition, MissingValueMarker } from './figure.types.ts';
import { noNumberStates } from './symbol-shapes.ts';

/** Lists the missing-value markers that occur in a figure, in their usual order: what its legend explains. */
export function listMissingValueMarkers({ rows }: Pick<FigureDefinition, 'rows'>): MissingValueMarker[] {
  const found = new Set(
    rows.flatMap(({ cells }) =>
      Object.values(cells).flatMap((cell) => (cell.kind === 'none' ? [cell.mark] : [])),
    ),
  );
  return noNumberStates.filter((state) => found.has(state));
}
