import type { Cell, CellStyle, DataValidation, WriteSheet } from 'hucre/xlsx';
import type { PlainCell, PlainList, PlainSheet, PlainWorkbook } from '#server/domain/workbook/plain-sheet.ts';
import { buildPrintSetup, countPagesAcross } from './sheet-layout.ts';
import { listsSheetName, formatCellName, formatColumnName } from '#server/domain/workbook/workbook-format.ts';
import {
  looks,
  escapeText,
  buildRepeatedRow,
  type SheetCells,
  buildTextCell,
  serialiseWorkbook,
} from './write-xlsx.ts';

/**
 * Writes a workbook as an .xlsx file. Text stays text, whatever it starts with: no cell is ever a formula.
 * Sheets are protected without a password, against slips, not against people.
 */
export const serialisePlainWorkbook = (workbook: PlainWorkbook): Promise<Uint8Array<ArrayBuffer>> =>
  serialiseWorkbook(
    { title: workbook.title },
    workbook.sheets.map((sheet) => buildSheet(sheet, workbook.lists)),
    workbook.sheets.flatMap(listPrintRanges),
  );

/** The print areas, and the headings repeated on every page. */
function listPrintRanges(plain: PlainSheet) {
  const { name, headerRow, printColumns, rows } = plain;
  const sheet = `'${name}'`;
  return [
    ...(printColumns
      ? [
          {
            name: '_xlnm.Print_Area',
            range: `${sheet}!$${formatColumnName(printColumns.from)}$1:$${formatColumnName(printColumns.to)}$${rows.length}`,
            scope: name,
          },
        ]
      : []),
    ...(headerRow === null
      ? []
      : [buildRepeatedRow(name, headerRow, { withCodes: getPagesAcross(plain) > 1 })]),
  ];
}

/** Pages beside each other: one for a form that is filled in, and for a sheet of data as many as it takes to read it. */
const getPagesAcross = ({ isOpen, columns }: PlainSheet): number =>
  isOpen ? countPagesAcross(columns.map(({ width }) => width)) : 1;

function buildSheet(sheet: PlainSheet, lists: PlainList[]): WriteSheet {
  const cells: SheetCells = new Map();
  sheet.rows.forEach((row, rowIndex) => {
    row.cells.forEach((cell, columnIndex) => {
      if (cell) cells.set(`${rowIndex},${columnIndex}`, buildCell(cell));
    });
  });
  const width = Math.max(1, ...sheet.rows.map((row) => row.cells.length));
  const visible = sheet.visibility === 'visible';
  const validations = [...listValidations(sheet, lists), ...listChoices(sheet)];
  return {
    name: sheet.name,
    // The values are in `cells`; this only sets the size of the sheet.
    rows: sheet.rows.map(() => Array.from({ length: width }, () => null)),
    cells,
    columns: sheet.columns.map(({ width: characters, hidden }) => ({
      width: characters,
      ...(hidden ? { hidden } : {}),
    })),
    rowDefs: new Map(
      sheet.rows.flatMap(({ hidden, height }, index) =>
        hidden || height
          ? [[index, { ...(hidden ? { hidden } : {}), ...(height ? { height } : {}) }] as const]
          : [],
      ),
    ),
    ...(validations.length > 0 ? { dataValidations: validations } : {}),
    ...(sheet.freeze ? { freezePane: sheet.freeze } : {}),
    ...(visible ? {} : { veryHidden: true }),
    ...(visible
      ? {
          ...(sheet.isOpen
            ? {}
            : {
                protection: {
                  sheet: true,
                  formatCells: true,
                  formatColumns: true,
                  formatRows: true,
                  sort: true,
                  autoFilter: true,
                },
              }),
          view: { showGridLines: false },
          ...buildPrintSetup(getPagesAcross(sheet), sheet.landscape),
        }
      : {}),
  };
}

function buildCell({ value, look, note }: PlainCell): Partial<Cell> {
  // A number with too many digits is stored as text and looks like text.
  const style: CellStyle =
    typeof value === 'string' && (look === 'enterWhole' || look === 'enterDecimal')
      ? { ...looks[look], numFmt: '@' }
      : looks[look];
  return {
    ...(typeof value === 'string'
      ? buildTextCell(value, style)
      : { value, type: value === null ? ('empty' as const) : ('number' as const), style }),
    ...(note?.trim() ? { comment: { author: 'Bohol tracker', text: escapeText(note.trim()) } } : {}),
  };
}

function listValidations(sheet: PlainSheet, lists: PlainList[]): DataValidation[] {
  const places = new Map<string, string[]>();
  sheet.rows.forEach((row, rowIndex) => {
    row.cells.forEach((cell, columnIndex) => {
      const kind = cell?.list ? `list ${cell.list}` : cell?.figure;
      if (kind && cell?.look !== 'closed') {
        places.set(kind, [...(places.get(kind) ?? []), formatCellName(rowIndex, columnIndex)]);
      }
    });
  });
  return [...places].map(([kind, cells]): DataValidation => {
    const range = joinCells(cells);
    const common = { range, allowBlank: true, showErrorMessage: true, errorStyle: 'stop' } as const;
    if (kind === 'whole' || kind === 'decimal') {
      return {
        ...common,
        type: kind,
        operator: 'greaterThanOrEqual',
        formula1: '0',
        errorTitle: 'A figure is asked for',
        errorMessage:
          kind === 'whole'
            ? 'Enter a whole number of zero or more, such as 125. If there is no figure, leave this empty and choose why in "If there is no figure".'
            : 'Enter a number of zero or more, such as 1250.50. If there is no figure, leave this empty and choose why in "If there is no figure".',
      };
    }
    const index = lists.findIndex(({ name }) => `list ${name}` === kind);
    const column = formatColumnName(index);
    return {
      ...common,
      type: 'list',
      formula1: `${listsSheetName}!$${column}$1:$${column}$${lists[index]?.labels.length ?? 1}`,
      errorTitle: 'Choose from the list',
      errorMessage: 'Choose one of the answers in the list, or leave the cell empty.',
    };
  });
}

/** Restricts a column to a few words, or to codes on another sheet. Codes may grow, so those only warn. */
function listChoices({ choices = [] }: PlainSheet): DataValidation[] {
  return choices.map((choice): DataValidation => {
    const column = formatColumnName(choice.column);
    const common = {
      range: `${column}${choice.fromRow + 1}:${column}${choice.toRow + 1}`,
      allowBlank: true,
      showErrorMessage: true,
      type: 'list',
      errorTitle: 'Choose from the list',
    } as const;
    return 'words' in choice
      ? {
          ...common,
          errorStyle: 'stop',
          formula1: `"${choice.words.join(',')}"`,
          errorMessage: `Choose one of: ${choice.words.join(', ')}.`,
        }
      : {
          ...common,
          errorStyle: 'warning',
          formula1: `'${choice.sheet}'!$A$2:$A$2000`,
          errorMessage: `This code does not stand on the sheet ${choice.sheet} yet.`,
        };
  });
}

/** Joins adjacent cells of a column into ranges: "G6:G12 J6". */
function joinCells(cells: string[]): string {
  const runs: { column: string; from: number; to: number }[] = [];
  const sorted = cells
    .map((cell) => /^([A-Z]+)(\d+)$/.exec(cell))
    .map((parts) => ({ column: parts?.[1] ?? '', row: Number(parts?.[2]) }))
    .sort((a, b) => (a.column === b.column ? a.row - b.row : a.column < b.column ? -1 : 1));
  for (const { column, row } of sorted) {
    const last = runs.at(-1);
    if (last && last.column === column && last.to === row - 1) last.to = row;
    else runs.push({ column, from: row, to: row });
  }
  return runs
    .map(({ column, from, to }) => (from === to ? `${column}${from}` : `${column}${from}:${column}${to}`))
    .join(' ');
}
