import { deflateRawSync } from 'node:zlib';
import { PDFDocument } from '@cantoo/pdf-lib';
import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { sanitiseFile } from '#server/files/check/sanitise-file.ts';
import { FileRefusal } from '#server/files/check/file-refusal.ts';
import { makeDocx, makeOffice, makePdf, makePhoto, makeZip } from '#tests/support/sample-files.ts';
import { rounds } from '#tests/support/rounds.ts';

/** The sentence with which a file is refused; anything else that is thrown is a fault of ours. */
async function sentenceOf(content: Uint8Array): Promise<string> {
  try {
    const { kind } = await sanitiseFile(content);
    return `taken as ${kind}`;
  } catch (error) {
    if (error instanceof FileRefusal) return error.message;
    throw error;
  }
}

const text = (content: string) => Buffer.from(content);
const word = (more: Record<string, string | Uint8Array>) =>
  makeOffice('wordprocessingml.document.main', more);
const compoundFile = (inside: string) =>
  Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(1000), Buffer.from(inside, 'utf16le')]);

const pdf = await makePdf();
const square = sharp({ create: { width: 2, height: 2, channels: 3, background: 'red' } });
const [tiff, gif, webp] = await Promise.all([
  square.clone().tiff().toBuffer(),
  square.clone().gif().toBuffer(),
  square.clone().webp().toBuffer(),
]);
const slides = makeZip({
  '[Content_Types].xml':
    '<Types><Override PartName="/ppt/presentation.xml" ContentType="application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"/></Types>',
  'ppt/presentation.xml': '<a/>',
});

describe('what is no document and no picture', () => {
  test.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array()],
    ['a Windows program', Buffer.concat([text('MZ\u0090\u0000'), Buffer.alloc(500)])],
    ['a Linux program', Buffer.concat([Buffer.from('7f454c46', 'hex'), Buffer.alloc(500)])],
    ['a script', text('#!/bin/sh\nrm -rf /\n')],
    ['a page', text('<!doctype html><script>alert(1)</script>')],
    [
      'a drawing with a script',
      text('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
    ],
    ['a table of text', text('a,b\n1,2\n')],
    ['words', text('Forty officers were trained.')],
    ['a GIF', gif],
    ['null characters', Buffer.alloc(4096)],
    ['a page that calls itself a PDF further down', Buffer.concat([text('<html>\n'), pdf])],
    ['an archive before a PDF', Buffer.concat([makeZip({ 'a.txt': 'a' }), pdf])],
  ])('%s', async (_, content) => {
    expect(await sentenceOf(content)).toMatch(
      /^(The file is empty\.|This kind of (file|picture) is not taken\..*|Archives are not taken.*|The file is damaged.*)$/,
    );
  });

  test.each<[string, Uint8Array, RegExp]>([
    ['a zip', makeZip({ 'a.txt': 'a' }), /^Archives are not taken/],
    [
      'a rar',
      Buffer.concat([Buffer.from('526172211a0700', 'hex'), Buffer.alloc(100)]),
      /^Archives are not taken/,
    ],
    [
      'a gzip',
      Buffer.concat([Buffer.from('1f8b0800000000000003', 'hex'), Buffer.alloc(100)]),
      /^Archives are not taken/,
    ],
    [
      'a Java program',
      makeZip({ 'META-INF/MANIFEST.MF': 'Main-Class: A', 'A.class': 'x' }),
      /^Archives are not taken/,
    ],
    ['a TIFF', tiff, /JPEG, or a scan as PDF/],
    ['a WebP', webp, /Save it as JPEG or PNG/],
    ['a presentation', slides, /Save the slides as a PDF/],
    [
      'a HEIC',
      Buffer.concat([Buffer.from('000000186674797068656963000000006d696631', 'hex'), Buffer.alloc(100)]),
      /JPEG/,
    ],
    ['an old Word document', compoundFile('WordDocument'), /Save it as \.docx or \.xlsx/],
    ['a Word document with a password', compoundFile('EncryptedPackage'), /protected with a password/],
  ])('%s is told what to do', async (_, content, sentence) => {
    expect(await sentenceOf(content)).toMatch(sentence);
  });

  test('all of them are told what is taken', async () => {
    for (const content of [text('words'), gif, webp, tiff, slides, makeZip({ 'a.txt': 'a' })]) {
      expect(await sentenceOf(content)).toMatch(
        / Files that are taken: PDF, Word \(docx\), Excel \(xlsx\), or a picture \(JPEG or PNG\)\.$/,
      );
    }
  });
});

describe('documents that carry more than a document', () => {
  const macroTypes =
    '<Types><Override PartName="/main.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>';
  const external = (type: string, target: string) =>
    `<Relationships><Relationship Id="r1" Type="http://x/${type}" Target="${target}" TargetMode="External"/></Relationships>`;
  /** A document with a part that uses what lies elsewhere. */
  const using = (type: string, target: string) =>
    word({
      'word/document.xml': '<w:document xmlns:r="r"><a:blip r:link="r1"/></w:document>',
      'word/_rels/document.xml.rels': external(type, target),
    });
  test.each<[string, () => Buffer | Promise<Buffer>, RegExp]>([
    ['macros in a document that calls itself .docx', () => word({ 'word/vbaProject.bin': 'x' }), /macros/],
    ['macros by content type', () => makeZip({ '[Content_Types].xml': macroTypes }), /macros/],
    ['ActiveX', () => word({ 'word/activeX/activeX1.xml': '<a/>' }), /macros/],
    ['macro sheets of long ago', () => word({ 'xl/macrosheets/sheet1.xml': '<a/>' }), /macros/],
    ['a ribbon that runs code', () => word({ 'customUI/customUI.xml': '<a/>' }), /macros/],
    [
      'an object of another program',
      () => word({ 'word/embeddings/oleObject1.bin': 'x' }),
      /object of another/,
    ],
    ['a file inside', () => word({ 'word/embeddings/a.pdf': '%PDF-1.7' }), /another file/],
    [
      'a program inside',
      () => word({ 'word/media/image1.png': Buffer.concat([text('MZ'), Buffer.alloc(99)]) }),
      /program/,
    ],
    ['a program by name', () => word({ 'word/run.exe': 'x' }), /program/],
    ['a picture from elsewhere', () => using('image', 'https://evil.test/a.png'), /from elsewhere/],
    ['an object from elsewhere', () => using('oleObject', 'file://host/share/a.docx'), /from elsewhere/],
    [
      'entities that grow',
      () => word({ 'word/document.xml': '<!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>' }),
      /words of its own/,
    ],
    [
      'XML in another encoding',
      () => word({ 'word/document.xml': Buffer.from('\ufeff<a/>', 'utf16le') }),
      /UTF-8|words of its own/,
    ],
    [
      'an OpenDocument text',
      () =>
        makeZip({ mimetype: 'application/vnd.oasis.opendocument.text', 'content.xml': '<a/>' }, ['mimetype']),
      /^OpenDocument files .* are not taken/,
    ],
  ])('%s', async (_, make, sentence) => {
    expect(await sentenceOf(await make())).toMatch(sentence);
  });

  test('a PDF with a password', async () => {
    const document = await PDFDocument.create();
    document.addPage();
    document.encrypt({ userPassword: 'a', ownerPassword: 'b', permissions: {} });
    expect(await sentenceOf(await document.save())).toMatch(/^The PDF is protected with a password/);
  });
});

describe('archives that are built to harm', () => {
  /** A zip file of one part, its fields as a test wants them. */
  function forge(part: {
    name?: string;
    packed: Buffer;
    size: number;
    crc?: number;
    flags?: number;
    method?: number;
  }): Buffer {
    const name = text(part.name ?? '[Content_Types].xml');
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(part.flags ?? 0, 2);
    fields.writeUInt16LE(part.method ?? 8, 4);
    fields.writeUInt32LE(part.crc ?? 0, 10);
    fields.writeUInt32LE(part.packed.length, 14);
    fields.writeUInt32LE(part.size, 18);
    fields.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([text('PK\u0003\u0004'), fields, name, part.packed]);
    const central = Buffer.concat([
      text('PK\u0001\u0002'),
      Buffer.from([20, 0]),
      fields,
      Buffer.alloc(14),
      name,
    ]);
    const end = Buffer.alloc(22);
    end.write('PK\u0005\u0006', 'latin1');
    end.writeUInt16LE(1, 8);
    end.writeUInt16LE(1, 10);
    end.writeUInt32LE(central.length, 12);
    end.writeUInt32LE(local.length, 16);
    return Buffer.concat([local, central, end]);
  }
  const zeros = deflateRawSync(Buffer.alloc(200_000_000));

  test('one that unpacks to 200 MB and says so', async () => {
    expect(await sentenceOf(forge({ packed: zeros, size: 200_000_000 }))).toMatch(/more than 150 MB/);
  });
  test('one that unpacks to 200 MB and says that it is small', async () => {
    const before = process.memoryUsage.rss();
    expect(await sentenceOf(forge({ packed: zeros, size: 1000 }))).toMatch(/damaged/);
    expect(process.memoryUsage.rss() - before).toBeLessThan(60_000_000);
  });
  test('one whose checksum is wrong', async () => {
    expect(await sentenceOf(forge({ packed: deflateRawSync(text('abc')), size: 3, crc: 1 }))).toMatch(
      /damaged/,
    );
  });
  test('one with a lock', async () => {
    expect(await sentenceOf(forge({ packed: text('abc'), size: 3, flags: 1 }))).toMatch(
      /protected with a password/,
    );
  });
  test('one that is packed in a way nobody uses', async () => {
    expect(await sentenceOf(forge({ packed: text('abc'), size: 3, method: 12 }))).toMatch(/damaged/);
  });
  test.each(['../../etc/passwd', '/etc/passwd', 'C:\\a', 'a\\b', 'a/../b'])(
    'one with the part "%s"',
    async (name) => {
      const content = makeZip({ '[Content_Types].xml': '<a/>', [name]: 'x' });
      expect(await sentenceOf(content)).toMatch(/damaged/);
    },
  );
  test('one with two parts that differ by case', async () => {
    expect(await sentenceOf(word({ 'Main.xml': '<b/>' }))).toMatch(/damaged/);
  });
  test('one with 6,000 parts', async () => {
    const parts = Object.fromEntries(Array.from({ length: 6000 }, (_, index) => [`p${index}`, 'x']));
    expect(await sentenceOf(word(parts))).toMatch(/damaged/);
  });
  test('one with something before it, or behind it', async () => {
    const document = await makeDocx();
    expect(await sentenceOf(Buffer.concat([document, text('<script>')]))).toMatch(/damaged/);
    expect(await sentenceOf(Buffer.concat([document.subarray(0, 4), document]))).toMatch(/damaged/);
  });
});

describe('pictures that are built to harm', () => {
  test('one of more than 100 million points', async () => {
    const wide = { width: 20_000, height: 6_000, channels: 3, background: 'white' } as const;
    const content = await sharp({ create: wide, limitInputPixels: false }).png().toBuffer();
    expect(content.length).toBeLessThan(1_000_000);
    expect(await sentenceOf(content)).toMatch(/100 million points/);
  });
  test('one that is cut off', async () => {
    const photo = await sharp({ create: { width: 800, height: 800, channels: 3, background: 'teal' } })
      .png()
      .toBuffer();
    expect(await sentenceOf(photo.subarray(0, photo.length / 2))).toMatch(/damaged/);
  });
});

test('damaged files are refused with a sentence or taken, never a fault', async () => {
  const samples = await Promise.all([makePdf(), makeDocx(), makePhoto('jpeg'), makePhoto('png')]);
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...samples),
      fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 0, max: 255 })), {
        minLength: 1,
        maxLength: 30,
      }),
      fc.double({ min: 0.05, max: 1, noNaN: true }),
      async (sample, changes, share) => {
        const content = Buffer.from(sample.subarray(0, Math.ceil(sample.length * share)));
        for (const [at, value] of changes) content[Math.floor(at * (content.length - 1))] = value;
        expect(await sentenceOf(content)).toMatch(/^(taken as \w+|[A-Z].*\.)$/);
      },
    ),
    { numRuns: rounds(50, 150) },
  );
}, 60_000);
