import { type Cell, type WriteSheet, writeXlsx } from 'hucre/xlsx';
import type { RawCell, RawSheet, RawWorkbook } from '#server/domain/workbook/raw-workbook.ts';
import type { Random } from './random-report.ts';

/** Helpers for tests that do to a workbook what people do to it, before it is a file. */

export const dataSheets = (workbook: RawWorkbook) =>
  workbook.sheets.filter((sheet) => sheet.rows.some(({ cells }) => textOf(cells[0]?.cell) === 'row'));
export const textOf = (cell: RawCell | undefined) => (cell?.kind === 'text' ? cell.text : '');
export const headerOf = (sheet: RawSheet) => sheet.rows.find(({ cells }) => textOf(cells[0]?.cell) === 'row');
export const entryRows = (sheet: RawSheet) =>
  sheet.rows.filter(({ cells }) => /^(activity|indicator)\//.test(textOf(cells[0]?.cell)));

export function pickSheet(workbook: RawWorkbook, random: Random): RawSheet | null {
  const sheets = dataSheets(workbook);
  return sheets.length > 0 ? random.pick(sheets) : null;
}

export function put(sheet: RawSheet, row: number, column: number, cell: RawCell | null): void {
  let found = sheet.rows.find(({ index }) => index === row);
  if (!found) {
    found = { index: row, cells: [] };
    sheet.rows.push(found);
    sheet.rows.sort((a, b) => a.index - b.index);
  }
  found.cells = found.cells.filter((one) => one.column !== column);
  if (cell) found.cells.push({ column, cell });
  found.cells.sort((a, b) => a.column - b.column);
}

export const text = (value: string): RawCell => ({ kind: 'text', text: value });
export const number = (value: number, percent = false): RawCell => ({
  kind: 'number',
  number: value,
  percent,
});

/** Answers as they should be, in some of the rows: what a workbook is for. */
export function fillIn(workbook: RawWorkbook, random: Random): void {
  for (const sheet of dataSheets(workbook)) {
    const columnOf = (key: string) =>
      headerOf(sheet)?.cells.find(({ cell }) => textOf(cell) === key)?.column ?? 0;
    for (const { index, cells } of entryRows(sheet)) {
      const [kind, code = '', part] = textOf(cells[0]?.cell).split('/');
      if (random.in100(60)) continue;
      const answer: RawCell | null =
        kind === 'activity'
          ? text(random.pick(['Planned', 'On track', 'Delayed', 'Completed']))
          : code === 'I-A1'
            ? number(part === 'total' ? 900_000_000_000 : random.int(0, 50))
            : code === 'I-A2'
              ? number(random.int(0, 100_000) / 100)
              : code === 'I-B1'
                ? number(random.int(0, 5))
                : text(code === 'I-B2' ? random.pick(['Yes', 'No']) : 'An account.');
      put(sheet, index, columnOf('answer'), answer);
      put(sheet, index, columnOf('state'), null);
      if (code === 'I-B1') put(sheet, index, columnOf('of'), number(part === 'total' ? 900_000_000_000 : 7));
      if (kind === 'activity') put(sheet, index, columnOf('words'), text('What was achieved in this round.'));
    }
  }
}

/** A workbook as a file. */
export async function writeRaw({ sheets }: RawWorkbook): Promise<Uint8Array> {
  return writeXlsx({
    sheets: sheets.map(({ name, rows, merges }): WriteSheet => {
      const cells = new Map<string, Partial<Cell>>();
      const height = (rows.at(-1)?.index ?? 0) + 1;
      let width = 1;
      for (const row of rows) {
        for (const { column, cell } of row.cells) {
          width = Math.max(width, column + 1);
          cells.set(`${row.index},${column}`, serialiseCell(cell));
        }
      }
      return {
        name: name.replaceAll("'", ' '),
        rows: Array.from({ length: height }, () => Array.from({ length: width }, () => null)),
        cells,
        merges: merges.map(({ fromRow, toRow, fromColumn, toColumn }) => ({
          startRow: fromRow,
          endRow: toRow,
          startCol: fromColumn,
          endCol: toColumn,
        })),
      };
    }),
  });
}

function serialiseCell(cell: RawCell): Partial<Cell> {
  switch (cell.kind) {
    case 'text':
      return {
        value: cell.text,
        type: 'string',
        ...(cell.text.startsWith('#') ? { richText: [{ text: cell.text }] } : {}),
      };
    case 'number':
      return { value: cell.number, type: 'number', ...(cell.percent ? { style: { numFmt: '0%' } } : {}) };
    case 'boolean':
      return { value: cell.value, type: 'boolean' };
    case 'date':
      return { value: new Date(`${cell.iso}Z`), type: 'date' };
    case 'error':
      return { value: cell.text, type: 'error' };
    case 'formula':
      return { value: null, type: 'formula', formula: 'A1+1', formulaResult: cell.shown };
  }
}
