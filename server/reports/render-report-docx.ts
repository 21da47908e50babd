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
} from 'docx';
import { TextWatermark } from 'docx/watermarks';
import type { DocumentSection, PrintedDocument } from '#server/domain/report/document.types.ts';
import { buildReportStyles, contentWidth, muted, rule } from './docx-styles.ts';
import { factTable } from './docx-tables.ts';
import { splitLines } from './docx-text.ts';
import { howToCheck, listFacts, sayFoot } from './printed-document.ts';
import { buildBlock } from './report-docx-blocks.ts';
import { settleDocx } from './settle-docx.ts';

const page = { width: 11906, height: 16838 };
const margin = { top: 1400, bottom: 1250, left: 1190, right: 1190, header: 600, footer: 600 };
const landscapeWidth = page.height - margin.left - margin.right;

type Orientation = DocumentSection['orientation'];
const widthOf = (orientation: Orientation) => (orientation === 'landscape' ? landscapeWidth : contentWidth);

/**
 * Draws an edition of the report as a Word document that can be worked on: headings and captions by their styles, a
 * table of contents, fields that count and refer, table headers that repeat, pictures with alternative text. The same
 * edition with the same stamp gives the same bytes. Word fills in the page numbers of the contents when it opens the
 * file: laying out a whole report to guess them takes ten times as long as everything else.
 */
export async function renderReportDocx(printed: PrintedDocument): Promise<Buffer> {
  const { document, stamp } = printed;
  const sections: ISectionOptions[] = [buildSection(printed, 'portrait', buildFront(printed), true)];
  for (const { orientation, blocks } of document.sections) {
    const children: (Paragraph | Table)[] = [];
    for (const [at, block] of blocks.entries()) {
      children.push(...(await buildBlock(block, widthOf(orientation), at > 0)));
    }
    sections.push(buildSection(printed, orientation, children, false));
  }
  const file = new Document({
    title: `${document.title}: ${document.subtitle}`,
    subject: document.marking,
    creator: 'Secretariat',
    lastModifiedBy: 'Secretariat',
    description: sayFoot(printed),
    styles: buildReportStyles(),
    sections,
  });
  return settleDocx(await Packer.toBuffer(file), stamp.madeAt);
}

function buildSection(
  printed: PrintedDocument,
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
    headers: { default: buildHeader(printed, widthOf(orientation)) },
    footers: { default: buildFooter(printed, widthOf(orientation)) },
    children,
  };
}

function buildHeader({ document }: PrintedDocument, width: number): Header {
  return new Header({
    children: [
      new Paragraph({
        style: 'Small',
        tabStops: [{ type: TabStopType.RIGHT, position: width }],
        border: { bottom: { style: BorderStyle.SINGLE, size: 4, color: rule, space: 4 } },
        children: [
          ...(document.watermark === ''
            ? []
            : [
                new TextWatermark({ text: document.watermark, font: 'Arial', color: 'E6E3DC', opacity: 0.6 }),
              ]),
          new TextRun({ text: document.marking, bold: true }),
          new TextRun({ children: [new Tab(), document.subtitle] }),
        ],
      }),
    ],
  });
}

function buildFooter(printed: PrintedDocument, width: number): Footer {
  return new Footer({
    children: [
      new Paragraph({
        style: 'Small',
        tabStops: [{ type: TabStopType.RIGHT, position: width }],
        children: [
          new TextRun(sayFoot(printed)),
          new TextRun({
            children: [new Tab(), 'Page ', PageNumber.CURRENT, ' of ', PageNumber.TOTAL_PAGES],
          }),
        ],
      }),
    ],
  });
}

function buildFront(printed: PrintedDocument): (Paragraph | Table | TableOfContents)[] {
  const { document } = printed;
  return [
    new Paragraph({ spacing: { before: 2600 }, children: splitLines(document.plan, { color: muted }) }),
    new Paragraph({ style: 'Title', children: splitLines(document.title) }),
    new Paragraph({ style: 'Lead', children: splitLines(document.subtitle) }),
    new Paragraph({ style: 'Marking', children: splitLines(document.marking) }),
    factTable(listFacts(printed)),
    new Paragraph({ style: 'Small', spacing: { before: 160 }, children: splitLines(howToCheck) }),
    ...(document.notice === ''
      ? []
      : [new Paragraph({ style: 'Notice', children: splitLines(document.notice) })]),
    new Paragraph({
      style: 'ContentsTitle',
      pageBreakBefore: true,
      alignment: AlignmentType.LEFT,
      children: [new TextRun('Contents')],
    }),
    new TableOfContents('Contents', { hyperlink: true, headingStyleRange: '1-2' }),
  ];
}
