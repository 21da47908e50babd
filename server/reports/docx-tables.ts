import {
  AlignmentType,
  BorderStyle,
  HeightRule,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  UnderlineType,
  VerticalAlign,
  WidthType,
} from 'docx';
import { contentWidth, ink, muted, rule, sea } from './docx-styles.ts';
import { asXmlText, changedMark, splitLines } from './docx-text.ts';
import type { DocumentField, DocumentIndicator, MarkedText, PackDocument } from './pack-document.ts';

const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };
const noBorders = { top: none, bottom: none, left: none, right: none };
const line = (color: string, size: number) => ({ style: BorderStyle.SINGLE, size, color });

const cell = (
  children: TextRun[],
  width: number,
  options: { right?: boolean; borders?: object } = {},
): TableCell =>
  new TableCell({
    width: { size: width, type: WidthType.DXA },
    margins: { top: 30, bottom: 30, left: 60, right: 60 },
    borders: { ...noBorders, ...options.borders },
    children: [
      new Paragraph({
        style: 'Cell',
        alignment: options.right ? AlignmentType.RIGHT : AlignmentType.LEFT,
        children,
      }),
    ],
  });

const table = (widths: number[], rows: TableRow[]): Table =>
  new Table({
    layout: TableLayoutType.FIXED,
    width: { size: contentWidth, type: WidthType.DXA },
    columnWidths: widths,
    borders: { ...noBorders, insideHorizontal: none, insideVertical: none },
    rows,
  });

/** Terms at the left, what is to be said of each at the right. */
export function factTable(facts: PackDocument['facts']): Table {
  const widths = [1900, contentWidth - 1900];
  return table(
    widths,
    facts.map(
      ({ term, text }) =>
        new TableRow({
          cantSplit: true,
          children: [
            cell([new TextRun({ text: term, color: muted })], 1900),
            cell(splitLines(text, { bold: true }), contentWidth - 1900),
          ],
        }),
    ),
  );
}

/** What was taken out is struck through, what was put in is bold and underlined: it reads in black and white. */
function mark(stretches: MarkedText): TextRun[] {
  return stretches.flatMap(({ kind, text }) =>
    asXmlText(text)
      .split('\n')
      .map(
        (words, index) =>
          new TextRun({
            text: words,
            ...(index > 0 ? { break: 1 } : {}),
            ...(kind === 'removed' ? { strike: true, color: muted } : {}),
            ...(kind === 'added'
              ? { bold: true, underline: { type: UnderlineType.SINGLE, color: sea } }
              : {}),
          }),
      ),
  );
}

/** The answers of an item. */
export function fieldTable(fields: readonly DocumentField[]): Table {
  const widths = [2300, contentWidth - 2300];
  return table(
    widths,
    fields.flatMap(({ label, text, before, changed }) => [
      new TableRow({
        children: [
          cell(
            [
              new TextRun({ text: label, color: muted }),
              ...(changed ? [new TextRun({ text: '', break: 1 }), changedMark()] : []),
            ],
            2300,
          ),
          cell(mark(text), contentWidth - 2300),
        ],
      }),
      ...(before
        ? [
            new TableRow({
              children: [
                cell([new TextRun({ text: 'When cleared', color: muted })], 2300),
                cell(mark(before), contentWidth - 2300),
              ],
            }),
          ]
        : []),
    ]),
  );
}

/** The cells of an indicator under a header that is repeated on every page that the table reaches. */
export function cellTable(item: DocumentIndicator): Table {
  const compared = item.cells.some(({ changed }) => changed);
  // An answer in words takes the room that figures do not need.
  const isWords = item.unit === '';
  const figure = isWords ? Math.floor((contentWidth - 2300) / (compared ? 2 : 1)) : compared ? 2500 : 3200;
  const first = contentWidth - figure * (compared ? 2 : 1);
  const widths = compared ? [first, figure, figure] : [first, figure];
  const head = (text: string, width: number, right: boolean) =>
    cell([new TextRun({ text, color: muted, size: 16 })], width, {
      right,
      borders: { bottom: line(ink, 8) },
    });
  const unit = isWords ? 'Answer' : `Figure (${item.unit})`;
  const borders = { bottom: line(rule, 4) };
  return table(widths, [
    new TableRow({
      tableHeader: true,
      cantSplit: true,
      children: [
        head('Part', first, false),
        ...(compared ? [head('When cleared', figure, !isWords)] : []),
        head(unit, figure, !isWords),
      ],
    }),
    ...item.cells.map(
      ({ label, value, isReported, changed, before }) =>
        new TableRow({
          cantSplit: true,
          children: [
            cell([new TextRun(label)], first, { borders }),
            ...(compared
              ? [
                  cell(splitLines(changed ? before : 'the same', { color: muted }), figure, {
                    right: true,
                    borders,
                  }),
                ]
              : []),
            cell(
              [
                ...splitLines(value, { ...(isReported ? {} : { color: muted }), bold: changed }),
                ...(changed ? [new TextRun('  '), changedMark()] : []),
              ],
              figure,
              { right: !isWords, borders },
            ),
          ],
        }),
    ),
  ]);
}

/** Lines to sign on, with room for a stamp. */
export function signatureTable(names: readonly string[]): Table {
  const heights: Record<string, number> = { Signature: 1100, 'Official stamp': 1900 };
  return table(
    [contentWidth],
    names.map(
      (name) =>
        new TableRow({
          cantSplit: true,
          height: { value: heights[name] ?? 620, rule: HeightRule.ATLEAST },
          children: [
            new TableCell({
              verticalAlign: VerticalAlign.BOTTOM,
              borders: { ...noBorders, bottom: line(ink, 6) },
              children: [
                new Paragraph({
                  style: 'Cell',
                  keepNext: name !== names.at(-1),
                  children: [new TextRun({ text: name, color: muted })],
                }),
              ],
            }),
          ],
        }),
    ),
  );
}
