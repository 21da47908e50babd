import { type ClipboardEvent, type FocusEvent, useCallback, useRef } from 'react';
import { flushSync } from 'react-dom';
import { getCell } from '#app/features/entry/indicator-draft.ts';
import { readStateKey } from '#app/features/entry/no-figure.tsx';
import { readClipboard } from '#app/features/forms/read-clipboard.ts';
import { type GridAction, type GridState, type PastedGrid, pasteBlock } from './grid-edits.ts';
import {
  findNextEmpty,
  findPlace,
  type GridItem,
  type GridPlace,
  type GridRow,
  movePlace,
  serialiseControl,
} from './grid-form.ts';
import { readSign, type stateSigns } from './grid-signs.ts';

type Control = HTMLInputElement | HTMLSelectElement;

type GridKeysOptions = {
  rows: readonly GridRow[];
  items: readonly GridItem[];
  state: GridState;
  dispatch: (action: GridAction) => void;
  onPasted: (pasted: PastedGrid) => void;
  /** Told when no cell is empty any more. */
  onNoGap: () => void;
  /** Told when a button is pressed that is about a cell, and none was entered yet. */
  onNoCell: () => void;
};

const steps: Readonly<Record<string, 'up' | 'down' | 'left' | 'right'>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};

const asControl = (target: EventTarget | RadioNodeList | null): Control | null =>
  target instanceof HTMLInputElement || target instanceof HTMLSelectElement ? target : null;

/** The name of the control that an event is about. */
const readName = (target: EventTarget | null): string => asControl(target)?.name ?? '';

/** Whether the caret is at the edge towards which an arrow leads, or everything is selected as when a cell is entered. */
function isAtEdge(input: HTMLInputElement, step: 'left' | 'right'): boolean {
  const { selectionStart: from, selectionEnd: to, value } = input;
  if (from === 0 && to === value.length) return true;
  return from === to && from === (step === 'left' ? 0 : value.length);
}

/** What the keyboard and the clipboard do in the grid; the form works without. */
export function useGridKeys({ rows, items, state, dispatch, onPasted, onNoGap, onNoCell }: GridKeysOptions) {
  const focusPlace = useCallback(
    (form: HTMLFormElement | null, place: GridPlace) => {
      const row = rows[place.row];
      const key = row?.keys[place.column];
      if (!row || !key) return;
      const found = asControl(form?.elements.namedItem(serialiseControl(row.code, key, row.field)) ?? null);
      found?.focus();
      if (found instanceof HTMLInputElement) found.select();
    },
    [rows],
  );

  const visited = useRef<GridPlace | null>(null);

  const goToGap = useCallback(
    (form: HTMLFormElement | null) => {
      const place = findPlace(rows, readName(document.activeElement));
      const next = findNextEmpty(rows, state.drafts, place);
      if (next === null) onNoGap();
      else focusPlace(form, next);
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
      const row = rows.findIndex(({ code, keys }) => code === first.code && keys.includes(first.key));
      if (row !== -1) focusPlace(form, { row, column: rows[row]?.keys.indexOf(first.key) ?? 0 });
    },
    [state, rows, dispatch, focusPlace],
  );

  const onKeyDown = (event: React.KeyboardEvent<HTMLElement>) => {
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
    const place = findPlace(rows, readName(event.target));
    if (!place || event.altKey || event.ctrlKey || event.metaKey) return;
    const step = steps[event.key] ?? (event.key === 'Enter' ? (event.shiftKey ? 'up' : 'down') : null);
    if (step) {
      const isSelect = control instanceof HTMLSelectElement;
      // In a list the arrows up and down choose, as everywhere.
      if (isSelect && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) return;
      const isText = control instanceof HTMLInputElement;
      if (isText && (step === 'left' || step === 'right') && (event.shiftKey || !isAtEdge(control, step)))
        return;
      event.preventDefault();
      const next = movePlace(rows, place, step);
      if (next) focusPlace(form, next);
      return;
    }
    if (!(control instanceof HTMLInputElement) || event.shiftKey) return;
    if (event.key === 'F2') {
      event.preventDefault();
      control.setSelectionRange(control.value.length, control.value.length);
      return;
    }
    const row = rows[place.row];
    const key = row?.keys[place.column];
    const draft = row && state.drafts[row.code];
    if (!row || !key || !draft) return;
    const cell = getCell(draft, key);
    // Of "n/a" the first letter says it all.
    if (cell.state === 'not_available' && /^[/a]$/i.test(event.key)) {
      event.preventDefault();
      return;
    }
    const said = readStateKey({ key: event.key, input: control, state: cell.state });
    if (said === null) return;
    event.preventDefault();
    sayState(row.code, key, said);
    control.select();
  };

  const sayState = (code: string, key: string, text: string) =>
    flushSync(() => dispatch({ type: 'edit', code, key, part: 'state', text }));

  const onPaste = (event: ClipboardEvent<HTMLElement>) => {
    const place = findPlace(rows, readName(event.target));
    const text = event.clipboardData.getData('text/plain');
    const block = readClipboard(text);
    // One number goes into the field like anywhere else.
    const isOne = block.length <= 1 && (block[0]?.length ?? 0) <= 1;
    const isNumber = isOne && readSign(text) === null;
    if (!place || (isNumber && event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    const pasted = pasteBlock({ rows, items, drafts: state.drafts }, place, block);
    dispatch({ type: 'change', changes: pasted.changes });
    onPasted(pasted);
  };

  /** A cell is entered with its content selected, so that typing replaces it. */
  const onFocus = (event: FocusEvent<HTMLElement>) => {
    if (event.target instanceof HTMLInputElement && event.target.type === 'text') event.target.select();
    visited.current = findPlace(rows, readName(event.target)) ?? visited.current;
  };

  /** The buttons for a state, of a phone whose keys are those of a number pad: about the cell that was entered last. */
  const sayHere = (form: HTMLFormElement | null, said: keyof typeof stateSigns) => {
    const place = visited.current;
    const row = place && rows[place.row];
    const key = row?.keys[place?.column ?? -1];
    if (!place || !row || !key) return onNoCell();
    if (row.field === 'pick') dispatch({ type: 'edit', code: row.code, key, part: 'pick', text: said });
    else sayState(row.code, key, said);
    focusPlace(form, place);
  };

  return { onKeyDown, onPaste, onFocus, goToGap, turn, sayHere };
}
