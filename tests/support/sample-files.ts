import { PDFDocument, PDFName, PDFString } from '@cantoo/pdf-lib';
import {
  CommentRangeEnd,
  CommentRangeStart,
  CommentReference,
  Document,
  ImageRun,
  Packer,
  Paragraph,
  TextRun,
} from 'docx';
import { strToU8, type Zippable, zipSync } from 'fflate';
import sharp from 'sharp';

/** StatusRows in every place of a sample where a file says who made it. */
export const maker = 'Somchai Hidden';
/** What a reader of the sample sees, and has to see still when it was cleaned. */
export const words = 'Forty officers were trained';

const gps = {
  GPSLatitudeRef: 'N',
  GPSLatitude: '13/1 45/1 0/1',
  GPSLongitudeRef: 'E',
  GPSLongitude: '100/1 30/1 0/1',
};

/** A picture 60 by 40, of which the camera says that it has to be turned by a quarter. */
export function makePhoto(format: 'jpeg' | 'png' = 'jpeg'): Promise<Buffer> {
  return sharp({ create: { width: 60, height: 40, channels: 3, background: '#0b4f6a' } })
    .withMetadata({ orientation: 6 })
    .withExifMerge({ IFD0: { Artist: maker, ImageDescription: maker, Orientation: '6' }, IFD3: gps })
    .withXmp(
      `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description>${maker}</rdf:Description></rdf:RDF></x:xmpmeta>`,
    )
    .toFormat(format)
    .toBuffer();
}

/** A PDF with everything that is to be taken out of it, and a photograph in it. */
export async function makePdf(): Promise<Buffer> {
  const document = await PDFDocument.create();
  const { catalog, context } = document;
  document.setAuthor(maker);
  document.setTitle(maker);
  const page = document.addPage([300, 300]);
  page.drawText(words, { x: 20, y: 200, size: 14 });
  page.drawImage(await document.embedJpg(await makePhoto('jpeg')), { x: 20, y: 20, width: 60, height: 40 });
  document.addJavaScript('go', `app.alert("${maker}")`);
  await document.attach(strToU8(`MZ ${maker}`), 'program.exe');
  const run = context.obj({ S: 'JavaScript', JS: PDFString.of(`secret("${maker}")`) });
  catalog.set(PDFName.of('OpenAction'), run);
  catalog.set(
    PDFName.of('Metadata'),
    context.register(context.stream(`<x:xmpmeta>${maker}</x:xmpmeta>`, { Type: 'Metadata', Subtype: 'XML' })),
  );
  const annotation = (entries: Record<string, never>) =>
    context.register(context.obj({ Type: 'Annot', Rect: [0, 0, 10, 10], ...entries }));
  const annotations = context.obj([
    annotation({ Subtype: 'Text', T: PDFString.of(maker), Contents: PDFString.of('A remark') } as never),
    annotation({ Subtype: 'Link', A: { S: 'URI', URI: PDFString.of('https://example.org/') } } as never),
    annotation({ Subtype: 'Link', A: { S: 'Launch', F: PDFString.of('calc.exe') } } as never),
    annotation({ Subtype: 'FileAttachment', FS: PDFString.of(maker) } as never),
  ]);
  page.node.set(PDFName.of('Annots'), annotations);
  page.node.set(PDFName.of('AA'), context.obj({ O: run }));
  // What an earlier version of the file held, and nothing leads to any more.
  context.register(context.stream(`An earlier version by ${maker}`));
  return Buffer.from(await document.save({ useObjectStreams: false }));
}

/** A Word document as a person writes it: with an author, a comment and a photograph. */
export async function makeDocx(): Promise<Buffer> {
  const photo = await makePhoto('jpeg');
  const document = new Document({
    creator: maker,
    lastModifiedBy: maker,
    title: maker,
    customProperties: [{ name: 'Office', value: maker }],
    comments: {
      children: [{ id: 0, author: maker, initials: 'SH', children: [new Paragraph('A remark')] }],
    },
    sections: [
      {
        children: [
          new Paragraph({
            children: [
              new CommentRangeStart(0),
              new TextRun(words),
              new CommentRangeEnd(0),
              new TextRun({ children: [new CommentReference(0)] }),
              new ImageRun({ type: 'jpg', data: photo, transformation: { width: 60, height: 40 } }),
            ],
          }),
        ],
      },
    ],
  });
  return Packer.toBuffer(document);
}

const contentTypes = (main: string, more = '') =>
  `<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/main.xml" ContentType="application/vnd.openxmlformats-officedocument.${main}+xml"/>${more}</Types>`;

/** The least that is an Office document of a kind, with more parts as a test needs them. */
export function makeOffice(
  main: 'wordprocessingml.document.main' | 'spreadsheetml.sheet.main',
  more: Record<string, string | Uint8Array> = {},
): Buffer {
  return makeZip({ '[Content_Types].xml': contentTypes(main), 'main.xml': `<a>${words}</a>`, ...more });
}

/** A zip file of these parts; those in `stored` are not compressed. */
export function makeZip(parts: Record<string, string | Uint8Array>, stored: string[] = []): Buffer {
  const entries = Object.entries(parts).map(([name, content]) => [
    name,
    [typeof content === 'string' ? strToU8(content) : content, { level: stored.includes(name) ? 0 : 6 }],
  ]);
  return Buffer.from(zipSync(Object.fromEntries(entries) as Zippable));
}
