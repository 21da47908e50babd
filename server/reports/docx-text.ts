import { ShadingType, TextRun } from 'docx';
import { ink } from './docx-styles.ts';

/** What a file of XML cannot hold, named by its number as on the PDF. */
export const asXmlText = (text: string): string =>
  text.replaceAll('\ufffe', '[U+FFFE]').replaceAll('\uffff', '[U+FFFF]');

/** A text with its line ends as breaks. */
export const splitLines = (text: string, options: { color?: string; bold?: boolean } = {}): TextRun[] =>
  asXmlText(text)
    .split('\n')
    .map((line, index) => new TextRun({ text: line, ...options, ...(index > 0 ? { break: 1 } : {}) }));

/** The word "changed", white on black, so that it is seen on a black and white print. */
export const changedMark = (): TextRun =>
  new TextRun({
    text: ' CHANGED ',
    bold: true,
    size: 15,
    color: 'FFFFFF',
    shading: { type: ShadingType.CLEAR, color: 'auto', fill: ink },
  });
