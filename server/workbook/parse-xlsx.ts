import { type Cell, type CellValue, readXlsx, type Sheet } from 'hucre/xlsx';
import type { RawCell, RawRow, RawSheet, RawWorkbook } from '#server/domain/workbook/raw-workbook.ts';
import { damaged, normalisePackage, UnreadableWorkbook } from './normalise-package.ts';
import { findFileProblem, type WorkbookLimits, workbookLimits } from './recognise-file.rules.ts';
import { formatColumnName } from '#server/domain/workbook/workbook-format.ts';

/**
 * Returns the cells of an .xlsx file. Throws UnreadableWorkbook with a sentence. Runs in its own thread (see
 * read-workbook-file.ts), which also limits its time and memory.
 */
export async function parseXlsx(
  bytes: Uint8Array,
  limits: WorkbookLimits = workbookLimits,
): Promise<RawWorkbook> {
  const problem = findFileProblem(bytes);
  if (problem) throw new UnreadableWorkbook(problem);
  const workbook = await read(normalisePackage(bytes, limits), limits);
  if (workbook.sheets.length > limits.sheets) {
    throw new UnreadableWorkbook(
      `The workbook has ${workbook.sheets.length} sheets, and at most ${limits.sheets} are read.`,
    );
  }
  return { sheets: workbook.sheets.map(readSheet) };
}

/** The library cannot read chart sheets, so they are skipped. */
async function read(file: Uint8Array, limits: WorkbookLimits) {
  const leftOut = new Set<string>();
  const range = `A1:${formatColumnName(limits.columns - 1)}${limits.rows}`;
  for (;;) {
    try {
      return await readXlsx(file, {
        readStyles: true,
        range,
        sheets: ({ name }) => !leftOut.has(name),
      });
    } catch (error) {
      const chart = /missing worksheet file for sheet "(.*)"$/s.exec(
        error instanceof Error ? error.message : '',
      );
      const name = chart?.[1];
      if (name === undefined || leftOut.has(name) || leftOut.size > limits.sheets) {
        throw new UnreadableWorkbook(damaged, { cause: error });
      }
      leftOut.add(name);
    }
  }
}

function readSheet(sheet: Sheet): RawSheet {
  const rows: RawRow[] = [];
  sheet.rows.forEach((values, index) => {
    const cells: RawRow['cells'] = [];
    values.forEach((value, column) => {
      const cell = readCell(value, sheet.cells?.get(`${index},${column}`));
      if (cell) cells.push({ column, cell });
    });
    if (cells.length > 0) rows.push({ index, cells });
  });
  return {
    name: sheet.name,
    rows,
    merges: (sheet.merges ?? [])
      .map(({ startRow, endRow, startCol, endCol }) => ({
        fromRow: Math.min(startRow, endRow),
        toRow: Math.max(startRow, endRow),
        fromColumn: Math.min(startCol, endCol),
        toColumn: Math.max(startCol, endCol),
      }))
      .filter(({ fromRow, toRow, fromColumn, toColumn }) => fromRow < toRow || fromColumn < toColumn)
      .slice(0, 5000),
  };
}

function readCell(value: CellValue, detail: Cell | undefined): RawCell | null {
  if (detail?.formula !== undefined) {
    const shown = readCell(detail.formulaResult ?? value, undefined);
    return { kind: 'formula', shown: shown ? showPlain(shown) : '' };
  }
  if (detail?.type === 'error') return { kind: 'error', text: String(value) };
  if (value === null || value === '') return null;
  if (value instanceof Date) {
    return Number.isNaN(value.getTime())
      ? { kind: 'error', text: '#NUM!' }
      : { kind: 'date', iso: value.toISOString().slice(0, 19) };
  }
  switch (typeof value) {
    case 'string':
      return { kind: 'text', text: value };
    case 'boolean':
      return { kind: 'boolean', value };
    default:
      return Number.isFinite(value)
        ? { kind: 'number', number: value, percent: isPercent(detail) }
        : { kind: 'error', text: '#NUM!' };
  }
}

function isPercent(detail: Cell | undefined): boolean {
  // A "%" within quotation marks is literal text and does not make the format a percentage.
  return (detail?.style?.numFmt ?? '').replace(/"[^"]*"/g, '').includes('%');
}

function showPlain(cell: RawCell): string {
  switch (cell.kind) {
    case 'number':
      return String(cell.number);
    case 'boolean':
      return cell.value ? 'TRUE' : 'FALSE';
    case 'date':
      return cell.iso.slice(0, 10);
    case 'formula':
      return cell.shown;
    default:
      return cell.text;
  }
}
