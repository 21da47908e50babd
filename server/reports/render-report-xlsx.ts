import { type Cell, type CellStyle, writeXlsx, type WriteSheet } from 'hucre/xlsx';
import { readLossless } from '#server/data/workbook/build-data-workbook.ts';
import {
  type DocumentCell,
  type DocumentTable,
  listTables,
  type PrintedDocument,
} from '#server/domain/report/document.types.ts';
import { looks } from '#server/workbook/looks.ts';
import { escapeText } from '#server/workbook/write-workbook-file.ts';
import { howToCheck, listFacts } from './printed-document.ts';

type Cells = Map<string, Partial<Cell>>;

/** The sheet's name: the number of the table and what it is about, within what spreadsheets allow. */
export const nameSheet = ({ number, sheet }: Pick<DocumentTable, 'number' | 'sheet'>): string =>
  `${number} ${sheet}`
    .replaceAll(/[[\]:*?/\\']/g, ' ')
    .slice(0, 31)
    .trim();

const formats = { whole: '#,##0', decimal: '#,##0.##', percent: '0.0"%"' } as const;

/** The tables of an edition as a workbook: numbers as numbers, reasons for no number as words. */
export async function renderReportXlsx(printed: PrintedDocument): Promise<Uint8Array> {
  const { document } = printed;
  const file = await writeXlsx({
    sheets: [buildContents(printed), ...listTables(document).map((table) => buildSheet(printed, table))],
    properties: {
      title: `${document.title}: ${document.subtitle}`,
      subject: document.marking,
      creator: 'Secretariat',
      created: new Date(printed.stamp.madeAt),
    },
    defaultFont: { name: 'Calibri', size: 11 },
  });
  return new Uint8Array(file);
}

function put(cells: Cells, row: number, column: number, value: string | number, style: CellStyle): void {
  cells.set(
    `${row},${column}`,
    typeof value === 'number'
      ? { value, type: 'number', style }
      : {
          value: escapeText(value),
          type: 'string',
          style,
          // "#REF!" that somebody wrote is words; see write-workbook-file.ts.
          ...(/^#[A-Z]/.test(value) ? { richText: [{ text: escapeText(value) }] } : {}),
        },
  );
}

function finish(name: string, cells: Cells, rows: number, widths: number[], landscape: boolean): WriteSheet {
  return {
    name,
    rows: Array.from({ length: rows }, () => widths.map(() => null)),
    cells,
    columns: widths.map((width) => ({ width })),
    view: { showGridLines: false },
    pageSetup: {
      paperSize: 'a4',
      orientation: landscape ? 'landscape' : 'portrait',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
    },
    headerFooter: { oddFooter: '&L&A&RPage &P of &N' },
  };
}

function buildContents(printed: PrintedDocument): WriteSheet {
  const { document } = printed;
  const cells: Cells = new Map();
  let row = 0;
  put(cells, row, 0, `${document.title}: ${document.subtitle}`, looks.title);
  row += 1;
  for (const { term, text } of listFacts(printed)) {
    put(cells, row, 0, term, looks.lockedStrong);
    put(cells, row, 1, text, looks.locked);
    row += 1;
  }
  for (const words of [howToCheck, document.notice].filter(Boolean)) {
    put(cells, row, 1, words, looks.locked);
    row += 1;
  }
  row += 1;
  put(cells, row, 0, 'Sheet', looks.header);
  put(cells, row, 1, 'Table', looks.header);
  row += 1;
  for (const table of listTables(document)) {
    put(cells, row, 0, nameSheet(table), looks.lockedStrong);
    put(cells, row, 1, `Table ${table.number}. ${table.title}`, looks.locked);
    row += 1;
  }
  return finish('Contents', cells, row, [30, 96], false);
}

/** Title, marking, headings, rows and notes of one table. */
function buildSheet({ document }: PrintedDocument, table: DocumentTable): WriteSheet {
  const cells: Cells = new Map();
  put(cells, 0, 0, `Table ${table.number}. ${table.title}`, looks.title);
  put(cells, 1, 0, document.marking, looks.hint);
  const headings = 3;
  table.columns.forEach(({ label, align }, column) => {
    const style: CellStyle =
      align === 'right'
        ? { ...looks.header, alignment: { horizontal: 'right', wrapText: true } }
        : looks.header;
    put(cells, headings, column, label, style);
  });
  let row = headings + 1;
  for (const line of table.rows) {
    if ('group' in line) {
      table.columns.forEach((_, column) =>
        put(cells, row, column, column === 0 ? line.group : '', looks.group),
      );
    } else line.cells.forEach((cell, column) => putCell(cells, row, column, cell));
    row += 1;
  }
  for (const note of table.notes) {
    put(cells, row, 0, note, looks.hint);
    row += 1;
  }
  return {
    ...finish(
      nameSheet(table),
      cells,
      row,
      table.columns.map((_, column) => measureColumn(table, column)),
      table.columns.length > 5,
    ),
    freezePane: { rows: headings + 1 },
  };
}

function putCell(cells: Cells, row: number, column: number, cell: DocumentCell): void {
  if (cell.kind === 'number') {
    const numFmt = formats[cell.format];
    const style: CellStyle = {
      ...looks.locked,
      numFmt,
      alignment: { vertical: 'top', horizontal: 'right' },
    };
    put(cells, row, column, readLossless(cell.value), style);
  } else if (cell.kind === 'mark') {
    put(cells, row, column, cell.shown, looks.past);
  } else {
    const words = [cell.lead, cell.text].filter(Boolean).join('\n');
    put(cells, row, column, words, cell.strong ? looks.lockedStrong : looks.locked);
  }
}

/** As wide as its longest short text, in characters; long texts wrap. */
function measureColumn({ columns, rows }: DocumentTable, column: number): number {
  const lengths = rows.flatMap((row) => {
    const cell = 'group' in row ? undefined : row.cells[column];
    if (!cell) return [];
    return [cell.kind === 'text' ? Math.max(cell.text.length, cell.lead?.length ?? 0) : cell.shown.length];
  });
  const longest = Math.max(columns[column]?.label.length ?? 0, ...lengths, 4);
  return Math.min(longest + 2, 52);
}
