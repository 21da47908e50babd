import type { FieldProblem } from '#server/domain/error/domain-error.ts';
import { labelColumn } from './column-words.ts';
import { findProblem } from './find-problem.ts';

/** What every field for a column of a row of the plan is given. */
export const buildCellField =
  <Column extends string>(cells: Readonly<Record<string, string>>, problems: readonly FieldProblem[]) =>
  (column: Column) => ({
    id: column,
    name: column,
    label: labelColumn(column),
    defaultValue: cells[column] ?? '',
    error: findProblem(problems, column),
  });
