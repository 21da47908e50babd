import type { ActivityEntry } from '#app/contract.ts';
import { labelColumn } from '#app/features/plan-desk/column-labels.ts';

type Amended = Pick<ActivityEntry, 'amendments'>;

/** Names the columns that were amended as people call them: here, so that browsers need not fetch the names. */
export const labelAmendments = <Entry extends Amended>(entry: Entry): Entry => ({
  ...entry,
  amendments: entry.amendments.map((amendment) => ({
    ...amendment,
    cells: amendment.cells.map((cell) => ({ ...cell, column: labelColumn(cell.column) })),
  })),
});
