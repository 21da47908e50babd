import type { CellStyle, CellValue, WriteSheet } from 'hucre/xlsx';
import {
  buildRepeatedRow,
  escapeText,
  isErrorText,
  toLosslessNumber,
  type SheetCells,
  buildTextCell,
  serialiseWorkbook,
} from './write-xlsx.ts';
import { buildPrintSetup, calculateWidth, countPagesAcross, isWiderThanColumns } from './sheet-layout.ts';
import type { ColumnKind } from '#server/domain/data/column.ts';

/** The messages to the thread: the sheets' columns first, then rows in pages, then the end. */
export type WorkbookMessage =
  | { kind: 'sheet'; name: string; columns: WorkbookColumn[] }
  | { kind: 'rows'; rows: WorkbookValue[][] }
  /**
   * `at`: when the publication was made, in ISO format. The same publication gives the same bytes on any day.
   */
  | { kind: 'end'; title: string; at: string };

export type WorkbookColumn = { name: string; kind: ColumnKind; width: number };

/** Decimals come as text and become numbers if no digit is lost. */
export type WorkbookValue = string | number | boolean | null;

export type WorkbookAnswer = { file: Uint8Array } | { fault: string };

export type SheetRows = { name: string; columns: WorkbookColumn[]; rows: WorkbookValue[][] };

const header: CellStyle = {
  font: { name: 'Calibri', size: 11, bold: true, color: { rgb: 'FFFFFF' } },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: '14505C' } },
  alignment: { vertical: 'center' },
};
const title: CellStyle = { font: { name: 'Calibri', size: 15, bold: true } };
const top: CellStyle = { alignment: { vertical: 'top' } };
const numeric: CellStyle = { alignment: { vertical: 'top', horizontal: 'right', indent: 1 } };
const leftmost: CellStyle = { alignment: { vertical: 'top', horizontal: 'left' } };
const wrapped: CellStyle = { alignment: { vertical: 'top', wrapText: true } };
const label: CellStyle = {
  font: { name: 'Calibri', size: 11, bold: true },
  alignment: { vertical: 'top' },
};

/**
 * Builds an .xlsx file of sheets with frozen headings. Text stays text, whatever it starts with. The sheet
 * "About" has no headings: its first row is the title. `at` is the creation time that the file states, in ISO
 * format.
 */
export async function buildDataWorkbook(
  name: string,
  at: string,
  sheets: readonly SheetRows[],
): Promise<Uint8Array> {
  return serialiseWorkbook(
    { title: name, at },
    sheets.map(buildSheet),
    sheets.filter(isTable).map((sheet) => {
      const across = countPagesAcross(listWidths(sheet));
      return buildRepeatedRow(sheet.name, 1, { withCodes: across > 1 });
    }),
  );
}

/** A sheet with more rows is worked with and not read: its rows are one line high. */
const mostRead = 2000;

const isTable = ({ columns }: SheetRows): boolean => columns.length > 0 && columns[0]?.name !== '';

/** Lists the widths of a sheet's columns: of a table as wide as what is in them. */
function listWidths(sheet: SheetRows): number[] {
  if (!isTable(sheet)) return sheet.columns.map(({ width }) => width);
  return sheet.columns.map(({ name }, at) =>
    calculateWidth(
      name,
      sheet.rows.map((row) => formatValue(row[at] ?? null)),
    ),
  );
}

const formatValue = (value: WorkbookValue): string => (value === null ? '' : String(value));

function buildSheet(sheet: SheetRows): WriteSheet {
  const { name, columns, rows } = sheet;
  const hasHeadings = isTable(sheet);
  const isRead = !hasHeadings || rows.length <= mostRead;
  const widths = listWidths(sheet);
  const cells: SheetCells = new Map();
  const written: CellValue[][] = hasHeadings ? [columns.map((column) => column.name)] : [];
  if (hasHeadings) {
    columns.forEach((column, at) => {
      cells.set(`0,${at}`, buildTextCell(column.name, header));
    });
  }
  for (const row of rows) {
    const line = written.length;
    written.push(
      row.map((value, at): CellValue => {
        const place = `${line},${at}`;
        // In a sheet that is read, cells of a row begin at one height, and numbers keep away from the words beside them.
        if (typeof value === 'number' && isRead)
          cells.set(place, { value, type: 'number', style: hasHeadings ? numeric : leftmost });
        if (typeof value !== 'string') return value;
        // A title runs on over the next cell where that holds nothing.
        if (value === '' && !hasHeadings) return null;
        if (columns[at]?.kind === 'decimal') return toLosslessNumber(value);
        if (isRead) cells.set(place, buildTextCell(value, isWiderThanColumns(value) ? wrapped : top));
        else if (isErrorText(value)) cells.set(place, buildTextCell(value));
        return escapeText(value);
      }),
    );
    if (!hasHeadings) {
      const style = line === 0 ? title : label;
      cells.set(`${line},0`, { value: written[line]?.[0] ?? '', type: 'string', style });
    }
  }
  return {
    name,
    rows: written,
    cells,
    columns: widths.map((width) => ({ width })),
    ...buildPrintSetup(countPagesAcross(widths)),
    ...(hasHeadings
      ? { freezePane: { rows: 1 }, autoFilter: { range: `A1:${lastCell(columns.length, written.length)}` } }
      : {}),
  };
}

function lastCell(columns: number, rows: number): string {
  let name = '';
  for (let left = columns; left > 0; left = Math.floor((left - 1) / 26)) {
    name = String.fromCharCode(65 + ((left - 1) % 26)) + name;
  }
  return `${name}${rows}`;
}
