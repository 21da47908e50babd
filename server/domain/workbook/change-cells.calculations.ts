import type { Cell } from '../value/indicator-value.schema.ts';
import type { Change } from './compare-workbook.calculations.ts';
import type { CellAnswer, EntryRow } from './workbook-report.ts';

/** Returns the cells of an indicator after some changes; others stay unchanged. */
export function putCells(rows: EntryRow[], stored: readonly Cell[], changes: readonly Change[]): Cell[] {
  const taken = new Map(changes.map((change) => [change.key, change.value as CellAnswer]));
  const changed = rows.flatMap((row) => {
    const key = `${row.key}/cell`;
    return row.kind === 'cell' && taken.has(key)
      ? [{ place: row.place, answer: taken.get(key) ?? null }]
      : [];
  });
  const isChanged = (cell: Cell) =>
    changed.some(({ place }) => place.dimension === cell.dimension && place.category === cell.category);
  return [
    ...stored.filter((cell) => !isChanged(cell)),
    ...changed.flatMap(({ place, answer }) => (answer === null ? [] : [{ ...place, ...answer }])),
  ];
}
