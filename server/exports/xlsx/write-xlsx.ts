import { type Cell, type CellStyle, writeXlsx, type WriteSheet } from 'hucre/xlsx';
import type { Look } from '#server/domain/workbook/plain-sheet.ts';

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
export async function serialiseWorkbook(
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
 * A row printed again on every page of its sheet, and `withCodes` its first column too, where pages lie beside each other. Written here because the library does not quote the sheet's
 * name.
 */
export const buildRepeatedRow = (
  sheet: string,
  row: number,
  { withCodes = false }: { withCodes?: boolean } = {},
): NamedRange => ({
  name: '_xlnm.Print_Titles',
  range: `${withCodes ? `'${sheet}'!$A:$A,` : ''}'${sheet}'!$${row}:$${row}`,
  scope: sheet,
});

/**
 * Returns a cell of text, whatever the text starts with: never a formula. The library would write "#REF!" as
 * an error; as rich text it stays text.
 */
export function buildTextCell(text: string, style?: CellStyle): Partial<Cell> {
  const value = escapeText(text);
  return {
    value,
    type: 'string',
    ...(style ? { style } : {}),
    ...(isErrorText(text) ? { richText: [{ text: value }] } : {}),
  };
}

/** Whether the library would treat a text as a spreadsheet error. */
export const isErrorText = (text: string): boolean => /^#[A-Z]/.test(text);

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
export function toLosslessNumber(text: string): number | string {
  const digits = text.replace(/^-?0*\.?0*|\./g, '');
  const number = Number(text);
  return digits.length <= digitsKept && String(number) === text ? number : text;
}

/**
 * Black, hairlines and one tint, as on screen. Entry cells also have a border, so colour is not the only
 * sign.
 */
const ink = '1B1F23';
const quiet = '5B6168';
const hairline = 'D5D2CA';
const frame = '7FA6AD';
const entryTint = 'E6F1F3';
const groupTint = 'F3F1EB';
const headerTint = '14505C';
const closedTint = 'ECEAE4';
const faultTint = 'F6D5CB';
const faultFrame = 'C4511A';
const doubtTint = 'FBEBC8';
const doubtFrame = 'B07A12';

type Style = Required<CellStyle>;
const fill = (rgb: string): Style['fill'] => ({
  type: 'pattern',
  pattern: 'solid',
  fgColor: { rgb },
});
const line = (rgb: string, style: 'thin' | 'hair' = 'thin') => ({ style, color: { rgb } });
const around = (rgb: string): Style['border'] => ({
  top: line(rgb),
  bottom: line(rgb),
  left: line(rgb),
  right: line(rgb),
});
const top = { vertical: 'top', wrapText: true } as const;
const locked = { protection: { locked: true } } as const;
// Every style names its font, because programs differ on the default.
const font = (rgb: string, more: Style['font'] = {}): Style['font'] => ({
  name: 'Calibri',
  size: 11,
  color: { rgb },
  ...more,
});

const plain: CellStyle = {
  ...locked,
  font: font(ink),
  alignment: top,
  border: { bottom: line(hairline, 'hair') },
};
const entry: CellStyle = {
  protection: { locked: false },
  font: font(ink),
  fill: fill(entryTint),
  border: around(frame),
  alignment: top,
};

export const looks: Record<Look, CellStyle> = {
  title: {
    ...locked,
    font: font(ink, { bold: true, size: 15 }),
    alignment: { vertical: 'center' },
  },
  hint: { ...locked, font: font(quiet), alignment: { vertical: 'top' } },
  header: {
    ...locked,
    font: font('FFFFFF', { bold: true }),
    fill: fill(headerTint),
    alignment: { vertical: 'center', wrapText: true },
  },
  group: { ...locked, font: font(ink, { bold: true, size: 12 }), fill: fill(groupTint) },
  code: { ...plain, font: font(ink, { bold: true }) },
  locked: plain,
  lockedStrong: { ...plain, font: font(ink, { bold: true }) },
  past: { ...plain, font: font(quiet, { italic: true }) },
  pastNumber: { ...plain, font: font(quiet, { italic: true }), alignment: { ...top, horizontal: 'right' } },
  closed: { ...plain, fill: fill(closedTint), border: around(hairline) },
  notAsked: {
    ...locked,
    font: font(quiet),
    fill: { type: 'pattern', pattern: 'lightUp', fgColor: { rgb: hairline } },
  },
  // "@" keeps text as typed: here a line that starts with "=" or "-" is words.
  enterText: { ...entry, numFmt: '@' },
  enterList: { ...entry, numFmt: '@' },
  enterWhole: { ...entry, numFmt: '#,##0', alignment: { ...top, horizontal: 'right' } },
  enterDecimal: { ...entry, numFmt: '#,##0.00##', alignment: { ...top, horizontal: 'right' } },
  fault: { ...entry, numFmt: '@', fill: fill(faultTint), border: around(faultFrame) },
  doubt: { ...entry, numFmt: '@', fill: fill(doubtTint), border: around(doubtFrame) },
  hidden: { ...locked, font: font(quiet) },
};
