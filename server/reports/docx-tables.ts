import {
  AlignmentType,
  BorderStyle,
  HeightRule,
  Paragraph,
  type ParagraphChild,
  ShadingType,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx';
import type {
  DocumentCell,
  DocumentColumn,
  DocumentTable,
  PaperSignature,
  PaperTerms,
} from '#server/domain/report/document.types.ts';
import {
  contentWidth,
  ink,
  muted,
  rule,
  escapeXmlText,
  buildCaption,
  buildRun,
  buildChangedLabelRun,
  buildChangedLabel,
  buildTextLines,
} from './docx-text.ts';

const inset = 'F4F1E8';
const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };
const noBorders = { top: none, bottom: none, left: none, right: none };
const line = (color: string, size: number) => ({ style: BorderStyle.SINGLE, size, color });

const layTable = (width: number, columnWidths: number[], rows: TableRow[]): Table =>
  new Table({
    layout: TableLayoutType.FIXED,
    width: { size: width, type: WidthType.DXA },
    columnWidths,
    borders: { ...noBorders, insideHorizontal: none, insideVertical: none },
    rows,
  });

/** Builds a table under its caption, with its notes below. `width` is the text width. */
export function buildTable(table: DocumentTable, width: number): (Paragraph | Table)[] {
  const all = table.columns.reduce((sum, column) => sum + column.width, 0);
  const widths = table.columns.map((column) => Math.floor((width * column.width) / all));
  const style = table.columns.length > 6 ? 'CellSmall' : 'Cell';
  const cells = (row: DocumentCell[]) =>
    row.map((cell, at) => buildCell(cell, table.columns[at], widths[at] ?? 0, style));
  return [
    ...(table.title === '' ? [] : [buildCaption('Table', table.id, table.number, table.title)]),
    layTable(width, widths, [
      new TableRow({
        tableHeader: true,
        cantSplit: true,
        children: table.columns.map((column, at) =>
          frame(
            [new TextRun({ text: escapeXmlText(column.label), bold: true })],
            column,
            widths[at] ?? 0,
            style,
            line(ink, 8),
          ),
        ),
      }),
      ...table.rows.map((row) =>
        'group' in row
          ? new TableRow({
              cantSplit: true,
              children: [buildGroup(row.group, table.columns.length, width, style)],
            })
          : new TableRow({
              // A row of the matrix may be longer than a page.
              cantSplit: row.cells.every((cell) => cell.kind !== 'text' || cell.text.length < 300),
              children: cells(row.cells),
            }),
      ),
    ]),
    ...(table.notes.length > 0
      ? table.notes.map(
          (note, at) =>
            new Paragraph({
              style: 'Small',
              ...(at === 0 ? { spacing: { before: 80, after: 80 } } : {}),
              children: buildTextLines(note),
            }),
        )
      : [new Paragraph({ style: 'Small', children: [] })]),
  ];
}

const margins = { top: 40, bottom: 40, left: 70, right: 70 };

function buildGroup(words: string, columnSpan: number, width: number, style: string): TableCell {
  return new TableCell({
    columnSpan,
    width: { size: width, type: WidthType.DXA },
    margins,
    shading: { type: ShadingType.CLEAR, color: 'auto', fill: inset },
    borders: { top: none, left: none, right: none, bottom: line(rule, 4) },
    children: [new Paragraph({ style, keepNext: true, children: buildTextLines(words, { bold: true }) })],
  });
}

function frame(
  children: ParagraphChild[],
  column: DocumentColumn | undefined,
  width: number,
  style: string,
  bottom = line(rule, 4),
): TableCell {
  return new TableCell({
    width: { size: width, type: WidthType.DXA },
    margins,
    verticalAlign: VerticalAlign.TOP,
    borders: { top: none, left: none, right: none, bottom },
    children: [
      new Paragraph({
        style,
        alignment: column?.align === 'right' ? AlignmentType.RIGHT : AlignmentType.LEFT,
        children,
      }),
    ],
  });
}

function buildCell(
  cell: DocumentCell,
  column: DocumentColumn | undefined,
  width: number,
  style: string,
): TableCell {
  if (cell.kind === 'number') return frame([new TextRun(cell.shown)], column, width, style);
  if (cell.kind === 'mark')
    return frame([new TextRun({ text: cell.shown, color: muted })], column, width, style);
  const words = [
    ...buildTextLines(cell.text, {
      ...(cell.strong ? { bold: true } : {}),
      ...(cell.muted ? { color: muted } : {}),
    }),
    ...buildChangedLabel(cell),
  ];
  if (!cell.lead) return frame(words, column, width, style);
  const lead = buildTextLines(cell.lead, { bold: true });
  return frame(
    cell.text === '' ? lead : [...lead, new TextRun({ text: '', break: 1 }), ...words],
    column,
    width,
    style,
  );
}

/** Builds a list of terms, in a column `first` wide, and their descriptions. */
export function buildTerms(rows: PaperTerms['rows'], first: number): Table {
  const widths = [first, contentWidth - first];
  const cell = (children: ParagraphChild[], at: number) =>
    new TableCell({
      width: { size: widths[at] ?? 0, type: WidthType.DXA },
      margins: { top: 30, bottom: 30, left: 60, right: 60 },
      borders: noBorders,
      children: [new Paragraph({ style: 'Cell', alignment: AlignmentType.LEFT, children })],
    });
  return layTable(
    contentWidth,
    widths,
    rows.map(({ term, changed, runs }) => {
      const mark = changed ? [new TextRun({ text: '', break: 1 }), buildChangedLabelRun()] : [];
      return new TableRow({
        // What a reporter wrote may be longer than a page.
        ...(runs.every((run) => run.kind === 'text' && run.strong) ? { cantSplit: true } : {}),
        children: [
          cell([new TextRun({ text: term, color: muted }), ...mark], 0),
          cell(runs.flatMap(buildRun), 1),
        ],
      });
    }),
  );
}

/** Builds the lines for signatures. */
export function buildSignature({ lines }: PaperSignature): Table {
  const heights = { line: 620, signature: 1100, stamp: 1900 };
  return layTable(
    contentWidth,
    [contentWidth],
    lines.map(
      ({ name, height }) =>
        new TableRow({
          cantSplit: true,
          height: { value: heights[height], rule: HeightRule.ATLEAST },
          children: [
            new TableCell({
              verticalAlign: VerticalAlign.BOTTOM,
              borders: { ...noBorders, bottom: line(ink, 6) },
              children: [
                new Paragraph({
                  style: 'Cell',
                  keepNext: name !== lines.at(-1)?.name,
                  children: [new TextRun({ text: name, color: muted })],
                }),
              ],
            }),
          ],
        }),
    ),
  );
}
