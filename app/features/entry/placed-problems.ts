import type { FieldProblem } from '#server/domain/error/domain-error.ts';
import type { IndicatorDefinition } from '#server/domain/value/indicator-definition.ts';
import { listFigureFields } from '#server/domain/value/measures.ts';
import { cellControlId, findFieldId, readCellPath } from './field-ids.ts';
import { nameCell } from './indicator-draft.ts';
import { type ActivityQuestion, activityWords, indicatorWords, nameFigure } from './item-words.ts';

/** A problem with the id of its control, ready for the error summary, which names the field, and for the field. */
export type PlacedProblem = { fieldId: string; message: string; label?: string };

/** What a cell is called in the error summary: "Sex: Female, Persons". A list or an account is the only field. */
export function nameCellField(definition: IndicatorDefinition, key: string, field: string): string {
  const figures = listFigureFields(definition.measure);
  const figure = figures.find((known) => known === field) ?? figures[0];
  return figure ? `${nameCell(key, definition)}, ${nameFigure(definition, figure)}` : 'Answer';
}

/** Problems of an indicator's page by control; `keys` says which cell was sent in which place. */
export function placeIndicatorProblems(
  definition: IndicatorDefinition,
  fields: readonly FieldProblem[],
  keys: readonly string[],
): PlacedProblem[] {
  return fields.map(({ path, message }) => {
    const cell = readCellPath(path, keys);
    if (cell) {
      const label = nameCellField(definition, cell.key, cell.field);
      return { fieldId: cellControlId(cell.key, cell.field), message, label };
    }
    if (path !== 'note' && path !== 'release') return { fieldId: 'entry', message };
    return { fieldId: path, message, label: indicatorWords[path].label };
  });
}

/** Problems of an activity's page by control. */
export function placeActivityProblems(fields: readonly FieldProblem[]): PlacedProblem[] {
  return fields.map(({ path, message }) => {
    const label = activityWords[path as ActivityQuestion]?.label;
    return { fieldId: findFieldId('activity', path), message, ...(label ? { label } : {}) };
  });
}

/** The messages by the id of the control; the first one counts. */
export function messagesById(problems: readonly PlacedProblem[]): Record<string, string> {
  const messages: Record<string, string> = {};
  for (const { fieldId, message } of problems) messages[fieldId] ??= message;
  return messages;
}
