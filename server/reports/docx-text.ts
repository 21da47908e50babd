import {
  Bookmark,
  NoBreakHyphen,
  InternalHyperlink,
  type IRunOptions,
  Paragraph,
  type ParagraphChild,
  ShadingType,
  SimpleField,
  TextRun,
  UnderlineType,
  BorderStyle,
  type IStylesOptions,
} from 'docx';
import { describeRun, type PaperRun } from '#server/domain/report/document.types.ts';
import { listPassages } from './docx-fonts.ts';

/** Replaces characters that XML cannot contain by their code point, as in the PDF. */
export const escapeXmlText = (text: string): string =>
  text.replaceAll('\ufffe', '[U+FFFE]').replaceAll('\uffff', '[U+FFFF]');

/** A code that stays on one line: "2025-H2", "I-B3". */
const code = /\b[A-Z0-9]{1,5}(?:-[A-Z0-9]+)+\b/;

/** Splits a text into codes and the words between them. */
const parseCodes = (text: string): string[] => text.split(new RegExp(`(${code.source})`)).filter(Boolean);

/** Returns the elements of a piece of text in one script; hyphens of codes do not end a line. */
function buildPieces(text: string): (string | NoBreakHyphen)[] {
  return parseCodes(text).flatMap((piece) =>
    code.test(piece)
      ? piece.split('-').flatMap((part, at) => (at === 0 ? [part] : [new NoBreakHyphen(), part]))
      : [piece],
  );
}

/** Returns a text with its line ends as breaks, each script in its own font. */
export const buildTextLines = (text: string, options: IRunOptions = {}): TextRun[] =>
  escapeXmlText(text)
    .split('\n')
    .flatMap((line, index) => {
      const pieces = listPassages(line);
      return (pieces.length === 0 ? [{ text: '', font: null }] : pieces).map((piece, at) => {
        const font = piece.font === null ? {} : { font: piece.font };
        const lineBreak = index > 0 && at === 0 ? { break: 1 } : {};
        const children = buildPieces(piece.text);
        const content = children.length > 1 ? { children } : { text: piece.text };
        return new TextRun({ ...content, ...options, ...font, ...lineBreak });
      });
    });

/** The word "changed" in white on black, readable in black and white print. */
export const buildChangedLabelRun = (): TextRun =>
  new TextRun({
    text: ' CHANGED ',
    bold: true,
    size: 15,
    color: 'FFFFFF',
    shading: { type: ShadingType.CLEAR, color: 'auto', fill: ink },
  });

/** Returns the word "changed" for what has changed, otherwise nothing. */
export const buildChangedLabel = ({ changed }: { changed?: boolean }): TextRun[] =>
  changed ? [new TextRun('  '), buildChangedLabelRun()] : [];

/** The name of a bookmark: letters, digits and "_", at most 40 characters. */
export const buildBookmarkName = (id: string): string =>
  `Ref_${id.replaceAll(/[^A-Za-z0-9]/g, '_')}`.slice(0, 40);

/** Builds the Word elements of a piece of a line. */
export function buildRun(run: PaperRun): ParagraphChild[] {
  switch (run.kind) {
    case 'text':
      return buildTextLines(run.text, run.strong ? { bold: true } : {});
    case 'page':
      return buildTextLines(describeRun(run));
    // Removed and added text is distinguishable in black and white too.
    case 'removed':
      return buildTextLines(run.text, { strike: true, color: muted });
    case 'added':
      return buildTextLines(run.text, { bold: true, underline: { type: UnderlineType.SINGLE, color: sea } });
    case 'reference':
      // References to tables and figures are fields that Word keeps up to date. References to sections are
      // links, because a field would print the title.
      return /^(Table|Figure) /.test(run.label)
        ? [new SimpleField(` REF ${buildBookmarkName(run.to)} \\h `, run.label)]
        : [
            new InternalHyperlink({
              anchor: buildBookmarkName(run.to),
              children: [new TextRun({ text: escapeXmlText(run.label), color: sea })],
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
        id: buildBookmarkName(id),
        children: [
          new TextRun({ text: `${kind} `, bold: true }),
          new SimpleField(` SEQ ${kind} \\* ARABIC `, String(number)),
        ],
      }),
      new TextRun({ text: '. ', bold: true }),
      ...buildTextLines(title),
    ],
  });
}

export const ink = '1C1B19';
export const muted = '5C5852';
export const rule = 'C9C3B8';
export const sea = '0B4F63';
/** Text width of an A4 page, in twentieths of a point. */
export const contentWidth = 11906 - 2 * 1190;

/** A font that every office has; for Thai, Lao and Khmer the one that comes with Windows. */
const font = { ascii: 'Arial', hAnsi: 'Arial', eastAsia: 'Arial', cs: 'Leelawadee UI' };

/** The styles of a document: headings for navigation, text at 10 points, and the parts of a title page. */
export function buildStyles(): IStylesOptions {
  const small = { size: 16 };
  return {
    default: {
      document: {
        run: { font, size: 20, color: ink, language: { value: 'en-GB', bidirectional: 'th-TH' } },
        paragraph: { spacing: { after: 100, line: 264 } },
      },
      title: { run: { size: 52, bold: true }, paragraph: { spacing: { before: 80, after: 60 } } },
      heading1: {
        run: { size: 34, bold: true },
        paragraph: { spacing: { before: 400, after: 140 }, keepNext: true, keepLines: true },
      },
      heading2: {
        run: { size: 26, bold: true },
        paragraph: { spacing: { before: 320, after: 120 }, keepNext: true, keepLines: true },
      },
      heading3: {
        run: { size: 21, bold: true },
        paragraph: { spacing: { before: 240, after: 80 }, keepNext: true, keepLines: true },
      },
      listParagraph: { paragraph: { spacing: { after: 60 } } },
    },
    paragraphStyles: [
      {
        id: 'Lead',
        name: 'Lead',
        basedOn: 'Normal',
        run: { size: 26 },
        paragraph: { spacing: { after: 200 } },
      },
      {
        id: 'Small',
        name: 'Small',
        basedOn: 'Normal',
        run: { size: 16, color: muted },
        paragraph: { spacing: { after: 80 } },
      },
      {
        id: 'Cell',
        name: 'Table cell',
        basedOn: 'Normal',
        // Tables contain sentences, so they are a little smaller than the text, as in the PDF.
        run: { size: 18 },
        paragraph: { spacing: { before: 20, after: 20, line: 245 } },
      },
      {
        id: 'Caption',
        name: 'caption',
        basedOn: 'Normal',
        quickFormat: true,
        run: { size: 18 },
        paragraph: { spacing: { before: 180, after: 80 }, keepNext: true, keepLines: true },
      },
      {
        id: 'CellSmall',
        name: 'Table cell, small',
        basedOn: 'Cell',
        run: small,
        paragraph: { spacing: { before: 20, after: 20, line: 240 } },
      },
      {
        id: 'Finding',
        name: 'Finding',
        basedOn: 'Normal',
        run: { bold: true },
        paragraph: {
          indent: { left: 120 },
          spacing: { before: 50, after: 60 },
          border: { left: { style: BorderStyle.SINGLE, size: 18, color: sea, space: 8 } },
        },
      },
      {
        id: 'Marking',
        name: 'Marking',
        basedOn: 'Normal',
        run: { bold: true, color: 'FFFFFF' },
        paragraph: {
          spacing: { before: 320, after: 240 },
          shading: { type: ShadingType.CLEAR, color: 'auto', fill: ink },
        },
      },
      {
        id: 'Notice',
        name: 'Notice',
        basedOn: 'Normal',
        paragraph: {
          spacing: { before: 200 },
          border: {
            top: { style: BorderStyle.SINGLE, size: 4, color: rule, space: 6 },
            bottom: { style: BorderStyle.SINGLE, size: 4, color: rule, space: 6 },
          },
        },
      },
      {
        id: 'Occasion',
        name: 'Occasion',
        basedOn: 'Normal',
        run: { size: 24 },
        paragraph: { spacing: { after: 60 } },
      },
      {
        id: 'Closing',
        name: 'Closing',
        basedOn: 'Normal',
        run: { size: 34, bold: true },
        paragraph: { spacing: { before: 480, after: 160 }, keepNext: true, keepLines: true },
      },
      ...[1, 2].map((level) => ({
        id: `Contents${level}`,
        name: `Contents ${level}`,
        basedOn: 'Normal',
        ...(level === 1 ? { run: { bold: true } } : {}),
        paragraph: {
          indent: { left: (level - 1) * 240 },
          spacing: { before: level === 1 ? 80 : 0, after: 20 },
        },
      })),
      {
        id: 'ContentsTitle',
        name: 'TOC Heading',
        basedOn: 'Normal',
        run: { size: 34, bold: true },
        paragraph: { spacing: { after: 160 } },
      },
    ],
  };
}
