import { unzipSync } from 'fflate';
import { extractText, getDocumentProxy } from 'unpdf';
import { describe, expect, test, vi } from 'vitest';
import { buildPackDocument } from '#server/reports/build-pack-document.calculations.ts';
import { renderDocument } from '#server/reports/render-document.ts';
import { renderDocx } from '#server/reports/render-docx.ts';
import { renderPdf } from '#server/reports/render-pdf.ts';
import { activity, hostileWords, indicator, regionalWords, storePack } from './stored-pack.ts';

/** Pages of a PDF as text, spaces and line ends made one. */
async function readPages(file: Uint8Array): Promise<string[]> {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(file)), { mergePages: false });
  return text.map((page) => page.replaceAll(/\s+/g, ' '));
}

const read = (file: Uint8Array, name: string) => new TextDecoder().decode(unzipSync(file)[name]);
const textOfWord = (file: Uint8Array) =>
  read(file, 'word/document.xml')
    .replaceAll(/<w:br\/>/g, '\n')
    .replaceAll(/<\/w:p>/g, '\n')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');

const long = Array.from({ length: 60 }, (_, index) => `Sentence ${index + 1} says what was done.`).join('\n');
const hostile = buildPackDocument(
  storePack({
    activities: [activity({ achievements: hostileWords, challenges: 'x'.repeat(400), nextSteps: long })],
    indicators: [indicator({ note: hostileWords })],
    findings: [{ kind: 'warning', code: 'I-B3', sentence: hostileWords, reason: hostileWords }],
  }),
);

describe('a printed draft as PDF', () => {
  test('has its reference and the count of pages on every page', async () => {
    const pages = await readPages(renderPdf(hostile));
    expect(pages.length).toBeGreaterThan(2);
    for (const [index, page] of pages.entries()) {
      expect(page).toContain('Reference TH-2026-H1-01');
      expect(page).toContain(`Page ${index + 1} of ${pages.length}`);
      expect(page).toContain('Draft for clearance, not yet submitted');
    }
    expect(pages[0]).toContain('Report for clearance');
    expect(pages[0]).toContain('ab12cd34 ab12cd34');
    expect(pages.at(-1)).toContain('Official stamp');
  });

  test('sets what people wrote as they wrote it', async () => {
    const text = (await readPages(renderPdf(hostile))).join(' ');
    const words = hostileWords.replaceAll(/\s+/g, ' ');
    // In the warning, its reason, the achievements and the note.
    expect(text.split('#read("/etc/passwd")').length - 1).toBe(4);
    expect(text).toContain(words.slice(0, 60));
    expect(text).toContain('= not a heading');
    expect(text).not.toContain('root:');
  });

  test('is tagged, in English, and the same bytes each time', async () => {
    const [one, other] = [renderPdf(hostile), renderPdf(hostile)];
    expect(one.equals(other)).toBe(true);
    const pdf = await getDocumentProxy(new Uint8Array(one));
    expect(await pdf.getMarkInfo()).toMatchObject({ Marked: true });
    const { info } = (await pdf.getMetadata()) as { info: { Title?: string; Language?: string } };
    expect(info.Title).toBe('Report for clearance: Thailand, First half of 2026');
    expect(info.Language).toMatch(/^en/i);
  });

  test('has letters for the languages of the region', () => {
    for (const words of Object.values(regionalWords)) {
      const own = buildPackDocument(storePack({ activities: [activity({ achievements: words })] }));
      // By the standard every letter has to have a shape in a font: it is refused otherwise.
      const file = renderPdf(own).toString('latin1');
      expect(file).toContain('%PDF-1.7');
      expect(file).toContain('pdfuaid');
    }
  });

  test('names a letter that no font has by its number', async () => {
    const own = buildPackDocument(
      storePack({ activities: [activity({ achievements: 'Met 中 and 😀 there' })] }),
    );
    const text = (await readPages(renderPdf(own))).join(' ');
    expect(text).toContain('Met [U+4E2D] and [U+1F600] there');
  });
});

describe('a printed draft as Word document', () => {
  test('holds what people wrote as they wrote it, with real headings and repeated table heads', async () => {
    const file = await renderDocx(hostile);
    const text = textOfWord(file);
    expect(text).toContain(hostileWords);
    expect(text).toContain('Sentence 60 says what was done.');
    const document = read(file, 'word/document.xml');
    expect(document).toContain('<w:pStyle w:val="Heading1"/>');
    expect(document).toContain('<w:pStyle w:val="Heading2"/>');
    expect(document).toContain('<w:tblHeader/>');
  });

  test('stays a sound file whatever letters there are', async () => {
    const own = buildPackDocument(
      storePack({ activities: [activity({ achievements: 'Odd \ufffe and \uffff, 中, 😀.' })] }),
    );
    expect(textOfWord(await renderDocx(own))).toContain('Odd [U+FFFE] and [U+FFFF], 中, 😀.');
  });

  test('has its reference and the count of pages in the foot', async () => {
    const file = await renderDocx(hostile);
    const foot = Object.keys(unzipSync(file)).find((name) => /word\/footer\d\.xml/.test(name)) ?? '';
    expect(read(file, foot)).toContain('TH-2026-H1-01');
    expect(read(file, foot)).toMatch(/PAGE[\s\S]*NUMPAGES/);
  });

  test('is the same bytes each time, whatever the clock says', async () => {
    const one = await renderDocx(hostile);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 86_400_000 });
    const other = await renderDocx(hostile).finally(() => vi.useRealTimers());
    expect(one.equals(other)).toBe(true);
    expect(read(one, 'docProps/core.xml')).toContain('2026-11-25T01:14:00Z');
  });
});

describe('a printed draft that is compared with an earlier one', () => {
  const compared = buildPackDocument(
    storePack({
      activities: [activity({ nextSteps: long })],
      changes: [
        { subject: 'activity', code: 'A1.1', fields: ['status'], before: activity({ status: 'delayed' }) },
        { subject: 'indicator', code: 'I-B3', fields: ['total'], before: indicator({ cells: [] }) },
      ],
    }),
  );

  test('marks what has changed on paper, and keeps what is signed on one page', async () => {
    const file = renderPdf(compared);
    expect(file.toString('latin1')).toContain('pdfuaid');
    const pages = await readPages(file);
    // The two items, the status and the figure.
    expect(pages.join(' ').split('CHANGED')).toHaveLength(5);
    expect(pages[0]).toMatch(/Contents A Prevention [. ]*2 B Protection [. ]*\d/);
    expect(pages.at(-1)).toMatch(
      /Signature By signing I confirm.* Name Position Date Signature Official stamp/,
    );
  });

  test('strikes out and underlines in Word, and leads from the contents to each area', async () => {
    const document = read(await renderDocx(compared), 'word/document.xml');
    expect(document).toMatch(/<w:strike\/>(?:(?!<w:t[ >]).)*<w:t[^>]*>Delayed</);
    expect(document).toMatch(/<w:u w:val="single"(?:(?!<w:t[ >]).)*<w:t[^>]*>On track</);
    expect(document.split(' CHANGED ')).toHaveLength(5);
    for (const anchor of ['Ref_area_A', 'Ref_area_B']) {
      expect(document).toContain(`w:anchor="${anchor}"`);
      expect(document).toContain(`w:name="${anchor}"`);
    }
  });
});

describe('drawing apart from the server', () => {
  test('gives the same file from a thread of its own, several at once', async () => {
    const [pdf, docx, again] = await Promise.all([
      renderDocument(hostile, 'pdf'),
      renderDocument(hostile, 'docx'),
      renderDocument(hostile, 'pdf'),
    ]);
    expect(Buffer.from(pdf).equals(renderPdf(hostile))).toBe(true);
    expect(Buffer.from(again).equals(Buffer.from(pdf))).toBe(true);
    expect(textOfWord(docx)).toContain('Official stamp');
  });
});
