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
import type { PaperDocument, PaperSection } from '#server/domain/report/paper.types.ts';
import { buildBlock } from './docx-blocks.ts';
import { buildStyles, contentWidth, muted, rule } from './docx-styles.ts';
import { buildTerms } from './docx-tables.ts';
import { splitLines } from './docx-text.ts';
import { settleDocx } from './settle-docx.ts';

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
    new Paragraph({ style: 'Title', children: splitLines(title) }),
    new Paragraph({ style: 'Lead', children: splitLines(subtitle) }),
  ];
  if (!cover) return [...names, facts];
  return [
    new Paragraph({ spacing: { before: 2600 }, children: splitLines(cover.plan, { color: muted }) }),
    ...names,
    new Paragraph({ style: 'Marking', children: splitLines(cover.marking) }),
    facts,
    new Paragraph({ style: 'Small', spacing: { before: 160 }, children: splitLines(cover.howToCheck) }),
    ...(cover.notice === '' ? [] : [new Paragraph({ style: 'Notice', children: splitLines(cover.notice) })]),
    new Paragraph({
      style: 'ContentsTitle',
      pageBreakBefore: true,
      alignment: AlignmentType.LEFT,
      children: [new TextRun('Contents')],
    }),
    new TableOfContents('Contents', { hyperlink: true, headingStyleRange: '1-2' }),
  ];
}
