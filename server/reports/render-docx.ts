import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
  type ISectionOptions,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  SectionType,
  Tab,
  type Table,
  TableOfContents,
  TabStopType,
  TextRun,
  Bookmark,
  HeadingLevel,
  ImageRun,
} from 'docx';
import { TextWatermark } from 'docx/watermarks';
import type {
  PaperDocument,
  PaperSection,
  PaperBlock,
  PaperRun,
  DocumentFigure,
} from '#server/domain/report/document.types.ts';
import {
  buildStyles,
  contentWidth,
  muted,
  rule,
  buildTextLines,
  escapeXmlText,
  buildCaption,
  buildRun,
  buildChangedLabel,
  buildBookmarkName,
} from './docx-text.ts';
import { buildTerms, buildSignature, buildTable } from './docx-tables.ts';
import { drawPng } from '#server/pictures/draw-png.ts';
import { drawReportFigure } from './build-edition-page.ts';
import { unzipSync, zipSync } from 'fflate';

/**
 * Makes a Word file reproducible: gives all entries one date and the properties the date of the document, and
 * renumbers the ids that the library goes on counting from one file to the next or takes at random. The same
 * document then gives the same bytes.
 */
function settleDocx(file: Uint8Array, madeAt: string): Buffer {
  const entries = unzipSync(file);
  const moment = new Date(madeAt).toISOString().replace(/\.\d+Z$/, 'Z');
  const change = (name: string, work: (xml: string) => string) => {
    const entry = entries[name];
    if (entry) entries[name] = new TextEncoder().encode(work(new TextDecoder().decode(entry)));
  };
  change('docProps/core.xml', (xml) =>
    xml.replaceAll(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, `$1${moment}`),
  );
  change('word/document.xml', countAnew);
  for (const name of Object.keys(entries)) {
    if (!/^word\/(?:header|footer)\d+\.xml$/.test(name)) continue;
    change(name, (xml) => xml.replaceAll(/(?<=<v:shape id="PowerPlusWaterMarkObject)[^"]*/g, ''));
  }
  return Buffer.from(zipSync(entries, { level: 6, mtime: new Date(2020, 0, 1) }));
}

/** The kinds of ids that a document gives to its own parts, wherever they are within a tag or a field. */
const counted = [
  /(?<=<w:bookmark(?:Start|End) (?:[^>]*? )?w:id=")\d+/g,
  /(?<=<wp:docPr (?:[^>]*? )?id=")\d+/g,
  /(?<=w:(?:anchor|name)="_Toc|<w:instrText[^>]*>PAGEREF _Toc)\d+/g,
];

/** Renumbers ids from 1, in order of appearance. */
function countAnew(xml: string): string {
  return counted.reduce((text, pattern) => {
    const known = new Map<string, string>();
    return text.replaceAll(pattern, (number) => {
      const settled = known.get(number) ?? String(known.size + 1);
      known.set(number, settled);
      return settled;
    });
  }, xml);
}

/** Pixels of the picture for each pixel of the drawing: sharp in print. */
const sharpness = 2;

/**
 * Builds the Word elements of a block. `width` is the text width in twentieths of a point; `onNewPage`:
 * whether a chapter still needs a page break.
 */
async function buildBlock(
  block: PaperBlock,
  width: number,
  onNewPage: boolean,
): Promise<(Paragraph | Table)[]> {
  switch (block.kind) {
    case 'heading': {
      const level = [HeadingLevel.HEADING_1, HeadingLevel.HEADING_2, HeadingLevel.HEADING_3][block.level - 1];
      const words = new TextRun(escapeXmlText([block.number, block.text].filter(Boolean).join(' ')));
      return [
        new Paragraph({
          ...(level ? { heading: level } : {}),
          ...(block.level === 1 && onNewPage && !block.onward ? { pageBreakBefore: true } : {}),
          children: [
            new Bookmark({ id: buildBookmarkName(block.id), children: [words] }),
            ...buildChangedLabel(block),
          ],
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
            title: escapeXmlText(figure.title),
            description: escapeXmlText(figure.alternative),
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

const page = { width: 11906, height: 16838 };
const margin = { top: 1400, bottom: 1250, left: 1190, right: 1190, header: 600, footer: 600 };
const landscapeWidth = page.height - margin.left - margin.right;

type Orientation = PaperSection['orientation'];
const widthOf = (orientation: Orientation) => (orientation === 'landscape' ? landscapeWidth : contentWidth);

/**
 * Renders a document as an editable Word file: styled headings and captions, contents, fields that count and
 * refer, repeated table headers, pictures with alternative text. The same document gives the same bytes. Word
 * fills in the page numbers of the contents when it opens the file: laying out a whole report to guess them
 * takes ten times as long as everything else.
 */
export async function renderDocx(paper: PaperDocument): Promise<Buffer> {
  const { file, cover } = paper;
  const front = buildFront(paper);
  const sections: ISectionOptions[] = cover ? [buildSection(paper, 'portrait', front, true)] : [];
  for (const { orientation, blocks } of paper.sections) {
    const first = sections.length === 0;
    const children = first ? front : [];
    for (const [at, block] of blocks.entries()) {
      children.push(...(await buildBlock(block, widthOf(orientation), first || at > 0)));
    }
    sections.push(buildSection(paper, orientation, children, first));
  }
  const drawn = new Document({
    title: file.title,
    subject: file.subject,
    creator: file.author,
    lastModifiedBy: file.author,
    ...(file.description === '' ? {} : { description: file.description }),
    styles: buildStyles(),
    sections,
  });
  return settleDocx(await Packer.toBuffer(drawn), file.madeAt);
}

function buildSection(
  paper: PaperDocument,
  orientation: Orientation,
  children: (Paragraph | Table | TableOfContents)[],
  first: boolean,
): ISectionOptions {
  return {
    properties: {
      ...(first ? {} : { type: SectionType.NEXT_PAGE }),
      page: {
        size: {
          ...page,
          orientation: orientation === 'landscape' ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
        },
        margin,
      },
    },
    headers: { default: buildHeader(paper, widthOf(orientation)) },
    footers: { default: buildFooter(paper, widthOf(orientation)) },
    children,
  };
}

function buildHeader({ watermark, head }: PaperDocument, width: number): Header {
  return new Header({
    children: [
      new Paragraph({
        style: 'Small',
        tabStops: [{ type: TabStopType.RIGHT, position: width }],
        border: { bottom: { style: BorderStyle.SINGLE, size: 4, color: rule, space: 4 } },
        children: [
          ...(watermark === ''
            ? []
            : [new TextWatermark({ text: watermark, font: 'Arial', color: 'E6E3DC', opacity: 0.6 })]),
          new TextRun({ text: head.left, bold: true }),
          new TextRun({ children: [new Tab(), head.right] }),
        ],
      }),
    ],
  });
}

function buildFooter({ foot }: PaperDocument, width: number): Footer {
  return new Footer({
    children: [
      new Paragraph({
        style: 'Small',
        tabStops: [{ type: TabStopType.RIGHT, position: width }],
        children: [
          new TextRun(foot),
          new TextRun({
            children: [new Tab(), 'Page ', PageNumber.CURRENT, ' of ', PageNumber.TOTAL_PAGES],
          }),
        ],
      }),
    ],
  });
}

function buildFront(paper: PaperDocument): (Paragraph | Table | TableOfContents)[] {
  const { title, subtitle, cover } = paper;
  const facts = buildTerms(
    paper.facts.map(({ term, text }) => ({ term, runs: [{ kind: 'text', text, strong: true }] })),
    1900,
  );
  const names = [
    new Paragraph({ style: 'Title', children: buildTextLines(title) }),
    new Paragraph({ style: 'Lead', children: buildTextLines(subtitle) }),
  ];
  if (!cover) return [...names, facts];
  return [
    new Paragraph({ spacing: { before: 2600 }, children: buildTextLines(cover.plan, { color: muted }) }),
    ...names,
    new Paragraph({ style: 'Marking', children: buildTextLines(cover.marking) }),
    facts,
    new Paragraph({ style: 'Small', spacing: { before: 160 }, children: buildTextLines(cover.howToCheck) }),
    ...(cover.notice === ''
      ? []
      : [new Paragraph({ style: 'Notice', children: buildTextLines(cover.notice) })]),
    new Paragraph({
      style: 'ContentsTitle',
      pageBreakBefore: true,
      alignment: AlignmentType.LEFT,
      children: [new TextRun('Contents')],
    }),
    new TableOfContents('Contents', { hyperlink: true, headingStyleRange: '1-2' }),
  ];
}
