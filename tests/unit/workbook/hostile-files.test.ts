import { describe, expect, it } from 'vitest';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { readWorkbookFile } from '#server/workbook/read-workbook-file.ts';
import { type WorkbookLimits, workbookLimits } from '#server/workbook/recognise-file.rules.ts';
import { buildArchive, type Entry } from '#tests/support/archive.ts';

const sheetOf = (rows: string, more = '') =>
  `<?xml version="1.0"?>${more}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows}</sheetData></worksheet>`;

const text = (content: string) => new TextEncoder().encode(content);
const type = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const relations = (lines: string) =>
  text(
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${lines}</Relationships>`,
  );

/** The smallest archive that is a workbook, with one sheet and what else there is to be in it. */
function pack(sheet: string, more: Entry[] = []): Uint8Array {
  return buildArchive([
    {
      name: '[Content_Types].xml',
      data: text('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'),
    },
    {
      name: '_rels/.rels',
      data: relations(`<Relationship Id="rId1" Type="${type}/officeDocument" Target="xl/workbook.xml"/>`),
    },
    {
      name: 'xl/workbook.xml',
      data: text(
        `<workbook xmlns:r="${type}"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>`,
      ),
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      data: relations(
        `<Relationship Id="rId1" Type="${type}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${type}/sharedStrings" Target="sharedStrings.xml"/>`,
      ),
    },
    { name: 'xl/worksheets/sheet1.xml', data: text(sheet) },
    ...more,
  ]);
}

/** The sentence with which a file is refused. */
async function refuse(bytes: Uint8Array, limits: WorkbookLimits = workbookLimits): Promise<string> {
  const error = await readWorkbookFile(bytes, limits).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(DomainError);
  expect((error as DomainError).code).toBe('BAD_INPUT');
  expect((error as DomainError).fields[0]?.path).toBe('file');
  return (error as DomainError).message;
}

describe('files that are no workbook', { timeout: 60_000 }, () => {
  const ole = (name: string) => {
    const bytes = new Uint8Array(2048);
    bytes.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
    bytes.set(Buffer.from(name, 'utf16le'), 1024);
    return bytes;
  };
  it.each([
    ['an empty file', new Uint8Array(0), /empty/],
    ['a CSV file', text('code,status\nA1.1,planned\n'), /text file, such as CSV.*xlsx/],
    ['a web page', text('\n<html><body><table></table></body></html>'), /web page/],
    ['an old workbook', ole('Workbook'), /old format \(\.xls/],
    ['a workbook with a password', ole('EncryptedPackage'), /password/],
    ['a PDF', text('%PDF-1.7 and so on'), /PDF/],
    ['a picture', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0]), /not an Excel workbook/],
    [
      'a Word document',
      buildArchive([
        { name: 'word/document.xml', data: text('<w/>') },
        { name: '[Content_Types].xml', data: text('<T/>') },
      ]),
      /Word/,
    ],
    [
      'an OpenDocument file',
      buildArchive([
        { name: 'mimetype', data: text('application/vnd.oasis') },
        { name: 'content.xml', data: text('<o/>') },
      ]),
      /OpenDocument/,
    ],
    [
      'a binary workbook',
      buildArchive([
        { name: 'xl/workbook.bin', data: text('x') },
        { name: '[Content_Types].xml', data: text('<T/>') },
      ]),
      /\.xlsb/,
    ],
    ['some archive', buildArchive([{ name: 'a.txt', data: text('a') }]), /archive/],
    ['half a workbook', pack(sheetOf('')).subarray(0, 700), /damaged/],
    [
      'a workbook without its sheet',
      buildArchive([{ name: '[Content_Types].xml', data: text('<T/>') }]),
      /damaged/,
    ],
  ])('%s gets a sentence of its own', async (_, bytes, sentence) => {
    expect(await refuse(bytes)).toMatch(sentence);
  });

  it('a file over the limit is told its size and how large a workbook is', async () => {
    expect(await refuse(new Uint8Array(50 * 1024 * 1024))).toMatch(/50\.0 MB.*at most 10 MB.*less than 1 MB/);
  });
});

describe('files that are made to hurt', { timeout: 60_000 }, () => {
  const zeros = (megabytes: number) => new Uint8Array(megabytes * 1024 * 1024);

  it('a bomb in a part that is read is not unpacked', async () => {
    const bomb = pack(sheetOf(''), [{ name: 'xl/sharedStrings.xml', data: zeros(64) }]);
    expect(bomb.length).toBeLessThan(1024 * 1024);
    expect(await refuse(bomb)).toMatch(/far more than a report/);
  });

  it('a bomb in a part that is not read is not looked at', async () => {
    const { sheets } = await readWorkbookFile(
      pack(sheetOf(''), [{ name: 'xl/media/image1.png', data: zeros(64) }]),
    );
    expect(sheets).toHaveLength(1);
  });

  it('a part that says it is small and is not is cut to what it says', async () => {
    const bomb = pack(sheetOf(''), [{ name: 'xl/sharedStrings.xml', data: zeros(64), says: 1000 }]);
    const before = process.memoryUsage().rss;
    await readWorkbookFile(bomb).catch(() => {});
    expect(process.memoryUsage().rss - before).toBeLessThan(120 * 1024 * 1024);
  });

  it('entities are not expanded', async () => {
    const levels = Array.from(
      { length: 12 },
      (_, level) => `<!ENTITY e${level + 1} "${`&e${level};`.repeat(10)}">`,
    );
    const bomb = pack(
      sheetOf(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>&e12;</t></is></c></row>',
        `<!DOCTYPE d [<!ENTITY e0 "ha">${levels.join('')}]>`,
      ),
    );
    const outcome = await readWorkbookFile(bomb).then(
      ({ sheets }) => JSON.stringify(sheets).length,
      (error: Error) => error.message,
    );
    expect(typeof outcome === 'string' || outcome < 1000).toBe(true);
  });

  it('cells at the far ends of a sheet cost nothing', async () => {
    const far = ['A1048576', 'XFD1', 'XFD1048576', 'ZZZZ99999999'].map(
      (name, index) => `<row r="${index + 1}"><c r="${name}"><v>1</v></c></row>`,
    );
    const { sheets } = await readWorkbookFile(pack(sheetOf(far.join(''))));
    expect(sheets[0]?.rows).toEqual([]);
  });

  it('a million empty rows are passed over', async () => {
    const { sheets } = await readWorkbookFile(pack(sheetOf('<row/>'.repeat(1_000_000))));
    expect(sheets[0]?.rows).toEqual([]);
  });

  it('four thousand parts are too many', async () => {
    const many = Array.from({ length: 4000 }, (_, index) => ({
      name: `x/${index}`,
      data: new Uint8Array(0),
    }));
    expect(await refuse(pack(sheetOf(''), many))).toMatch(/too many parts/);
  });

  it('what takes too long or too much memory is stopped, and the next is read', async () => {
    const slow = pack(sheetOf('<row><c t="inlineStr"><is><t>a</t></is></c></row>'.repeat(300_000)));
    expect(await refuse(slow, { ...workbookLimits, milliseconds: 60 })).toMatch(/too large or too tangled/);
    const strings = pack(sheetOf(''), [
      { name: 'xl/sharedStrings.xml', data: text(`<sst>${'<si><t/></si>'.repeat(2_500_000)}</sst>`) },
    ]);
    expect(await refuse(strings, { ...workbookLimits, heapMegabytes: 48 })).toMatch(
      /too large or too tangled/,
    );
    expect((await readWorkbookFile(pack(sheetOf('')))).sheets).toHaveLength(1);
  });

  it('many at once wait for each other', async () => {
    const file = pack(sheetOf('<row r="1"><c r="A1"><v>5</v></c></row>'));
    const all = await Promise.all(Array.from({ length: 12 }, () => readWorkbookFile(file)));
    expect(all.every(({ sheets }) => sheets[0]?.rows[0]?.cells[0]?.cell.kind === 'number')).toBe(true);
  });
});
