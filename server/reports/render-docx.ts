import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
  HeadingLevel,
  Packer,
  PageNumber,
  Paragraph,
  Tab,
  TabStopType,
  TextRun,
} from 'docx';
import { cellTable, factTable, fieldTable, signatureTable } from './docx-tables.ts';
import { changedMark, splitLines } from './docx-text.ts';
import { buildPackStyles, contentWidth, muted, rule } from './docx-styles.ts';
import type { DocumentActivity, DocumentIndicator, PackDocument } from './pack-document.ts';
import { settleDocx } from './settle-docx.ts';

/**
 * Draws a clearance pack as a Word document with real headings, repeated table headers, page numbers and the reference
 * on every page. The same document gives the same bytes.
 */
export async function renderDocx(pack: PackDocument): Promise<Buffer> {
  const document = new Document({
    title: `${pack.title}: ${pack.reporter}, ${pack.round}`,
    subject: `${pack.status} (${pack.reference})`,
    creator: pack.reporter,
    lastModifiedBy: pack.reporter,
    styles: buildPackStyles(),
    sections: [
      {
        properties: { page: { size: { width: 11906, height: 16838 }, margin: pageMargin } },
        headers: { default: buildHeader(pack) },
        footers: { default: buildFooter(pack) },
        children: [...buildFront(pack), ...buildAreas(pack), ...buildSignature(pack)],
      },
    ],
  });
  return settleDocx(await Packer.toBuffer(document), pack.madeAt);
}

const pageMargin = { top: 1400, bottom: 1250, left: 1190, right: 1190, header: 600, footer: 600 };

const heading = (level: 1 | 2 | 3, text: string, options: { pageBreakBefore?: boolean } = {}) =>
  new Paragraph({
    heading: { 1: HeadingLevel.TITLE, 2: HeadingLevel.HEADING_1, 3: HeadingLevel.HEADING_2 }[level],
    text,
    ...options,
  });
const paragraph = (text: string, style = 'Normal') => new Paragraph({ style, children: splitLines(text) });
const bullet = (children: TextRun[]) => new Paragraph({ bullet: { level: 0 }, children });

function buildHeader({ reporter, round, status }: PackDocument): Header {
  return new Header({
    children: [
      new Paragraph({
        style: 'Small',
        tabStops: [{ type: TabStopType.RIGHT, position: contentWidth }],
        border: { bottom: { style: BorderStyle.SINGLE, size: 4, color: rule, space: 4 } },
        children: [new TextRun(`${reporter}, ${round}`), new TextRun({ children: [new Tab(), status] })],
      }),
    ],
  });
}

function buildFooter({ reference }: PackDocument): Footer {
  return new Footer({
    children: [
      new Paragraph({
        style: 'Small',
        tabStops: [{ type: TabStopType.RIGHT, position: contentWidth }],
        border: { top: { style: BorderStyle.SINGLE, size: 4, color: rule, space: 4 } },
        children: [
          new TextRun('Reference '),
          new TextRun({ text: reference, bold: true }),
          new TextRun({
            children: [new Tab(), 'Page ', PageNumber.CURRENT, ' of ', PageNumber.TOTAL_PAGES],
          }),
        ],
      }),
    ],
  });
}

function buildFront(pack: PackDocument) {
  return [
    heading(1, pack.title),
    paragraph(`${pack.reporter}, ${pack.round}`, 'Lead'),
    factTable(pack.facts),
    heading(2, 'Checksum'),
    new Paragraph({ children: [new TextRun({ text: pack.checksum, bold: true })] }),
    ...pack.howToCheck.map((sentence) => paragraph(sentence)),
    ...(pack.since
      ? [
          heading(2, 'Changes since the last clearance'),
          paragraph(pack.since.sentence),
          ...pack.since.items.map((item) => bullet(splitLines(item))),
        ]
      : []),
    heading(2, 'What was found when it was checked'),
    ...(pack.errors.length > 0
      ? [
          paragraph('Errors: the report cannot be cleared while these stand.'),
          ...pack.errors.map((sentence) => bullet(splitLines(sentence))),
        ]
      : []),
    ...(pack.warnings.length > 0
      ? [
          paragraph('What looks unusual, with the reason that was given:'),
          ...pack.warnings.map(({ sentence, reason }) =>
            bullet([
              ...splitLines(sentence),
              new TextRun({ text: '', break: 1 }),
              ...splitLines(reason === '' ? 'No reason was given.' : `Reason: ${reason}`, { color: muted }),
            ]),
          ),
        ]
      : []),
    ...(pack.errors.length + pack.warnings.length === 0 ? [paragraph('No errors and no warnings.')] : []),
    paragraph(pack.gaps),
    heading(2, 'Contents'),
    ...pack.areas.map(({ code, title }) => bullet(splitLines(`${code} ${title}`))),
  ];
}

function itemHeading(item: DocumentActivity | DocumentIndicator): Paragraph[] {
  return [
    new Paragraph({
      heading: HeadingLevel.HEADING_2,
      children: [
        new TextRun(`${item.code} ${item.title}`),
        ...(item.changed ? [new TextRun('  '), changedMark()] : []),
      ],
    }),
    ...(item.writing === ''
      ? []
      : [new Paragraph({ style: 'Small', keepNext: true, children: splitLines(item.writing) })]),
  ];
}

function buildAreas({ areas }: PackDocument) {
  return areas.flatMap((area, index) => [
    heading(2, `${area.code} ${area.title}`, { pageBreakBefore: index === 0 }),
    ...area.activities.flatMap((item) => [...itemHeading(item), fieldTable(item.fields), paragraph('')]),
    ...area.indicators.flatMap((item) => [
      ...itemHeading(item),
      cellTable(item),
      paragraph(''),
      fieldTable(item.fields),
      paragraph(''),
    ]),
    ...(area.gaps.length > 0
      ? [heading(3, 'Not yet reported in this area'), ...area.gaps.map((gap) => bullet(splitLines(gap)))]
      : []),
  ]);
}

function buildSignature(pack: PackDocument) {
  return [
    heading(2, 'Signature'),
    new Paragraph({ keepNext: true, children: splitLines(pack.meaning) }),
    new Paragraph({
      keepNext: true,
      alignment: AlignmentType.LEFT,
      style: 'Small',
      text: `Reference ${pack.reference}, checksum ${pack.checksum}`,
    }),
    signatureTable(pack.signature),
  ];
}
