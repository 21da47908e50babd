import {
  type ActivityCells,
  activityWordColumns,
  type IndicatorCells,
  indicatorWordColumns,
} from '#server/domain/plan/plan-edit.schema.ts';

/** A browser sends line breaks in the long form; the plan holds the short one. */
const read = (form: FormData, column: string) => String(form.get(column) ?? '').replace(/\r\n?/g, '\n');

/** The cells of an activity as they were typed. */
export const readActivityCells = (form: FormData): ActivityCells =>
  Object.fromEntries(activityWordColumns.map((column) => [column, read(form, column)])) as ActivityCells;

/** The words of an indicator as they were typed. */
export const readIndicatorCells = (form: FormData): IndicatorCells =>
  Object.fromEntries(indicatorWordColumns.map((column) => [column, read(form, column)])) as IndicatorCells;
