import { type Cell, type CellStyle, type CellValue, writeXlsx, type WriteSheet } from 'hucre/xlsx';
import { escapeText } from '#server/workbook/write-workbook-file.ts';
import type { WorkbookColumn, WorkbookValue } from './workbook-job.ts';

export type SheetRows = { name: string; columns: WorkbookColumn[]; rows: WorkbookValue[][] };

const header: CellStyle = {
  font: { name: 'Calibri', size: 11, bold: true, color: { rgb: 'FFFFFF' } },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: '14505C' } },
  alignment: { vertical: 'center' },
};
const title: CellStyle = { font: { name: 'Calibri', size: 15, bold: true } };
const label: CellStyle = { font: { name: 'Calibri', size: 11, bold: true } };

/** A spreadsheet keeps 15 digits of a number. */
const digitsKept = 15;

/** A decimal as a number where a spreadsheet keeps every digit of it, else as it stands. */
export function readLossless(text: string): number | string {
  const digits = text.replace(/^-?0*\.?0*|\./g, '');
  const number = Number(text);
  return digits.length <= digitsKept && String(number) === text ? number : text;
}

/**
 * Writes sheets with frozen headings as an .xlsx file. Text stays text, whatever it starts with. The sheet "About" has
 * no headings: its first row is the title. `at`, an ISO time, is when it says it was made.
 */
export async function buildDataWorkbook(
  name: string,
  at: string,
  sheets: readonly SheetRows[],
): Promise<Uint8Array> {
  const file = await writeXlsx({
    sheets: sheets.map(buildSheet),
    properties: { title: name, creator: 'Bohol tracker', created: new Date(at), modified: new Date(at) },
    defaultFont: { name: 'Calibri', size: 11 },
  });
  return new Uint8Array(file);
}

function buildSheet({ name, columns, rows }: SheetRows): WriteSheet {
  const isTable = columns.length > 0 && columns[0]?.name !== '';
  const cells = new Map<string, Partial<Cell>>();
  const written: CellValue[][] = isTable ? [columns.map((column) => column.name)] : [];
  if (isTable) {
    columns.forEach((column, at) => {
      cells.set(`0,${at}`, { value: column.name, type: 'string', style: header });
    });
  }
  for (const row of rows) {
    const line = written.length;
    written.push(
      row.map((value, at): CellValue => {
        if (typeof value !== 'string') return value;
        if (columns[at]?.kind === 'decimal') return readLossless(value);
        const text = escapeText(value);
        // Words like "#REF!" stay words as formatted text; see write-workbook-file.ts.
        if (/^#[A-Z]/.test(text)) {
          cells.set(`${line},${at}`, { value: text, type: 'string', richText: [{ text }] });
        }
        return text;
      }),
    );
    if (!isTable) {
      const style = line === 0 ? title : label;
      cells.set(`${line},0`, { value: written[line]?.[0] ?? '', type: 'string', style });
    }
  }
  return {
    name,
    rows: written,
    cells,
    columns: columns.map(({ width }) => ({ width })),
    ...(isTable
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
