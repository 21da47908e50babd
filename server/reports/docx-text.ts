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
import { describeRun, type PaperRun } from '#server/domain/report/document.types.ts';
import { ink, muted, sea } from './docx-styles.ts';

/** Replaces characters that XML cannot contain by their code point, as in the PDF. */
export const asXmlText = (text: string): string =>
  text.replaceAll('\ufffe', '[U+FFFE]').replaceAll('\uffff', '[U+FFFF]');

/** Returns a text with its line ends as breaks. */
export const splitLines = (text: string, options: IRunOptions = {}): TextRun[] =>
  asXmlText(text)
    .split('\n')
    .map((line, index) => new TextRun({ text: line, ...options, ...(index > 0 ? { break: 1 } : {}) }));

/** The word "changed" in white on black, readable in black and white print. */
export const changedMark = (): TextRun =>
  new TextRun({
    text: ' CHANGED ',
    bold: true,
    size: 15,
    color: 'FFFFFF',
    shading: { type: ShadingType.CLEAR, color: 'auto', fill: ink },
  });

/** Returns the word "changed" for what has changed, otherwise nothing. */
export const markChanged = ({ changed }: { changed?: boolean }): TextRun[] =>
  changed ? [new TextRun('  '), changedMark()] : [];

/** The name of a bookmark: letters, digits and "_", at most 40 characters. */
export const nameBookmark = (id: string): string => `Ref_${id.replaceAll(/[^A-Za-z0-9]/g, '_')}`.slice(0, 40);

/** Builds the Word elements of a piece of a line. */
export function buildRun(run: PaperRun): ParagraphChild[] {
  switch (run.kind) {
    case 'text':
      return splitLines(run.text, run.strong ? { bold: true } : {});
    case 'page':
      return splitLines(describeRun(run));
    // Removed and added text is distinguishable in black and white too.
    case 'removed':
      return splitLines(run.text, { strike: true, color: muted });
    case 'added':
      return splitLines(run.text, { bold: true, underline: { type: UnderlineType.SINGLE, color: sea } });
    case 'reference':
      // References to tables and figures are fields that Word keeps up to date. References to sections are
      // links, because a field would print the title.
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

/** Builds "Table 3. Title": the number is a field that counts, with a bookmark for references. */
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
