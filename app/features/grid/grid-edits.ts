import { type CellDraft, getCell, hasAnswer, serialisePick } from '../entry/indicator-draft.ts';
import type { ValueState } from '#server/domain/value/indicator-definition.ts';
import type { GridColumn, GridDrafts } from './grid-form.ts';

/** One cell that was changed, with what stood in it. */
export type CellChange = { code: string; key: string; before: CellDraft; after: CellDraft };

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
