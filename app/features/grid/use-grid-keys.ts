import { type ClipboardEvent, type FocusEvent, type KeyboardEvent, useCallback } from 'react';
import type { GridAction, GridState } from './grid-edits.ts';
import { type PastedGrid, pasteBlock, readClipboard, stateKeys } from './grid-paste.ts';
import {
  findNextEmpty,
  findPlace,
  type GridItem,
  type GridPlace,
  type GridRow,
  movePlace,
  serialiseControl,
} from './grid-rows.ts';

type Control = HTMLInputElement | HTMLSelectElement;

export type GridKeysOptions = {
  rows: readonly GridRow[];
  items: readonly GridItem[];
  state: GridState;
  dispatch: (action: GridAction) => void;
  onPasted: (pasted: PastedGrid) => void;
  /** Told when no cell is empty any more. */
  onNoGap: () => void;
};

const steps: Readonly<Record<string, 'up' | 'down' | 'left' | 'right'>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};

const asControl = (target: EventTarget | null): Control | null =>
  target instanceof HTMLInputElement || target instanceof HTMLSelectElement ? target : null;

/** Whether the caret is at the edge towards which an arrow leads, or everything is selected as when a cell is entered. */
function isAtEdge(input: HTMLInputElement, step: 'left' | 'right'): boolean {
  const { selectionStart: from, selectionEnd: to, value } = input;
  if (from === 0 && to === value.length) return true;
  return from === to && from === (step === 'left' ? 0 : value.length);
}

/** What the keyboard and the clipboard do in the grid; the form works without. */
export function useGridKeys({ rows, items, state, dispatch, onPasted, onNoGap }: GridKeysOptions) {
  const focusPlace = useCallback(
    (form: HTMLFormElement | null, place: GridPlace) => {
      const row = rows[place.row];
      const column = row?.columns[place.column];
      const control = row && column && form?.elements.namedItem(serialiseControl(row, column));
      const found = control instanceof Element ? asControl(control) : null;
      found?.focus();
      if (found instanceof HTMLInputElement) found.select();
    },
    [rows],
  );

  const goToGap = useCallback(
    (form: HTMLFormElement | null) => {
      const place = findPlace(rows, asControl(document.activeElement)?.name ?? '');
      const next = findNextEmpty(rows, state.drafts, place?.row ?? -1);
      if (next === null) onNoGap();
      else focusPlace(form, { row: next, column: 0 });
    },
    [rows, state.drafts, focusPlace, onNoGap],
  );

  /** After "undo" the eye is where something changed. */
  const turn = useCallback(
    (form: HTMLFormElement | null, type: 'undo' | 'redo') => {
      const act = (type === 'undo' ? state.past : state.future).at(-1);
      const [first] = act?.changes ?? [];
      if (!first) return;
      dispatch({ type });
      const row = rows.findIndex(({ code, key }) => code === first.code && key === first.key);
      if (row !== -1) focusPlace(form, { row, column: 0 });
    },
    [state, rows, dispatch, focusPlace],
  );

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const control = asControl(event.target);
    if (event.nativeEvent.isComposing) return;
    const form = event.currentTarget.closest('form');
    if ((event.ctrlKey || event.metaKey) && !event.altKey && control) {
      const key = event.key.toLowerCase();
      if (key === 'z' || key === 'y') {
        event.preventDefault();
        turn(form, key === 'y' || event.shiftKey ? 'redo' : 'undo');
      }
      return;
    }
    const place = control && findPlace(rows, control.name);
    if (!control || !place || event.altKey || event.ctrlKey || event.metaKey) return;
    const step = steps[event.key] ?? (event.key === 'Enter' ? (event.shiftKey ? 'up' : 'down') : null);
    if (step) {
      const isSelect = control instanceof HTMLSelectElement;
      // In a list the arrows up and down choose, as everywhere.
      if (isSelect && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) return;
      if (!isSelect && (step === 'left' || step === 'right') && (event.shiftKey || !isAtEdge(control, step)))
        return;
      event.preventDefault();
      // As in a spreadsheet, Enter after the second of two figures begins the next row.
      const isSecond = event.key === 'Enter' && !event.shiftKey && !isSelect;
      const next = movePlace(rows, isSecond ? { ...place, column: 0 } : place, step);
      if (next) focusPlace(form, next);
      return;
    }
    if (!(control instanceof HTMLInputElement) || event.shiftKey) return;
    if (event.key === 'F2') {
      event.preventDefault();
      control.setSelectionRange(control.value.length, control.value.length);
      return;
    }
    const said = stateKeys[event.key.toLowerCase()];
    const isWhole = control.selectionStart === 0 && control.selectionEnd === control.value.length;
    const row = rows[place.row];
    if (said && isWhole && row) {
      event.preventDefault();
      dispatch({ type: 'edit', code: row.code, key: row.key, column: 'state', text: said });
      const below = movePlace(rows, place, 'down');
      if (below) focusPlace(form, below);
    }
  };

  const onPaste = (event: ClipboardEvent<HTMLElement>) => {
    const place = findPlace(rows, asControl(event.target)?.name ?? '');
    const text = event.clipboardData.getData('text/plain');
    const block = readClipboard(text);
    // One number goes into the field like anywhere else.
    if (
      !place ||
      (block.length <= 1 && (block[0]?.length ?? 0) <= 1 && event.target instanceof HTMLInputElement)
    )
      return;
    event.preventDefault();
    const pasted = pasteBlock({ rows, items, drafts: state.drafts }, place, block);
    dispatch({ type: 'change', changes: pasted.changes });
    onPasted(pasted);
  };

  /** A cell is entered with its content selected, so that typing replaces it. */
  const onFocus = (event: FocusEvent<HTMLElement>) => {
    if (event.target instanceof HTMLInputElement && event.target.type === 'text') event.target.select();
  };

  return { onKeyDown, onPaste, onFocus, goToGap, turn };
}
