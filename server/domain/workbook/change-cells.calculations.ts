import type { Cell } from '../value/indicator-value.schema.ts';
import type { Change } from './compare-workbook.calculations.ts';
import type { CellAnswer, EntryRow } from './workbook-report.ts';

/** The cells of an indicator after some changes: what is not changed stays. */
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

/** A cell as the rules take it. Exact figures with three decimals get a fourth, so that no point is asked about. */
export function buildCellInput(cell: Cell) {
  const exact = (figure: string | null) => figure?.replace(/\.\d{3}$/, '$&0') ?? null;
  const by: Record<string, string> =
    cell.dimension === null || cell.category === null ? {} : { [cell.dimension]: cell.category };
  return {
    by,
    state: cell.state,
    value: exact(cell.value),
    numerator: exact(cell.numerator),
    denominator: exact(cell.denominator),
    choice: cell.choice,
    text: cell.text,
  };
}
