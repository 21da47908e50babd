import type { KeyboardEvent } from 'react';
import { figureFields } from './indicator-draft.ts';

/** Figures that were taken out because the cell was said to have none; they come back with "Reported". */
export type Stash = Map<string, string[]>;

type Control = HTMLInputElement | HTMLTextAreaElement;

/** A control's name in its two parts: "value.sex.female" is the figure "value" of the cell "sex.female". */
function splitName(name: string): { field: string; cell: string } {
  const dot = name.indexOf('.');
  return { field: name.slice(0, dot), cell: name.slice(dot + 1) };
}

function findControls(
  form: HTMLFormElement,
  cell: string,
): { state: HTMLSelectElement | RadioNodeList | null; figures: Control[] } {
  const named = (field: string) => form.elements.namedItem(`${field}.${cell}`);
  const state = named('state');
  const figures = [...figureFields, 'text'].map(named);
  return {
    state: state instanceof HTMLSelectElement || state instanceof RadioNodeList ? state : null,
    figures: figures.filter(
      (control): control is Control =>
        control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement,
    ),
  };
}

/**
 * Keeps the state of a cell and its figures in step while somebody types: a figure makes it "Reported", no figure
 * makes it "Not yet reported", and a state without a figure takes the figure out. The server does the same for
 * figures without a state, so that nothing depends on this.
 */
export function settleRow(target: EventTarget, stash: Stash): void {
  if (
    !(
      target instanceof HTMLInputElement ||
      target instanceof HTMLTextAreaElement ||
      target instanceof HTMLSelectElement
    ) ||
    !target.form
  ) {
    return;
  }
  const { field, cell } = splitName(target.name);
  const { state, figures } = findControls(target.form, cell);
  if (!state || figures.length === 0) return;
  const isEmpty = figures.every(({ value }) => value.trim() === '');
  if (field !== 'state') {
    if (!isEmpty) state.value = 'reported';
    else if (state.value === 'reported') state.value = '';
    return;
  }
  if (state.value === 'reported') {
    const kept = stash.get(cell);
    if (isEmpty && kept) {
      for (const [index, figure] of figures.entries()) figure.value = kept[index] ?? '';
    }
    stash.delete(cell);
  } else if (!isEmpty) {
    stash.set(
      cell,
      figures.map(({ value }) => value),
    );
    for (const figure of figures) figure.value = '';
  }
}

/** Arrows and Enter lead up and down a column of figures, as people know it from spreadsheets. */
export function moveInColumn(event: KeyboardEvent<HTMLElement>): void {
  const { target, currentTarget, key } = event;
  if (!(target instanceof HTMLInputElement) || !['ArrowDown', 'ArrowUp', 'Enter'].includes(key)) return;
  if (event.altKey || event.ctrlKey || event.metaKey || event.nativeEvent.isComposing) return;
  const { field } = splitName(target.name);
  const column = [...currentTarget.querySelectorAll<HTMLInputElement>(`input[name^="${field}."]`)];
  const next = column[column.indexOf(target) + (key === 'ArrowUp' || event.shiftKey ? -1 : 1)];
  event.preventDefault();
  next?.focus();
  next?.select();
}
