import { type ValueState, valueStateLabels } from '#server/domain/value/indicator-definition.ts';
import { type CellDraft, getCell, serialisePick } from '../entry/indicator-draft.ts';
import { type CellChange, changeCell } from './grid-edits.ts';
import type { GridColumn, GridDrafts, GridItem, GridPlace, GridRow } from './grid-form.ts';

/** The keys that say a state, in a cell of figures and in what is pasted. */
export const stateKeys: Readonly<Record<string, ValueState>> = { n: 'not_available', x: 'not_applicable' };

/**
 * Reads what a spreadsheet puts on the clipboard: lines of cells with tabs between them, cells with line ends or tabs
 * in quotation marks. The empty line at the end is none.
 */
export function readClipboard(text: string): string[][] {
  const lines: string[][] = [];
  let line: string[] = [];
  let cell = '';
  let isQuoted = false;
  const endCell = () => {
    line.push(cell);
    cell = '';
  };
  const endLine = () => {
    endCell();
    lines.push(line);
    line = [];
  };
  const source = text.replace(/\r\n?/g, '\n');
  for (let at = 0; at < source.length; at += 1) {
    const sign = source.charAt(at);
    if (isQuoted) {
      if (sign !== '"') cell += sign;
      else if (source.charAt(at + 1) === '"') {
        cell += '"';
        at += 1;
      } else isQuoted = false;
    } else if (sign === '"' && cell === '' && closesQuotation(source, at)) isQuoted = true;
    else if (sign === '\t') endCell();
    else if (sign === '\n') endLine();
    else cell += sign;
  }
  if (cell !== '' || line.length > 0) endLine();
  return lines;
}

/** A quotation mark that opens a cell has a partner at that cell's end; an inch sign has none. */
const closesQuotation = (source: string, from: number) =>
  /^"(?:[^"]|"")*"(?=[\t\n]|$)/.test(source.slice(from));

export type PastedGrid = {
  changes: CellChange[];
  /** How many pasted cells found a place. */
  placed: number;
  /** Pasted texts for which there is no place, so that nothing is lost: shown to the person. */
  unplaced: string[];
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
  const pasted: PastedGrid = { changes: [], placed: 0, unplaced: [] };
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

const same = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();

/** The state that a text says in full or by its key; null for anything else. */
function readState(text: string): ValueState | '' | null {
  const byKey = stateKeys[text.toLowerCase()];
  if (byKey) return byKey;
  for (const state of ['not_available', 'not_applicable', 'reported'] as const) {
    if (same(valueStateLabels[state], text)) return state;
  }
  return same(valueStateLabels.not_yet_reported, text) ? '' : null;
}
