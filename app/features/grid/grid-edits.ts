import { type CellDraft, getCell, hasAnswer, serialisePick } from '#app/features/entry/indicator-draft.ts';
import type { ValueState } from '#server/domain/value/indicator-definition.ts';
import type { GridDrafts, GridField, GridItem, GridPlace, GridRow } from './grid-form.ts';
import { isForeignGap, readSign, settleCell } from './grid-signs.ts';

/** What of a cell is changed: a control, or with a key its state. */
export type GridPart = GridField | 'state';

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
  | { type: 'edit'; code: string; key: string; part: GridPart; text: string; merge?: string | undefined }
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
      const { code, key, part, text, merge } = action;
      const changes = buildChange(state.drafts, { code, key }, part, text);
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
 * A cell after one of its controls was changed. A figure makes the cell "Reported", an emptied field "Not yet reported",
 * and a state without a figure takes the figures out; undoing brings them back.
 */
export function changeCell(cell: CellDraft, part: GridPart, text: string): CellDraft {
  if (part === 'pick') return readPick(cell, text);
  if (part === 'state') {
    return { ...cell, state: text as ValueState | '', value: '', numerator: '', denominator: '' };
  }
  const changed = { ...cell, [part]: text };
  return { ...changed, state: hasAnswer(changed) ? 'reported' : '' };
}

function readPick(cell: CellDraft, pick: string): CellDraft {
  return pick.startsWith('choice:')
    ? { ...cell, state: 'reported', choice: pick.slice('choice:'.length) }
    : { ...cell, state: pick as ValueState | '', choice: '' };
}

/** A change of one control, as the grid takes it. */
export function buildChange(
  drafts: GridDrafts,
  { code, key }: { code: string; key: string },
  part: GridPart,
  text: string,
): CellChange[] {
  const draft = drafts[code];
  if (!draft) return [];
  const before = getCell(draft, key);
  return [{ code, key, before, after: changeCell(before, part, text) }];
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
 * indicators. Within one indicator a line fills the cells that it has, one after the other; over several the block
 * keeps its columns, and what meets a column that the row does not have is given back. An empty cell leaves what stands
 * there. A text that is no number is put in as it is and judged like one that was typed.
 */
export function pasteBlock(
  { rows, items, drafts }: { rows: readonly GridRow[]; items: readonly GridItem[]; drafts: GridDrafts },
  at: GridPlace,
  block: readonly (readonly string[])[],
): PastedGrid {
  const placed: PastedGrid = { changes: [], placed: 0, unplaced: [], understood: [] };
  const isOne = rows[at.row]?.code === rows[at.row + block.length - 1]?.code;
  // A cell of two figures is filled by two lines.
  const after = new Map<string, CellChange>();
  block.forEach((line, down) => {
    const row = rows[at.row + down];
    const draft = row && drafts[row.code];
    const keys = (row?.keys ?? []).slice(at.column).filter((key) => key !== null || !isOne);
    line.forEach((sent, right) => {
      const text = sent.trim();
      if (text === '') return;
      const key = keys[right];
      const name = `${row?.code}/${key}`;
      const before = draft && key ? getCell(draft, key) : null;
      const changed =
        row &&
        before &&
        pasteCell(
          after.get(name)?.after ?? before,
          row.field,
          text,
          items.find(({ definition }) => definition.code === row.code),
        );
      if (!changed || !before || !key) {
        placed.unplaced.push(text);
        return;
      }
      after.set(name, { code: row.code, key, before, after: changed });
      placed.placed += 1;
      if (isForeignGap(text) && !placed.understood.includes(text)) placed.understood.push(text);
    });
  });
  return { ...placed, changes: [...after.values()] };
}

function pasteCell(
  cell: CellDraft,
  field: GridField,
  text: string,
  item: GridItem | undefined,
): CellDraft | null {
  if (field !== 'pick') return settleCell(changeCell(cell, field, text));
  const choice = item?.definition.choices.find(({ code, label }) => same(code, text) || same(label, text));
  if (choice) return changeCell(cell, 'pick', serialisePick({ state: 'reported', choice: choice.code }));
  const state = readSign(text);
  return state === null ? null : changeCell(cell, 'pick', state);
}

const same = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();
