import {
  Bookmark,
  InternalHyperlink,
  type IRunOptions,
  Paragraph,
  type ParagraphChild,
  ShadingType,
  SimpleField,
  TextRun,
  UnderlineType,
} from 'docx';
import { sayRun } from '#server/domain/report/document.types.ts';
import type { PaperRun } from '#server/domain/report/paper.types.ts';
import { ink, muted, sea } from './docx-styles.ts';

/** What a file of XML cannot hold, named by its number as on the PDF. */
export const asXmlText = (text: string): string =>
  text.replaceAll('\ufffe', '[U+FFFE]').replaceAll('\uffff', '[U+FFFF]');

/** A text with its line ends as breaks. */
export const splitLines = (text: string, options: IRunOptions = {}): TextRun[] =>
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

/** The same behind what has changed. */
export const markChanged = ({ changed }: { changed?: boolean }): TextRun[] =>
  changed ? [new TextRun('  '), changedMark()] : [];

/** The name of a bookmark: letters, digits and "_", 40 at most. */
export const nameBookmark = (id: string): string => `Ref_${id.replaceAll(/[^A-Za-z0-9]/g, '_')}`.slice(0, 40);

/** A piece of a line in Word's own terms. */
export function buildRun(run: PaperRun): ParagraphChild[] {
  switch (run.kind) {
    case 'text':
      return splitLines(run.text, run.strong ? { bold: true } : {});
    case 'page':
      return splitLines(sayRun(run));
    // What was taken out and put in reads in black and white too.
    case 'removed':
      return splitLines(run.text, { strike: true, color: muted });
    case 'added':
      return splitLines(run.text, { bold: true, underline: { type: UnderlineType.SINGLE, color: sea } });
    case 'reference':
      // Tables and figures by the field that Word keeps up to date; sections by a link, since a field would print the title.
      return /^(Table|Figure) /.test(run.label)
        ? [new SimpleField(` REF ${nameBookmark(run.to)} \\h `, run.label)]
        : [
            new InternalHyperlink({
              anchor: nameBookmark(run.to),
              children: [new TextRun({ text: asXmlText(run.label), color: sea })],
            }),
          ];
  }
}

/** "Table 3. Title", with the number as a field that counts and a bookmark that references point to. */
export function buildCaption(kind: 'Table' | 'Figure', id: string, number: number, title: string): Paragraph {
  return new Paragraph({
    style: 'Caption',
    keepNext: true,
    children: [
      new Bookmark({
        id: nameBookmark(id),
        children: [
          new TextRun({ text: `${kind} `, bold: true }),
          new SimpleField(` SEQ ${kind} \\* ARABIC `, String(number)),
        ],
      }),
      new TextRun({ text: '. ', bold: true }),
      ...splitLines(title),
    ],
  });
}
