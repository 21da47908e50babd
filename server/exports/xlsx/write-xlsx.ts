import { type Cell, type CellStyle, writeXlsx, type WriteSheet } from 'hucre/xlsx';

/** Cells by "row,column", both from 0. */
export type SheetCells = Map<string, Partial<Cell>>;

/** What is said of a workbook as a file. */
export type WorkbookAbout = {
  title: string;
  subject?: string | undefined;
  creator?: string | undefined;
  /** ISO time that it says it was made and changed; with it the same sheets give the same bytes on any day. */
  at?: string | undefined;
};

type NamedRange = { name: string; range: string; scope: string };

/** Writes sheets as an .xlsx file. Every workbook of ours is written here. */
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

/** A row that is printed again on every page of its sheet. Written here, since the library does not quote a sheet's name. */
export const repeatRow = (sheet: string, row: number): NamedRange => ({
  name: '_xlnm.Print_Titles',
  range: `'${sheet}'!$${row}:$${row}`,
  scope: sheet,
});

/**
 * A cell of text, whatever the text begins with: nothing is ever a formula. "#REF!" that somebody wrote is words; the
 * library would write an error, and as formatted text it stays words.
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

/** Whether the library would take a text for an error of a spreadsheet. */
export const looksLikeError = (text: string): boolean => /^#[A-Z]/.test(text);

/**
 * Spreadsheets spell some characters as "_x000D_" and read anything of that form as a character: text that happens to
 * look so, and what XML cannot hold, is spelled out.
 */
export function escapeText(text: string): string {
  return text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(/[\ufffe\uffff]/g, (character) => `_x${character.charCodeAt(0).toString(16).toUpperCase()}_`);
}

/** A spreadsheet keeps 15 digits of a number. */
const digitsKept = 15;

/** A decimal as a number where a spreadsheet keeps every digit of it, else as it stands. */
export function readLossless(text: string): number | string {
  const digits = text.replace(/^-?0*\.?0*|\./g, '');
  const number = Number(text);
  return digits.length <= digitsKept && String(number) === text ? number : text;
}
