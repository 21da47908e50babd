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
  SimpleField,
  InternalHyperlink,
  LeaderType,
  Tab,
  type Table,
  TabStopType,
  TextRun,
  Bookmark,
  HeadingLevel,
  ImageRun,
} from 'docx';
import { TextWatermark } from 'docx/watermarks';
import {
  hasShortTerms,
  type PaperCover,
  type PaperDocument,
  type PaperSection,
  type PaperBlock,
  type PaperRun,
  type DocumentFigure,
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
import { buildColumns, buildTerms, buildSignature, buildTable } from './docx-tables.ts';
import { drawPng } from '#server/pictures/draw-png.ts';
import { drawReportFigure } from './build-edition-page.ts';
import { unzipSync, zipSync } from 'fflate';
import { fontKey, readFontsFor, replaceFontKey } from './docx-fonts.ts';

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
  // Word fills in page numbers when it opens the file; others do so anyway.
  change('word/document.xml', (xml) =>
    countAnew(xml).replaceAll(
      '<w:fldSimple w:instr=" PAGEREF',
      '<w:fldSimple w:dirty="true" w:instr=" PAGEREF',
    ),
  );
  settleFonts(entries, change);
  for (const name of Object.keys(entries)) {
    if (!/^word\/(?:header|footer)\d+\.xml$/.test(name)) continue;
    change(name, (xml) => xml.replaceAll(/(?<=<v:shape id="PowerPlusWaterMarkObject)[^"]*/g, ''));
  }
  return Buffer.from(zipSync(entries, { level: 6, mtime: new Date(2020, 0, 1) }));
}

/** Gives the embedded fonts one key. */
function settleFonts(
  entries: Record<string, Uint8Array>,
  change: (name: string, work: (xml: string) => string) => void,
): void {
  const table = entries['word/fontTable.xml'];
  if (!table) return;
  const keys = [...new TextDecoder().decode(table).matchAll(/w:fontKey="([^"]+)"/g)].map(
    ([, key]) => key ?? '',
  );
  for (const [at, key] of keys.entries()) {
    const name = `word/fonts/font${at + 1}.odttf`;
    const font = entries[name];
    if (font) entries[name] = replaceFontKey(font, key);
  }
  change('word/fontTable.xml', (xml) => xml.replaceAll(/(?<=w:fontKey=")[^"]+/g, fontKey));
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
 * whether a chapter still needs a page break; `atTop`: whether it is the first of a page, with no space above it; `keepNext`: whether all of it stays on the page of the next block.
 */
async function buildBlock(
  block: PaperBlock,
  width: number,
  { onNewPage, atTop, keepNext }: { onNewPage: boolean; atTop: boolean; keepNext: boolean },
): Promise<(Paragraph | Table)[]> {
  switch (block.kind) {
    case 'heading': {
      const level = [HeadingLevel.HEADING_1, HeadingLevel.HEADING_2, HeadingLevel.HEADING_3][block.level - 1];
      const words = buildTextLines([block.number, block.text].filter(Boolean).join(' '));
      return [
        new Paragraph({
          ...(level ? { heading: level } : {}),
          ...(block.newPage && onNewPage ? { pageBreakBefore: true } : {}),
          ...(atTop ? { spacing: { before: 0 } } : {}),
          children: [
            new Bookmark({ id: buildBookmarkName(block.id), children: words }),
            ...buildChangedLabel(block),
          ],
        }),
      ];
    }
    case 'paragraph': {
      const style = { finding: 'Finding', note: 'Small', body: 'Normal', words: 'Normal' }[block.style];
      const keep = block.keepNext || keepNext ? { keepNext: true } : {};
      return [new Paragraph({ style, ...keep, children: block.runs.flatMap(buildRun) })];
    }
    case 'list':
      return buildList(block.items, keepNext);
    case 'table':
      return buildTable(block, width, keepNext);
    case 'figure':
      return buildFigure(block, keepNext);
    case 'terms':
      return [buildTerms(block.rows, 2300, { isShort: hasShortTerms(block) }), new Paragraph({})];
    case 'contents':
      return buildList(block.items.map((item) => [{ kind: 'reference', ...item }]));
    case 'signature':
      return [buildSignature(block)];
  }
}

const buildList = (items: readonly PaperRun[][], keepNext = false): Paragraph[] =>
  items.map((item) => new Paragraph({ bullet: { level: 0 }, keepNext, children: item.flatMap(buildRun) }));

const isSmallFigure = (block: PaperBlock | undefined): block is DocumentFigure =>
  block?.kind === 'figure' && block.half === true;

/** Whether a small figure is the second, fourth … of those that follow each other. */
function isSecondOfPair(blocks: readonly PaperBlock[], at: number): boolean {
  let before = 0;
  while (isSmallFigure(blocks[at - before - 1])) before += 1;
  return before % 2 === 1;
}

async function buildPair(first: DocumentFigure, second: PaperBlock | undefined): Promise<Table> {
  const cells = [await buildFigure(first), isSmallFigure(second) ? await buildFigure(second) : []];
  return buildColumns(cells.map((cell) => (cell.length === 0 ? [new Paragraph({})] : cell)));
}

async function buildFigure(figure: DocumentFigure, keepNext = false): Promise<Paragraph[]> {
  const { svg, width, height, notes } = drawReportFigure(figure);
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
    ...notes.map(
      (note, at) =>
        new Paragraph({
          style: 'Small',
          keepNext: keepNext || figure.table !== null || at < notes.length - 1,
          children: buildTextLines(note),
        }),
    ),
    ...(figure.table === null ? [] : [buildTableLine(figure.table, keepNext)]),
  ];
}

const buildTableLine = ({ id, label }: { id: string; label: string }, keepNext: boolean): Paragraph =>
  new Paragraph({
    style: 'Small',
    keepNext,
    children: [
      new TextRun('The numbers are in '),
      ...buildRun({ kind: 'reference', to: id, label }),
      new TextRun('.'),
    ],
  });

/** Between two rows of small figures, so low that two rows fit on a page. */
const buildPairGap = () => new Paragraph({ spacing: { before: 0, after: 0, line: 120, lineRule: 'exact' } });

const page = { width: 11906, height: 16838 };
const margin = { top: 1400, bottom: 1250, left: 1190, right: 1190, header: 600, footer: 600 };
const landscapeWidth = page.height - margin.left - margin.right;

type Orientation = PaperSection['orientation'];
const widthOf = (orientation: Orientation) => (orientation === 'landscape' ? landscapeWidth : contentWidth);

/**
 * Renders a document as an editable Word file: styled headings and captions, contents, fields that count and
 * refer, repeated table headers, pictures with alternative text, the fonts of Asian scripts. The same document
 * gives the same bytes. Page numbers of the contents are fields that Word and LibreOffice fill in when they open
 * the file: laying out a whole report to guess them takes ten times as long as everything else.
 */
export async function renderDocx(paper: PaperDocument): Promise<Buffer> {
  const { file, cover } = paper;
  const front = buildFront(paper);
  const sections: ISectionOptions[] = cover ? [buildSection(paper, 'portrait', front, true)] : [];
  for (const { orientation, blocks, closing = 0 } of paper.sections) {
    const first = sections.length === 0;
    const children = first ? front : [];
    const isLast = cover !== null && paper.sections.at(-1)?.blocks === blocks;
    for (const [at, block] of blocks.entries()) {
      if (isSmallFigure(block)) {
        // The second of two stands beside the first.
        if (!isSecondOfPair(blocks, at))
          children.push(await buildPair(block, blocks[at + 1]), buildPairGap());
      } else {
        // The end of the document is kept with the last blocks, which are not on a page of their own without it.
        const keepNext = at >= blocks.length - closing && (isLast || at < blocks.length - 1);
        const layout = { onNewPage: first || at > 0, atTop: cover !== null && at === 0, keepNext };
        children.push(...(await buildBlock(block, widthOf(orientation), layout)));
      }
    }
    if (cover && isLast) children.push(...buildClosing(paper, cover));
    sections.push(buildSection(paper, orientation, children, first));
  }
  const drawn = new Document({
    title: file.title,
    subject: file.subject,
    creator: file.author,
    lastModifiedBy: file.author,
    ...(file.description === '' ? {} : { description: file.description }),
    styles: buildStyles(),
    fonts: readFontsFor(JSON.stringify(paper)),
    sections,
  });
  return settleDocx(await Packer.toBuffer(drawn), file.madeAt);
}

function buildSection(
  paper: PaperDocument,
  orientation: Orientation,
  children: (Paragraph | Table)[],
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

const buildFacts = ({ facts }: PaperDocument): Table =>
  buildTerms(
    facts.map(({ term, text }) => ({ term, runs: [{ kind: 'text', text, strong: true }] })),
    1900,
    { keepTogether: true },
  );

function buildFront(paper: PaperDocument): (Paragraph | Table)[] {
  const { title, subtitle, cover } = paper;
  const names = [
    new Paragraph({ style: 'Title', children: buildTextLines(title) }),
    new Paragraph({ style: 'Lead', children: buildTextLines(subtitle) }),
  ];
  if (!cover) return [...names, buildFacts(paper)];
  return [
    ...buildEmblem(cover),
    new Paragraph({
      spacing: { before: cover.emblem === null ? 2600 : 900 },
      children: buildTextLines(cover.plan, { color: muted }),
    }),
    ...names,
    ...cover.occasion.map((line) => new Paragraph({ style: 'Occasion', children: buildTextLines(line) })),
    new Paragraph({ style: 'Marking', children: buildTextLines(cover.marking) }),
    ...(cover.notice === ''
      ? []
      : [new Paragraph({ style: 'Notice', children: buildTextLines(cover.notice) })]),
    ...(cover.hasContents ? buildContents(paper) : []),
  ];
}

/** Height of the emblem on the cover, in px. */
const emblemHeight = 98;

function buildEmblem({ emblem }: PaperCover): Paragraph[] {
  if (emblem === null) return [];
  const data = Buffer.from(emblem, 'base64');
  // Width and height are at a fixed place of a PNG.
  const [width, height] = [data.readUInt32BE(16), data.readUInt32BE(20)];
  return [
    new Paragraph({
      spacing: { before: 600 },
      children: [
        new ImageRun({
          type: 'png',
          data,
          transformation: { width: Math.round((emblemHeight * width) / height), height: emblemHeight },
          altText: { name: 'Emblem', title: 'Emblem', description: 'Emblem' },
        }),
      ],
    }),
  ];
}

/** Builds the contents: chapters and their sections, each with a field for its page. */
function buildContents({ sections }: PaperDocument): Paragraph[] {
  const title = new Paragraph({
    style: 'ContentsTitle',
    pageBreakBefore: true,
    alignment: AlignmentType.LEFT,
    children: [new TextRun('Contents')],
  });
  const lines = sections
    .flatMap(({ blocks }) => blocks)
    .flatMap((block) => {
      if (block.kind !== 'heading' || block.level > 2) return [];
      const anchor = buildBookmarkName(block.id);
      return [
        new Paragraph({
          style: block.level === 1 ? 'Contents1' : 'Contents2',
          tabStops: [{ type: TabStopType.RIGHT, position: contentWidth, leader: LeaderType.DOT }],
          children: [
            new InternalHyperlink({
              anchor,
              children: [
                ...buildTextLines([block.number, block.text].filter(Boolean).join(' ')),
                new TextRun({ children: [new Tab()] }),
                new SimpleField(` PAGEREF ${anchor} \\h `, '–'),
              ],
            }),
          ],
        }),
      ];
    });
  return [title, ...lines];
}

/** Builds the end of the last page: what the document is, who signed it, and its checksum. */
const buildClosing = (paper: PaperDocument, { closing }: PaperCover): (Paragraph | Table)[] => [
  new Paragraph({ style: 'Closing', children: buildTextLines(closing.title) }),
  buildFacts(paper),
  new Paragraph({ style: 'Small', spacing: { before: 160 }, children: buildTextLines(closing.howToCheck) }),
];
