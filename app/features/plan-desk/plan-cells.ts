import type { FieldProblem } from '#server/domain/error/domain-error.ts';
import {
  type ActivityCells,
  activityWordColumns,
  type IndicatorCells,
  indicatorWordColumns,
} from '#server/domain/plan/plan-edit.schema.ts';

/** What people call the columns of activities and indicators that a form shows. */
const labels: Readonly<Record<string, string>> = {
  code: 'Code',
  objective: 'Objective',
  title: 'Title',
  description: 'Description',
  lead: 'Lead body',
  cooperating: 'Cooperating bodies',
  participating_states: 'States that take part',
  partners: 'Partners',
  active_years: 'Years in which it runs',
  tags: 'Tags',
  lenses: 'Lenses',
  actip_articles: 'Articles of the convention',
  basis: 'Where it was decided',
  definition: 'Definition',
  counting_rule: 'Counting rule',
  numerator_label: 'Above the line of the percentage',
  denominator_label: 'Below the line of the percentage',
  added_from: 'Counts from',
  ended_from: 'Ended from',
  merged_into: 'Goes on in',
  split_from: 'Split from',
};

/** A column in words; one that no form shows keeps its name in the workbook. */
export const labelColumn = (column: string): string => labels[column] ?? column;

/** The sentence for a field, where there is one. */
export const findProblem = (problems: readonly FieldProblem[], path: string): string | null =>
  problems.find((problem) => problem.path === path)?.message ?? null;

/** A browser sends line breaks in the long form; the plan holds the short one. */
const read = (form: FormData, column: string) => String(form.get(column) ?? '').replace(/\r\n?/g, '\n');

/** The cells of an activity as they were typed. */
export const readActivityCells = (form: FormData): ActivityCells =>
  Object.fromEntries(activityWordColumns.map((column) => [column, read(form, column)])) as ActivityCells;

/** The words of an indicator as they were typed. */
export const readIndicatorCells = (form: FormData): IndicatorCells =>
  Object.fromEntries(indicatorWordColumns.map((column) => [column, read(form, column)])) as IndicatorCells;

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
