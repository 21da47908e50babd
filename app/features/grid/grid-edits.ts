import { type CellDraft, getCell, hasAnswer, serialisePick } from '#app/features/entry/indicator-draft.ts';
import { type ValueState, valueStateLabels } from '#server/domain/value/indicator-definition.ts';
import { stateKeys } from '#app/features/entry/no-figure.tsx';
import type { GridColumn, GridDrafts, GridItem, GridPlace, GridRow } from './grid-form.ts';

/** One cell that was changed, with what stood in it. */
type CellChange = { code: string; key: string; before: CellDraft; after: CellDraft };

export type GridState = {
  drafts: GridDrafts;
  /** What can be undone, newest last; each entry is one act of the person, a paste of many cells too. */
  past: readonly Act[];
  /** What was undone and can be done again, newest last. */
  future: readonly Act[];
};

/** `merge` names the control that was typed in: further keys in it belong to the same act. */
type Act = { changes: readonly CellChange[]; merge: string | null };

export type GridAction =
  /** One control of one cell. */
  | { type: 'edit'; code: string; key: string; column: GridColumn; text: string; merge?: string | undefined }
  | { type: 'change'; changes: readonly CellChange[]; merge?: string | undefined }
  | { type: 'undo' }
  | { type: 'redo' }
  /** What was found on the device, or typed before the page came to life: not an act of this page. */
  | { type: 'load'; drafts: GridDrafts };

/** More acts than anybody takes back one by one. */
const longestPast = 200;

export const startGrid = (drafts: GridDrafts): GridState => ({ drafts, past: [], future: [] });

/** The state of the grid after something was done. */
export function reduceGrid(state: GridState, action: GridAction): GridState {
  switch (action.type) {
    case 'edit': {
      const { code, key, column, text, merge } = action;
      const changes = buildChange(state.drafts, { code, key }, column, text);
      return reduceGrid(state, { type: 'change', changes, merge });
    }
    case 'load':
      return { ...state, drafts: { ...state.drafts, ...action.drafts } };
    case 'change': {
      const changes = action.changes.filter(({ before, after }) => !isSameCell(before, after));
      if (changes.length === 0) return state;
      const last = state.past.at(-1);
      const merge = action.merge ?? null;
      const merged =
        last && merge !== null && last.merge === merge
          ? [
              ...state.past.slice(0, -1),
              {
                merge,
                changes: last.changes.map((change, at) => ({
                  ...change,
                  after: changes[at]?.after ?? change.after,
                })),
              },
            ]
          : [...state.past, { changes, merge }];
      return {
        drafts: applyChanges(state.drafts, changes, 'after'),
        past: merged.slice(-longestPast),
        future: [],
      };
    }
    case 'undo': {
      const act = state.past.at(-1);
      if (!act) return state;
      return {
        drafts: applyChanges(state.drafts, act.changes, 'before'),
        // What is typed next in the same control is a new act.
        past: state.past.slice(0, -1).map((earlier) => ({ ...earlier, merge: null })),
        future: [...state.future, { ...act, merge: null }],
      };
    }
    case 'redo': {
      const act = state.future.at(-1);
      if (!act) return state;
      return {
        drafts: applyChanges(state.drafts, act.changes, 'after'),
        past: [...state.past, act],
        future: state.future.slice(0, -1),
      };
    }
  }
}

function applyChanges(
  drafts: GridDrafts,
  changes: readonly CellChange[],
  side: 'before' | 'after',
): GridDrafts {
  const next: Record<string, GridDrafts[string]> = { ...drafts };
  for (const change of changes) {
    const draft = next[change.code];
    if (draft) next[change.code] = { ...draft, cells: { ...draft.cells, [change.key]: change[side] } };
  }
  return next;
}

const isSameCell = (one: CellDraft, other: CellDraft) => JSON.stringify(one) === JSON.stringify(other);

/**
 * A cell after one of its controls was changed. A figure makes the cell "Reported", no figure makes it "Not yet
 * reported", and a state without a figure takes the figures out; undoing brings them back.
 */
export function changeCell(cell: CellDraft, column: GridColumn, text: string): CellDraft {
  if (column === 'pick') return readPick(cell, text);
  if (column === 'state') {
    const state = text as ValueState | '';
    return state === 'reported'
      ? { ...cell, state }
      : { ...cell, state, value: '', numerator: '', denominator: '' };
  }
  const changed = { ...cell, [column]: text };
  if (hasAnswer(changed)) return { ...changed, state: 'reported' };
  return changed.state === 'reported' ? { ...changed, state: '' } : changed;
}

function readPick(cell: CellDraft, pick: string): CellDraft {
  return pick.startsWith('choice:')
    ? { ...cell, state: 'reported', choice: pick.slice('choice:'.length) }
    : { ...cell, state: pick as ValueState | '', choice: '' };
}

/** What stands in a control of a cell. */
export function readControl(cell: CellDraft, column: GridColumn): string {
  return column === 'pick' ? serialisePick(cell) : cell[column];
}

/** A change of one control, as the grid takes it. */
export function buildChange(
  drafts: GridDrafts,
  { code, key }: { code: string; key: string },
  column: GridColumn,
  text: string,
): CellChange[] {
  const draft = drafts[code];
  if (!draft) return [];
  const before = getCell(draft, key);
  return [{ code, key, before, after: changeCell(before, column, text) }];
}

export type PastedGrid = {
  changes: CellChange[];
  /** How many pasted cells found a place. */
  placed: number;
  /** Pasted texts for which there is no place, so that nothing is lost: shown to the person. */
  unplaced: string[];
  /** Pasted texts that other files use for "no figure", each once: taken as "Not available". */
  understood: string[];
};

/**
 * Puts a block into the grid, its first cell at the given place. Each line goes to the next row, over the borders of
 * indicators; within a line each cell goes to the next control of that row. An empty cell leaves what stands there. A
 * text that is no number is put in as it is and judged like one that was typed; words and keys of a state set it.
 */
export function pasteBlock(
  { rows, items, drafts }: { rows: readonly GridRow[]; items: readonly GridItem[]; drafts: GridDrafts },
  at: GridPlace,
  block: readonly (readonly string[])[],
): PastedGrid {
  const pasted: PastedGrid = { changes: [], placed: 0, unplaced: [], understood: [] };
  const startsAtState = rows[at.row]?.columns[at.column] === 'state';
  block.forEach((line, down) => {
    const row = rows[at.row + down];
    const draft = row && drafts[row.code];
    if (!row || !draft) {
      pasted.unplaced.push(...line.map((text) => text.trim()).filter((text) => text !== ''));
      return;
    }
    const before = getCell(draft, row.key);
    const first = startsAtState
      ? row.columns.indexOf('state')
      : Math.min(at.column, Math.max(0, row.columns.length - 1));
    let after = before;
    line.forEach((sent, right) => {
      const text = sent.trim();
      if (text === '') return;
      const column = first === -1 ? undefined : row.columns[first + right];
      const changed =
        column &&
        pasteCell(
          after,
          column,
          text,
          items.find(({ definition }) => definition.code === row.code),
        );
      if (!changed) pasted.unplaced.push(text);
      else {
        after = changed;
        pasted.placed += 1;
        if (isForeignGap(text) && !pasted.understood.includes(text)) pasted.understood.push(text);
      }
    });
    if (after !== before) pasted.changes.push({ code: row.code, key: row.key, before, after });
  });
  return pasted;
}

function pasteCell(
  cell: CellDraft,
  column: GridColumn,
  text: string,
  item: GridItem | undefined,
): CellDraft | null {
  const state = readState(text);
  if (column === 'pick') {
    const choice = item?.definition.choices.find(({ code, label }) => same(code, text) || same(label, text));
    if (choice) return changeCell(cell, 'pick', serialisePick({ state: 'reported', choice: choice.code }));
    return state === null ? null : changeCell(cell, 'pick', state);
  }
  if (state !== null) return changeCell(cell, 'state', state);
  return column === 'state' ? null : changeCell(cell, column, text);
}

/** What statisticians write for a figure that they do not have. */
const isForeignGap = (text: string) => /^(?:n\.?\/?a\.?|-{1,3}|–|—|…|\.\.)$/i.test(text);

const same = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();

/** The state that a text says in full, by its key or by a sign of other files; null for anything else. */
export function readState(text: string): ValueState | '' | null {
  const byKey = stateKeys[text.toLowerCase()];
  if (byKey) return byKey;
  if (isForeignGap(text)) return 'not_available';
  for (const state of ['not_available', 'not_applicable', 'reported'] as const) {
    if (same(valueStateLabels[state], text)) return state;
  }
  return same(valueStateLabels.not_yet_reported, text) ? '' : null;
}
