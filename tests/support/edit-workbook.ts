import { type Cell, type CellValue, type MergeRange, readXlsx, type WriteSheet, writeXlsx } from 'hucre/xlsx';

/** A workbook open in a test, as somebody would have it open in a spreadsheet program. */
export type OpenWorkbook = { sheets: OpenSheet[] };
export type OpenSheet = {
  name: string;
  rows: CellValue[][];
  /** What is more than a value: formulas, errors, formats; by "row,column". */
  cells: Map<string, Partial<Cell>>;
  merges: MergeRange[];
  veryHidden: boolean;
};

export async function openWorkbook(bytes: Uint8Array): Promise<OpenWorkbook> {
  const { sheets } = await readXlsx(bytes);
  return {
    sheets: sheets.map((sheet) => ({
      name: sheet.name,
      rows: sheet.rows,
      cells: new Map(),
      merges: sheet.merges ?? [],
      veryHidden: sheet.veryHidden ?? false,
    })),
  };
}

export async function saveWorkbook({ sheets }: OpenWorkbook): Promise<Uint8Array<ArrayBuffer>> {
  const written = await writeXlsx({
    sheets: sheets.map(
      ({ name, rows, cells, merges, veryHidden }): WriteSheet => ({
        name,
        rows,
        ...(cells.size > 0 ? { cells } : {}),
        ...(merges.length > 0 ? { merges } : {}),
        ...(veryHidden ? { veryHidden } : {}),
      }),
    ),
  });
  return new Uint8Array(written);
}

/** Where an answer stands: the sheet, and row and column from 0. Throws when there is no such row or column. */
export function findPlace(
  workbook: OpenWorkbook,
  key: string,
  column: string,
): { sheet: OpenSheet; row: number; column: number } {
  for (const sheet of workbook.sheets) {
    if (sheet.veryHidden) continue;
    const header = sheet.rows.find((row) => row[0] === 'row');
    const row = sheet.rows.findIndex((cells) => cells[0] === key);
    if (header && row >= 0) {
      const index = header.indexOf(column);
      if (index >= 0) return { sheet, row, column: index };
    }
  }
  throw new Error(`There is no ${column} of ${key} in the workbook.`);
}

/** Enters a value, as one types it. */
export function enter(workbook: OpenWorkbook, key: string, column: string, value: CellValue): void {
  const place = findPlace(workbook, key, column);
  const cells = place.sheet.rows[place.row];
  if (cells) cells[place.column] = value;
}
