import {
  AlignmentType,
  Bookmark,
  BorderStyle,
  HeadingLevel,
  ImageRun,
  InternalHyperlink,
  Paragraph,
  type ParagraphChild,
  ShadingType,
  SimpleField,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx';
import { drawPng } from '#server/pictures/draw-png.ts';
import {
  type DocumentBlock,
  type DocumentCell,
  type DocumentColumn,
  type DocumentFigure,
  type DocumentRun,
  type DocumentTable,
  sayRun,
} from '#server/domain/report/document.types.ts';
import { ink, muted, rule, sea } from './docx-styles.ts';
import { asXmlText, splitLines } from './docx-text.ts';
import { drawReportFigure } from './draw-report-figure.ts';

const inset = 'F4F1E8';
const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };
const line = (color: string, size: number) => ({ style: BorderStyle.SINGLE, size, color });
/** Px of the picture for each px of the drawing: sharp in print. */
const sharpness = 2;

/** The name of a bookmark: letters, digits and "_", 40 at most. */
export const nameBookmark = (id: string): string => `Ref_${id.replaceAll(/[^A-Za-z0-9]/g, '_')}`.slice(0, 40);

/**
 * A block of the document in Word's own terms. `width` is that between the margins, in twentieths of a point; `onNewPage`:
 * whether a chapter still has to turn the page.
 */
export async function buildBlock(
  block: DocumentBlock,
  width: number,
  onNewPage: boolean,
): Promise<(Paragraph | Table)[]> {
  switch (block.kind) {
    case 'heading': {
      const level = [HeadingLevel.HEADING_1, HeadingLevel.HEADING_2, HeadingLevel.HEADING_3][block.level - 1];
      const words = new TextRun(asXmlText(`${block.number} ${block.text}`));
      return [
        new Paragraph({
          ...(level ? { heading: level } : {}),
          ...(block.level === 1 && onNewPage && !block.onward ? { pageBreakBefore: true } : {}),
          children: [new Bookmark({ id: nameBookmark(block.id), children: [words] })],
        }),
      ];
    }
    case 'paragraph': {
      const style = { finding: 'Finding', note: 'Small', body: 'Normal', words: 'Normal' }[block.style];
      return [new Paragraph({ style, children: block.runs.flatMap(buildRun) })];
    }
    case 'list':
      return block.items.map(
        (item) => new Paragraph({ bullet: { level: 0 }, children: item.flatMap(buildRun) }),
      );
    case 'table':
      return buildTable(block, width);
    case 'figure':
      return buildFigure(block);
  }
}

function buildRun(run: DocumentRun): ParagraphChild[] {
  if (run.kind === 'text') return splitLines(run.text, run.strong ? { bold: true } : {});
  if (run.kind === 'page') return splitLines(sayRun(run));
  // Tables and figures by the field that Word keeps up to date; sections by a link, since a field would print the title.
  return /^(Table|Figure) /.test(run.label)
    ? [new SimpleField(` REF ${nameBookmark(run.to)} \\h `, run.label)]
    : [
        new InternalHyperlink({
          anchor: nameBookmark(run.to),
          children: [new TextRun({ text: run.label, color: sea })],
        }),
      ];
}

/** "Table 3. Title", with the number as a field that counts and a bookmark that references point to. */
function buildCaption(kind: 'Table' | 'Figure', id: string, number: number, title: string): Paragraph {
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

async function buildFigure(figure: DocumentFigure): Promise<Paragraph[]> {
  const { svg, width, height } = drawReportFigure(figure.definition);
  return [
    buildCaption('Figure', figure.id, figure.number, figure.title),
    new Paragraph({
      keepNext: true,
      children: [
        new ImageRun({
          type: 'png',
          data: await drawPng(svg, sharpness),
          transformation: { width: Math.round(width), height: Math.round(height) },
          altText: {
            name: `Figure ${figure.number}`,
            title: asXmlText(figure.title),
            description: asXmlText(figure.alternative),
          },
        }),
      ],
    }),
    new Paragraph({
      style: 'Small',
      children: [
        new TextRun('The numbers are in '),
        ...buildRun({ kind: 'reference', to: figure.table.id, label: figure.table.label }),
        new TextRun('.'),
      ],
    }),
  ];
}

function buildTable(table: DocumentTable, width: number): (Paragraph | Table)[] {
  const all = table.columns.reduce((sum, column) => sum + column.width, 0);
  const widths = table.columns.map((column) => Math.floor((width * column.width) / all));
  const style = table.columns.length > 6 ? 'CellSmall' : 'Cell';
  const cells = (row: DocumentCell[]) =>
    row.map((cell, at) => buildCell(cell, table.columns[at], widths[at] ?? 0, style));
  return [
    buildCaption('Table', table.id, table.number, table.title),
    new Table({
      layout: TableLayoutType.FIXED,
      width: { size: width, type: WidthType.DXA },
      columnWidths: widths,
      borders: {
        top: none,
        bottom: none,
        left: none,
        right: none,
        insideHorizontal: none,
        insideVertical: none,
      },
      rows: [
        new TableRow({
          tableHeader: true,
          cantSplit: true,
          children: table.columns.map((column, at) =>
            frame(
              [new TextRun({ text: asXmlText(column.label), bold: true })],
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
      ],
    }),
    ...(table.notes.length > 0
      ? table.notes.map(
          (note, at) =>
            new Paragraph({
              style: 'Small',
              ...(at === 0 ? { spacing: { before: 80, after: 80 } } : {}),
              children: splitLines(note),
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
    children: [new Paragraph({ style, keepNext: true, children: splitLines(words, { bold: true }) })],
  });
}

function frame(
  children: TextRun[],
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
  const words = splitLines(cell.text, cell.strong ? { bold: true } : {});
  if (!cell.lead) return frame(words, column, width, style);
  const lead = splitLines(cell.lead, { bold: true });
  return frame(
    cell.text === '' ? lead : [...lead, new TextRun({ text: '', break: 1 }), ...words],
    column,
    width,
    style,
  );
}
