import type { FigureDefinition, NoNumberMark } from './figure.types.ts';
import { noNumberStates } from './mark-shapes.ts';

/** Lists the missing-value markers that occur in a figure, in their usual order: what its legend explains. */
export function listNoNumberMarks({ rows }: Pick<FigureDefinition, 'rows'>): NoNumberMark[] {
  const found = new Set(
    rows.flatMap(({ cells }) =>
      Object.values(cells).flatMap((cell) => (cell.kind === 'none' ? [cell.mark] : [])),
    ),
  );
  return noNumberStates.filter((state) => found.has(state));
}
