import { formatCellName } from '../workbook/workbook-format.ts';
import type { PlanFileProblem } from './plan-file.schema.ts';
import type { SheetColumns } from './plan-upload.rules.ts';

/** Where a problem is: on which sheet, and in which cell as people name it, or in which column where it has none. */
export interface ProblemPlace {
  readonly sheet: string;
  /** "E3"; null where the column is not on the sheet. */
  readonly cell: string | null;
  readonly row: number;
  readonly column: string;
}

/** The same thing to correct, wherever it is. */
export interface ProblemGroup {
  readonly message: string;
  readonly places: readonly ProblemPlace[];
}

/** Groups problems by what is to be done, in the order in which each is met first. */
export function groupProblems(
  problems: readonly PlanFileProblem[],
  columns: SheetColumns | undefined,
): ProblemGroup[] {
  return [...Map.groupBy(problems, ({ message }) => message)].map(([message, same]) => ({
    message,
    places: same.map((problem) => locateProblem(problem, columns)),
  }));
}

function locateProblem(
  { file, row, column }: PlanFileProblem,
  columns: SheetColumns | undefined,
): ProblemPlace {
  const sheet = file.replace(/\.csv$/, '');
  const at = columns?.[sheet]?.[column];
  return { sheet, cell: at === undefined ? null : formatCellName(row - 1, at), row, column };
}
