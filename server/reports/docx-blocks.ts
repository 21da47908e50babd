import { Bookmark, HeadingLevel, ImageRun, Paragraph, type Table, TextRun } from 'docx';
import { drawPng } from '#server/pictures/draw-png.ts';
import type { DocumentFigure } from '#server/domain/report/document.types.ts';
import type { PaperBlock, PaperRun } from '#server/domain/report/paper.types.ts';
import { buildSignature, buildTable, buildTerms } from './docx-tables.ts';
import { asXmlText, buildCaption, buildRun, markChanged, nameBookmark } from './docx-text.ts';
import { drawReportFigure } from './draw-report-figure.ts';

/** Pixels of the picture for each pixel of the drawing: sharp in print. */
const sharpness = 2;

/**
 * Builds the Word elements of a block. `width` is the text width in twentieths of a point; `onNewPage`:
 * whether a chapter still needs a page break.
 */
export async function buildBlock(
  block: PaperBlock,
  width: number,
  onNewPage: boolean,
): Promise<(Paragraph | Table)[]> {
  switch (block.kind) {
    case 'heading': {
      const level = [HeadingLevel.HEADING_1, HeadingLevel.HEADING_2, HeadingLevel.HEADING_3][block.level - 1];
      const words = new TextRun(asXmlText([block.number, block.text].filter(Boolean).join(' ')));
      return [
        new Paragraph({
          ...(level ? { heading: level } : {}),
          ...(block.level === 1 && onNewPage && !block.onward ? { pageBreakBefore: true } : {}),
          children: [new Bookmark({ id: nameBookmark(block.id), children: [words] }), ...markChanged(block)],
        }),
      ];
    }
    case 'paragraph': {
      const style = { finding: 'Finding', note: 'Small', body: 'Normal', words: 'Normal' }[block.style];
      const keep = block.keepNext ? { keepNext: true } : {};
      return [new Paragraph({ style, ...keep, children: block.runs.flatMap(buildRun) })];
    }
    case 'list':
      return buildList(block.items);
    case 'table':
      return buildTable(block, width);
    case 'figure':
      return buildFigure(block);
    case 'terms':
      return [buildTerms(block.rows, 2300), new Paragraph({})];
    case 'contents':
      return buildList(block.items.map((item) => [{ kind: 'reference', ...item }]));
    case 'signature':
      return [buildSignature(block)];
  }
}

const buildList = (items: readonly PaperRun[][]): Paragraph[] =>
  items.map((item) => new Paragraph({ bullet: { level: 0 }, children: item.flatMap(buildRun) }));

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
