import type { CellStyle, WriteSheet } from 'hucre/xlsx';
import { findStatusMeaning, lightPalette } from '#server/domain/figure/status-palette.ts';
import {
  describeCell,
  type DocumentCell,
  type DocumentColumn,
  type DocumentTable,
  listTables,
  type PrintedDocument,
} from '#server/domain/report/document.types.ts';
import {
  looks,
  toLosslessNumber,
  buildRepeatedRow,
  type SheetCells,
  buildTextCell,
  serialiseWorkbook,
} from '#server/exports/xlsx/write-xlsx.ts';
import { howToCheck, listFacts } from './printed-document.ts';

/** Names a sheet: the table's number and topic, within what spreadsheets allow. */
export const buildSheetName = ({ number, sheet }: Pick<DocumentTable, 'number' | 'sheet'>): string =>
  `${number} ${sheet}`
    .replaceAll(/[[\]:*?/\\']/g, ' ')
    .slice(0, 31)
    .trim();

const formats = { whole: '#,##0', decimal: '#,##0.####', percent: '0.0"%"' } as const;

/**
 * Returns the tables of an edition as a workbook: numbers as numbers, reasons for a missing number as words.
 */
export async function renderReportXlsx(printed: PrintedDocument): Promise<Uint8Array> {
  const { document } = printed;
  const tables = listTables(document);
  return serialiseWorkbook(
    {
      title: `${document.title}: ${document.subtitle}`,
      subject: document.marking,
      creator: 'Secretariat',
      at: printed.stamp.madeAt,
    },
    [buildContents(printed), ...tables.map((table) => buildSheet(printed, table))],
    tables.map((table) => buildRepeatedRow(buildSheetName(table), headings + 1)),
  );
}

function put(cells: SheetCells, row: number, column: number, value: string | number, style: CellStyle): void {
  cells.set(
    `${row},${column}`,
    typeof value === 'number' ? { value, type: 'number', style } : buildTextCell(value, style),
  );
}

function finish(
  name: string,
  cells: SheetCells,
  rows: number,
  widths: number[],
  landscape: boolean,
): WriteSheet {
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
  const cells: SheetCells = new Map();
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
    put(cells, row, 0, buildSheetName(table), looks.lockedStrong);
    put(cells, row, 1, `Table ${table.number}. ${table.title}`, looks.locked);
    row += 1;
  }
  return finish('Contents', cells, row, [30, 96], false);
}

/** The row with a table's headings, below its title, the draft notice and an empty row. */
const headings = 3;

/** Builds the sheet of one table: title, draft notice, headings, rows and notes. */
function buildSheet({ document }: PrintedDocument, table: DocumentTable): WriteSheet {
  const cells: SheetCells = new Map();
  put(cells, 0, 0, `Table ${table.number}. ${table.title}`, looks.title);
  put(cells, 1, 0, document.marking, looks.hint);
  table.columns.forEach(({ label, align }, column) => {
    put(cells, headings, column, label, align === 'right' ? atRight(looks.header) : looks.header);
  });
  let row = headings + 1;
  for (const line of table.rows) {
    if ('group' in line) {
      table.columns.forEach((_, column) =>
        put(cells, row, column, column === 0 ? line.group : '', looks.group),
      );
    } else {
      line.cells.forEach((cell, column) => putCell(cells, row, column, cell, table.columns[column]?.align));
    }
    row += 1;
  }
  for (const note of table.notes) {
    put(cells, row, 0, note, looks.hint);
    row += 1;
  }
  const { widths, isWide } = measureColumns(table);
  return {
    ...finish(buildSheetName(table), cells, row, widths, isWide),
    freezePane: { rows: headings + 1 },
  };
}

/** Right-aligned, with space before the next column. */
const atRight = (look: CellStyle): CellStyle => ({
  ...look,
  alignment: { ...look.alignment, horizontal: 'right', indent: 1 },
});

function putCell(
  cells: SheetCells,
  row: number,
  column: number,
  cell: DocumentCell,
  align: DocumentColumn['align'] = 'left',
): void {
  const aligned = (look: CellStyle) => (align === 'right' ? atRight(look) : look);
  if (cell.kind === 'number') {
    const look = { ...looks.locked, numFmt: formats[cell.format] };
    put(cells, row, column, toLosslessNumber(cell.value), atRight(look));
  } else if (cell.kind === 'mark') {
    put(cells, row, column, cell.shown, aligned(looks.past));
  } else {
    const strong = cell.kind === 'text' && cell.strong;
    const look = strong ? looks.lockedStrong : looks.locked;
    const words = describeCell(cell);
    put(cells, row, column, words, aligned(withStatusColour(look, cell)));
    // Leads and labels are bold, as on paper.
    const placed = cells.get(`${row},${column}`);
    const pieces = listPieces(cell);
    if (placed && pieces.length > 1) {
      placed.richText = pieces.map(([text, { font }]) => ({ text, ...(font ? { font } : {}) }));
    }
  }
}

type WordsCell = Extract<DocumentCell, { kind: 'text' | 'words' }>;

/** Lists the pieces of a cell's words with their look. */
function listPieces(cell: WordsCell): [string, CellStyle][] {
  const lines = cell.kind === 'words' ? cell.items : cell.text === '' ? [] : [{ label: '', text: cell.text }];
  const pieces: [string, CellStyle][] = cell.lead ? [[cell.lead, looks.lockedStrong]] : [];
  for (const { label, text } of lines) {
    const start = pieces.length === 0 ? '' : '\n';
    if (label !== '') pieces.push([`${start}${label}: `, looks.lockedStrong], [text, looks.locked]);
    else pieces.push([`${start}${text}`, looks.locked]);
  }
  return pieces;
}

/** The look of a cell that is a status and nothing else, on its colour. */
function withStatusColour(look: CellStyle, cell: WordsCell): CellStyle {
  const meaning = cell.kind === 'text' && !cell.lead ? findStatusMeaning(cell.symbol) : null;
  if (meaning === null) return look;
  const { fill, on } = lightPalette[meaning];
  const plain = (colour: string) => colour.slice(1).toUpperCase();
  return {
    ...look,
    fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: plain(fill) } },
    font: { ...look.font, color: { rgb: plain(on) } },
  };
}

/** Total width of a sheet's columns, in characters: what fits across a page and stays legible. */
const widest = { portrait: 96, landscape: 150 };
/** A column of this width or less is never narrowed to make room for others. */
const narrow = 16;

/**
 * Returns the width of each column in characters, and whether the sheet is in landscape. A column is as wide
 * as its longest text; headings wrap between words. If that is too wide for a page, columns of long texts
 * share the rest of the width in the same proportions as in the report.
 */
function measureColumns(table: DocumentTable): { widths: number[]; isWide: boolean } {
  const natural = table.columns.map((_, column) => measureColumn(table, column));
  const sum = (widths: readonly number[]) => widths.reduce((added, width) => added + width, 0);
  const isWide = sum(natural) > widest.portrait;
  const limit = isWide ? widest.landscape : widest.portrait;
  if (sum(natural) <= limit) return { widths: natural, isWide };
  const left = limit - sum(natural.filter((width) => width <= narrow));
  const shares = table.columns.map(({ width }, at) => ((natural[at] ?? 0) > narrow ? width : 0));
  return {
    isWide,
    widths: natural.map((width, at) =>
      width <= narrow
        ? width
        : Math.max(narrow, Math.min(width, Math.round((left * (shares[at] ?? 0)) / sum(shares)))),
    ),
  };
}

function measureColumn({ columns, rows }: DocumentTable, column: number): number {
  const lengths = rows.flatMap((row) => {
    const cell = 'group' in row ? undefined : row.cells[column];
    if (!cell) return [];
    const texts = describeCell(cell).split('\n');
    return texts.map(measureText);
  });
  const words = (columns[column]?.label ?? '').split(' ').map((word) => measureText(word) + 1);
  return Math.ceil(Math.max(...words, ...lengths, 4) + 2);
}

/** Width in digits: capitals are wider. */
const measureText = (text: string): number => text.length + (text.match(/\p{Lu}/gu) ?? []).length * 0.3;
