import type { CellStyle } from 'hucre/xlsx';
import type { Look } from '#server/domain/workbook/plain-sheet.ts';

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
  hidden: { ...locked, font: font(quiet) },
};
