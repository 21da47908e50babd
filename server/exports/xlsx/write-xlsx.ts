import { type Cell, type CellStyle, writeXlsx, type WriteSheet } from 'hucre/xlsx';

/** Cells by "row,column", both from 0. */
export type SheetCells = Map<string, Partial<Cell>>;

/** The properties of a workbook file. */
export type WorkbookAbout = {
  title: string;
  subject?: string | undefined;
  creator?: string | undefined;
  /**
   * The creation and change time that the file states, in ISO format. With it the same sheets give the same
   * bytes on any day.
   */
  at?: string | undefined;
};

type NamedRange = { name: string; range: string; scope: string };

/** Writes sheets as an .xlsx file. All workbooks are written here. */
export async function writeWorkbook(
  about: WorkbookAbout,
  sheets: WriteSheet[],
  namedRanges?: NamedRange[],
): Promise<Uint8Array<ArrayBuffer>> {
  const { title, subject, creator = 'Bohol tracker', at } = about;
  const file = await writeXlsx({
    sheets,
    ...(namedRanges ? { namedRanges } : {}),
    properties: {
      title,
      ...(subject === undefined ? {} : { subject }),
      creator,
      ...(at === undefined ? {} : { created: new Date(at), modified: new Date(at) }),
    },
    defaultFont: { name: 'Calibri', size: 11 },
  });
  return new Uint8Array(file);
}

/**
 * A row printed again on every page of its sheet. Written here because the library does not quote the sheet's
 * name.
 */
export const repeatRow = (sheet: string, row: number): NamedRange => ({
  name: '_xlnm.Print_Titles',
  range: `'${sheet}'!$${row}:$${row}`,
  scope: sheet,
});

/**
 * Returns a cell of text, whatever the text starts with: never a formula. The library would write "#REF!" as
 * an error; as rich text it stays text.
 */
export function textCell(text: string, style?: CellStyle): Partial<Cell> {
  const value = escapeText(text);
  return {
    value,
    type: 'string',
    ...(style ? { style } : {}),
    ...(looksLikeError(text) ? { richText: [{ text: value }] } : {}),
  };
}

/** Whether the library would treat a text as a spreadsheet error. */
export const looksLikeError = (text: string): boolean => /^#[A-Z]/.test(text);

/**
 * Spreadsheets write some characters as "_x000D_" and decode anything in that format, so text that looks like
 * it, and characters that XML cannot contain, are encoded.
 */
export function escapeText(text: string): string {
  return text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(/[\ufffe\uffff]/g, (character) => `_x${character.charCodeAt(0).toString(16).toUpperCase()}_`);
}

/** A spreadsheet keeps 15 digits of a number. */
const digitsKept = 15;

/** Returns a decimal as a number if a spreadsheet keeps every digit of it, otherwise as text. */
export function readLossless(text: string): number | string {
  const digits = text.replace(/^-?0*\.?0*|\./g, '');
  const number = Number(text);
  return digits.length <= digitsKept && String(number) === text ? number : text;
}
