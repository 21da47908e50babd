import type { WriteSheet } from 'hucre/xlsx';

/** Characters of a column: as wide as its longest text, within these. */
const narrowest = 8;
const widest = 60;
/** Characters that fit across a page of A4 on its side and are still read. */
const pageWidth = 200;

/** Width of a text in digits of the sheet's font: capitals are wider. */
const measure = (text: string): number => text.length + (text.match(/\p{Lu}/gu) ?? []).length * 0.3;

/** Returns the width of a column in characters, in which its heading and its texts are read. */
export function calculateWidth(heading: string, texts: Iterable<string>): number {
  // The button of the filter stands beside the heading, which is bold.
  let width = measure(heading) * 1.1 + 4;
  for (const text of texts) {
    if (width >= widest) break;
    for (const line of text.split('\n')) width = Math.max(width, measure(line) + 2);
  }
  return Math.ceil(Math.min(widest, Math.max(narrowest, width)));
}

/** Whether a text is wider than any column and goes on in further lines of its cell. */
export const isWiderThanColumns = (text: string): boolean => measure(text) + 2 > widest;

/** How many pages lie beside each other for columns of these widths. */
export const countPagesAcross = (widths: readonly number[]): number =>
  Math.max(1, Math.ceil(widths.reduce((sum, width) => sum + width, 0) / pageWidth));

/** The set-up for printing: as many pages across as are needed to read it, with the sheet's name and page. */
export const buildPrintSetup = (
  pagesAcross: number,
  landscape = true,
): Required<Pick<WriteSheet, 'pageSetup' | 'headerFooter'>> => ({
  pageSetup: {
    paperSize: 'a4',
    orientation: landscape ? 'landscape' : 'portrait',
    fitToPage: true,
    fitToWidth: pagesAcross,
    fitToHeight: 0,
    margins: { left: 0.4, right: 0.4, top: 0.5, bottom: 0.6, header: 0.3, footer: 0.3 },
  },
  headerFooter: { oddFooter: '&L&A&RPage &P of &N' },
});
