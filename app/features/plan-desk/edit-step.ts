import type { MovedCell, PlanForm } from '#app/contract.ts';
import type { Refusal } from '#app/features/errors/ask.ts';
import type { PlanEdit } from '#server/domain/plan/plan-edit.schema.ts';
import type { TypedAmendment } from './amendment-fields.tsx';

/** What was typed into a form of the plan, and the row as it was when the form was opened. */
export type TypedEdit = {
  edit: PlanEdit;
  amendment: TypedAmendment;
  opened: Record<string, string>;
};

/** A form of the plan as it is to be shown. */
export type EditStep = {
  form: PlanForm;
  typed: TypedEdit | null;
  refusal: Refusal | null;
  /** What somebody else changed in the row since it was opened. */
  moved: readonly MovedCell[];
  /** Fields begin anew when it changes. */
  key: string;
};

type Answer = { typed: TypedEdit; refusal: Refusal | null } | undefined;

/**
 * Puts together what is stored, what was typed before the preview (`draft`) and what was typed just now. Where
 * somebody else changed the row meanwhile, words that were left as they were give way to what is there now.
 */
export function buildEditStep(
  { form, draft }: { form: PlanForm; draft: TypedEdit | null },
  answer: Answer,
): EditStep {
  const typed = answer?.typed ?? draft;
  const refusal = answer?.refusal ?? null;
  const now = form.row?.cells ?? null;
  const key = `${form.row?.version ?? ''} ${typed && 'parts' in typed.edit ? typed.edit.parts.length : 0}`;
  if (!typed || !now) return { form, typed, refusal, moved: [], key };
  const moved = listMovedCells(typed, now);
  return {
    form,
    typed: moved.length > 0 ? { ...typed, edit: takeOver(typed.edit, moved) } : typed,
    refusal,
    moved,
    key,
  };
}

function listMovedCells({ edit, opened }: TypedEdit, now: Readonly<Record<string, string>>): MovedCell[] {
  const typed: Readonly<Record<string, string>> = 'cells' in edit ? edit.cells : {};
  return Object.keys(now)
    .filter((column) => opened[column] !== undefined && opened[column] !== now[column])
    .map((column) => ({
      column,
      opened: opened[column] ?? '',
      now: now[column] ?? '',
      typed: typed[column] === undefined || typed[column] === opened[column] ? null : typed[column],
    }));
}

function takeOver(edit: PlanEdit, moved: readonly MovedCell[]): PlanEdit {
  if (!('cells' in edit)) return edit;
  const theirs = Object.fromEntries(
    moved
      .filter(({ column, typed }) => typed === null && column in edit.cells)
      .map(({ column, now }) => [column, now]),
  );
  return { ...edit, cells: { ...edit.cells, ...theirs } } as PlanEdit;
}
