import {
  AlignmentType,
  BorderStyle,
  HeightRule,
  type IRunOptions,
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
import {
  type DocumentCell,
  type DocumentColumn,
  type DocumentTable,
  isShortTable,
  type PaperSignature,
  type PaperTerms,
} from '#server/domain/report/document.types.ts';
import { findStatusMeaning, lightPalette } from '#server/domain/figure/status-palette.ts';
import {
  contentWidth,
  ink,
  muted,
  rule,
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

/**
 * Builds a table under its caption, with its notes below. `width` is the text width; `keepNext`: whether all of it
 * stays on the page of the next block.
 */
export function buildTable(table: DocumentTable, width: number, keepNext = false): (Paragraph | Table)[] {
  const all = table.columns.reduce((sum, column) => sum + column.width, 0);
  const widths = table.columns.map((column) => Math.floor((width * column.width) / all));
  const style = table.columns.length > 6 ? 'CellSmall' : 'Cell';
  const isShort = keepNext || isShortTable(table);
  const cells = (row: DocumentCell[], keepNext: boolean) =>
    row.map((cell, at) => buildCell(cell, table.columns[at], widths[at] ?? 0, { style, keepNext }));
  return [
    ...(table.title === '' ? [] : [buildCaption('Table', table.id, table.number, table.title)]),
    layTable(width, widths, [
      new TableRow({
        tableHeader: true,
        cantSplit: true,
        children: table.columns.map((column, at) =>
          frame(
            buildTextLines(column.label, { bold: true }),
            column,
            widths[at] ?? 0,
            { style, keepNext: isShort },
            line(ink, 8),
          ),
        ),
      }),
      ...table.rows.map((row, at) =>
        'group' in row
          ? new TableRow({
              cantSplit: true,
              children: [buildGroup(row.group, table.columns.length, width, style)],
            })
          : new TableRow({
              // The report has cut rows that are longer than a page; a reporter's answer on a draft may be.
              cantSplit: row.cells.every((cell) => cell.kind !== 'text' || cell.text.length < 1500),
              children: cells(row.cells, keepNext || (isShort && at < table.rows.length - 1)),
            }),
      ),
    ]),
    ...(table.notes.length > 0
      ? table.notes.map(
          (note, at) =>
            new Paragraph({
              style: 'Small',
              keepNext,
              ...(at === 0 ? { spacing: { before: 80, after: 80 } } : {}),
              children: buildTextLines(note),
            }),
        )
      : [new Paragraph({ style: 'Small', keepNext, children: [] })]),
  ];
}

const margins = { top: 26, bottom: 26, left: 70, right: 70 };

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

/** The style of a cell's paragraph, and whether its row stays on the page of the next. */
type CellLayout = { style: string; keepNext: boolean };

function frame(
  children: ParagraphChild[],
  column: DocumentColumn | undefined,
  width: number,
  { style, keepNext }: CellLayout,
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
        keepNext,
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
  layout: CellLayout,
): TableCell {
  if (cell.kind === 'number') return frame([new TextRun(cell.shown)], column, width, layout);
  if (cell.kind === 'mark')
    return frame([new TextRun({ text: cell.shown, color: muted })], column, width, layout);
  const colour = chooseStatusColour(cell.symbol);
  const lead = cell.lead ? buildTextLines(cell.lead, { bold: true, ...colour }) : [];
  if (cell.kind === 'words') {
    const passages = cell.items.flatMap(({ label, text }, at) => [
      ...(at > 0 || lead.length > 0 ? [new TextRun({ text: '', break: 1 })] : []),
      ...(label === '' ? [] : buildTextLines(`${label}: `, { bold: true })),
      ...buildTextLines(text),
    ]);
    return frame([...lead, ...passages], column, width, layout);
  }
  const words = [
    ...buildTextLines(cell.text, {
      ...(cell.strong ? { bold: true } : {}),
      ...(cell.muted ? { color: muted } : {}),
      ...(lead.length === 0 ? colour : {}),
    }),
    ...buildChangedLabel(cell),
  ];
  return frame(
    lead.length === 0 || cell.text === ''
      ? [...lead, ...(cell.text === '' ? [] : words)]
      : [...lead, new TextRun({ text: '', break: 1 }), ...words],
    column,
    width,
    layout,
  );
}

/** Chooses how a status is printed: on its colour, with an outline where that is white. */
function chooseStatusColour(symbol: string | undefined): IRunOptions {
  const meaning = findStatusMeaning(symbol);
  if (meaning === null) return {};
  const { fill, edge, on } = lightPalette[meaning];
  const plain = (colour: string) => colour.slice(1).toUpperCase();
  return {
    color: plain(on),
    shading: { type: ShadingType.CLEAR, color: 'auto', fill: plain(fill) },
    border: { style: BorderStyle.SINGLE, size: 4, color: plain(edge), space: 0 },
  };
}

/**
 * Builds a list of terms, in a column `first` wide, and their descriptions. `keepTogether`: on one page, with
 * what follows; `isShort`: on one page.
 */
export function buildTerms(
  rows: PaperTerms['rows'],
  first: number,
  { keepTogether = false, isShort = false }: { keepTogether?: boolean; isShort?: boolean } = {},
): Table {
  const widths = [first, contentWidth - first];
  const cell = (children: ParagraphChild[], at: number, keepNext: boolean) =>
    new TableCell({
      width: { size: widths[at] ?? 0, type: WidthType.DXA },
      margins: { top: 30, bottom: 30, left: 60, right: 60 },
      borders: noBorders,
      children: [new Paragraph({ style: 'Cell', alignment: AlignmentType.LEFT, keepNext, children })],
    });
  return layTable(
    contentWidth,
    widths,
    rows.map(({ term, changed, runs }, row) => {
      const keepNext = keepTogether || (isShort && row < rows.length - 1);
      const mark = changed ? [new TextRun({ text: '', break: 1 }), buildChangedLabelRun()] : [];
      return new TableRow({
        // What a reporter wrote may be longer than a page.
        ...(runs.every((run) => run.kind === 'text' && run.strong) ? { cantSplit: true } : {}),
        children: [
          cell([new TextRun({ text: term, color: muted }), ...mark], 0, keepNext),
          cell(runs.flatMap(buildRun), 1, keepNext),
        ],
      });
    }),
  );
}

/** Builds columns of equal width, such as two figures side by side. */
export function buildColumns(cells: readonly Paragraph[][]): Table {
  const width = Math.floor(contentWidth / cells.length);
  const row = new TableRow({
    cantSplit: true,
    children: cells.map(
      (children) =>
        new TableCell({ width: { size: width, type: WidthType.DXA }, borders: noBorders, children }),
    ),
  });
  return layTable(
    contentWidth,
    cells.map(() => width),
    [row],
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
