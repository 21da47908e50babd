import { PDFDocument, PDFName } from '@cantoo/pdf-lib';
import { unzipSync } from 'fflate';
import sharp from 'sharp';
import { extractText } from 'unpdf';
import { describe, expect, test } from 'vitest';
import { sanitiseFile } from '#server/files/check/sanitise-file.ts';
import { maker, makeDocx, makeOffice, makePdf, makePhoto, words } from '#tests/support/sample-files.ts';

/** Every byte of a file and, where it is packed, of each part: what somebody who looks for the maker would search. */
function listBytes(content: Uint8Array): [name: string, bytes: Buffer][] {
  const isZip = content[0] === 0x50 && content[1] === 0x4b;
  const parts = isZip ? Object.entries(unzipSync(content)) : [];
  return [
    ['the file', Buffer.from(content)],
    ...parts.map(([name, part]) => [name, Buffer.from(part)] as [string, Buffer]),
  ];
}

function placesOf(content: Uint8Array, text: string): string[] {
  return listBytes(content)
    .filter(([, bytes]) => bytes.includes(text) || bytes.includes(Buffer.from(text, 'utf16le')))
    .map(([name]) => name);
}

describe('pictures', () => {
  test.each(['jpeg', 'png'] as const)('a %s is turned and says nothing of its making', async (kind) => {
    const sent = await makePhoto(kind);
    expect(placesOf(sent, maker)).not.toEqual([]);
    const cleaned = await sanitiseFile(sent);
    expect(cleaned.kind).toBe(kind);
    expect(placesOf(cleaned.content, maker)).toEqual([]);
    const metadata = await sharp(cleaned.content).metadata();
    expect(metadata).toMatchObject({ format: kind, width: 40, height: 60 });
    expect([metadata.exif, metadata.xmp, metadata.iptc, metadata.icc]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(metadata.orientation ?? 1).toBe(1);
    const [red = 0, green = 0, blue = 0] = (await sharp(cleaned.content).stats()).channels.map(
      ({ mean }) => mean,
    );
    expect(
      [Math.abs(red - 0x0b), Math.abs(green - 0x4f), Math.abs(blue - 0x6a)].every((off) => off < 4),
    ).toBe(true);
  });

  test('what hangs behind a picture is gone', async () => {
    const cleaned = await sanitiseFile(
      Buffer.concat([await makePhoto('jpeg'), Buffer.from(`PK\u0003\u0004 ${maker}`)]),
    );
    expect(placesOf(cleaned.content, maker)).toEqual([]);
    expect(Buffer.from(cleaned.content).includes('PK\u0003\u0004')).toBe(false);
  });
});

describe('PDF', () => {
  test('keeps its pages, links and remarks, and loses makers, scripts, files and earlier versions', async () => {
    const sent = await makePdf();
    expect(placesOf(sent, maker)).not.toEqual([]);
    const { kind, content } = await sanitiseFile(sent);
    expect(kind).toBe('pdf');
    const document = await PDFDocument.load(content, { updateMetadata: false });
    // Written out in the open, so that nothing hides in a packed part.
    const open = Buffer.from(await document.save({ useObjectStreams: false, rewrite: true }));
    const streams = document.context
      .enumerateIndirectObjects()
      .map(([, object]) => String(object))
      .join('\n');
    for (const gone of [
      maker,
      'JavaScript',
      'OpenAction',
      'EmbeddedFile',
      'program.exe',
      'Launch',
      'Exif',
      'xmpmeta',
      '/AA',
      'Producer',
      'CreationDate',
    ]) {
      expect([gone, open.includes(gone) || streams.includes(gone)]).toEqual([gone, false]);
    }
    expect(document.getPageCount()).toBe(1);
    expect(document.catalog.has(PDFName.of('Metadata'))).toBe(false);
    expect((await extractText(content, { mergePages: true })).text).toBe(words);
    expect(open.includes('https://example.org/')).toBe(true);
    expect(open.includes('A remark')).toBe(true);
    expect(document.getPage(0).node.Annots()?.size()).toBe(3);
  });

  test('a file that was saved on top of itself keeps the last version only', async () => {
    const first = await PDFDocument.create();
    first.addPage([100, 100]).drawText('First');
    first.setSubject(maker);
    const base = await first.save({ useObjectStreams: false });
    const second = await PDFDocument.load(base, { forIncrementalUpdate: true });
    second.getPage(0).drawText('Second', { y: 50 });
    const { content } = await sanitiseFile(await second.save());
    expect(placesOf(content, maker)).toEqual([]);
    expect((await extractText(content, { mergePages: true })).text).toContain('Second');
  });
});

describe('Office documents', () => {
  test('a Word document keeps words, comments and pictures, and names nobody', async () => {
    const sent = await makeDocx();
    expect(placesOf(sent, maker).sort()).toEqual(
      expect.arrayContaining(['docProps/core.xml', 'docProps/custom.xml', 'word/comments.xml']),
    );
    const { kind, content } = await sanitiseFile(sent);
    expect(kind).toBe('docx');
    expect(placesOf(content, maker)).toEqual([]);
    expect(placesOf(content, words)).toEqual(['word/document.xml']);
    expect(placesOf(content, 'A remark')).toEqual(['word/comments.xml']);
    const before = Object.keys(unzipSync(sent)).sort();
    expect(Object.keys(unzipSync(content)).sort()).toEqual(before);
    const [, photo] = listBytes(content).find(([name]) => name.startsWith('word/media/'))!;
    expect((await sharp(photo).metadata()).exif).toBeUndefined();
    // The date of each part would say when somebody worked on it: all are the first that a zip can hold.
    expect(Buffer.from(content).readUInt16LE(12)).toBe(0x21);
  });

  test('names of people, paths of machines and previews go from spreadsheets', async () => {
    const workbook = await sanitiseFile(
      makeOffice('spreadsheetml.sheet.main', {
        'xl/workbook.xml': `<workbook><x15ac:absPath url="C:\\Users\\${maker}\\"/><fileSharing userName="${maker}"/><sheets/></workbook>`,
        'xl/comments1.xml': `<comments><authors><author>${maker}</author></authors><comment>A remark</comment></comments>`,
        'xl/persons/person.xml': `<personList><person displayName="${maker}" id="{1}" userId="${maker}"/></personList>`,
        'xl/externalLinks/_rels/externalLink1.xml.rels': `<Relationships><Relationship Id="rId1" Type="http://x/externalLinkPath" Target="file:///C:\\Users\\${maker}\\figures.xlsx" TargetMode="External"/></Relationships>`,
        'docProps/thumbnail.jpeg': await makePhoto('jpeg'),
        '_rels/.rels': `<Relationships><Relationship Id="rId1" Type="http://x/metadata/thumbnail" Target="docProps/thumbnail.jpeg"/></Relationships>`,
      }),
    );
    expect(placesOf(workbook.content, maker)).toEqual([]);
    expect(placesOf(workbook.content, 'figures.xlsx')).toEqual([]);
    expect(placesOf(workbook.content, 'A remark')).toEqual(['xl/comments1.xml']);
    expect(placesOf(workbook.content, 'thumbnail')).toEqual([]);
  });

  test('a workbook inside a chart is cleaned like one of its own', async () => {
    const inner = makeOffice('spreadsheetml.sheet.main', { 'docProps/core.xml': `<a>${maker}</a>` });
    const { content } = await sanitiseFile(
      makeOffice('wordprocessingml.document.main', { 'word/embeddings/sheet1.xlsx': inner }),
    );
    const parts = unzipSync(content);
    expect(placesOf(parts['word/embeddings/sheet1.xlsx']!, maker)).toEqual([]);
    expect(placesOf(parts['word/embeddings/sheet1.xlsx']!, words)).toEqual(['main.xml']);
  });
});

test('what was cleaned is taken when it comes back', async () => {
  for (const make of [makePdf, makeDocx, () => makePhoto('png')]) {
    const once = await sanitiseFile(await make());
    const twice = await sanitiseFile(once.content);
    expect(twice.kind).toBe(once.kind);
    expect(Math.abs(twice.content.length - once.content.length)).toBeLessThan(200);
  }
});
