import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { extractText, getDocumentProxy } from 'unpdf';
import { describe, expect, it } from 'vitest';
import { buildEditions } from '#server/domain/report/build-editions.calculations.ts';
import { isShortTable, listTables, type PrintedDocument } from '#server/domain/report/document.types.ts';
import { renderDocx } from '#server/reports/render-docx.ts';
import { renderPdf } from '#server/reports/render-pdf.ts';
import { buildPaperDocument } from '#server/reports/printed-document.ts';
import { renderReportXlsx } from '#server/reports/render-report-xlsx.ts';
import { regionalWords } from '../clearance/stored-pack.ts';
import { stacked } from '../figure/sample-figures.ts';
import { randomSources } from './random-plan.ts';

const title = 'Two of three activities are under way';

/** An edition with a figure, a matrix and words in the languages of the region. */
function makeEdition(): PrintedDocument {
  const [{ source } = { source: null }] = fc.sample(randomSources, { numRuns: 1, seed: 7 });
  if (!source) throw new Error('A sample of one has one.');
  const languages = Object.values(regionalWords);
  const built = buildEditions({
    ...source,
    restricted: {
      ...source.restricted,
      figures: { 'activities-by-round': { ...stacked, title } },
      activities: source.restricted.activities.map((activity, at) => ({
        ...activity,
        words: activity.words.map((words) => ({
          ...words,
          achievements: languages[at % languages.length] ?? '',
          nextSteps: languages.join(' '),
          obstacles: [],
          helpWanted: [],
        })),
      })),
    },
  });
  const somtc = built.find(({ edition }) => edition === 'somtc');
  if (!somtc) throw new Error('There is such an edition.');
  const stamp = {
    draft: 1,
    round: '2025-H2',
    sha256: 'a'.repeat(64),
    madeBy: 'A. Person',
    approvals: [],
    emblem: null,
  };
  return { document: somtc.document, stamp: { ...stamp, madeAt: '2026-11-29T09:00:00Z' } };
}

const edition = makeEdition();
const tables = listTables(edition.document);
const read = (file: Uint8Array, name: string) => new TextDecoder().decode(unzipSync(file)[name]);
const steps = (levels: readonly number[]) => levels.slice(1).map((level, at) => level - (levels[at] ?? 0));

describe('a report as PDF', () => {
  const file = renderPdf(buildPaperDocument(edition));
  const raw = file.toString('latin1');

  it('is tagged by the standard for accessible files, in English, with all its fonts in it', () => {
    for (const mark of ['/StructTreeRoot', '/MarkInfo', '/Lang', 'pdfuaid:part']) expect(raw).toContain(mark);
    const fonts = raw.match(/\/Type\s*\/FontDescriptor/g) ?? [];
    // Noto Sans, and those of Thai, Khmer, Lao and Myanmar.
    expect(fonts.length).toBeGreaterThanOrEqual(6);
    expect(raw.match(/\/FontFile[23]? /g)).toHaveLength(fonts.length);
  });

  it('has its headings in order, and says what each figure shows', async () => {
    const tree = JSON.stringify(
      await Promise.all(
        await getDocumentProxy(new Uint8Array(file)).then((pdf) =>
          Array.from({ length: pdf.numPages }, async (_, at) => (await pdf.getPage(at + 1)).getStructTree()),
        ),
      ),
    );
    const levels = [...tree.matchAll(/"role":"H([1-6])"/g)].map(([, level]) => Number(level));
    expect(levels.length).toBeGreaterThan(8);
    expect(Math.max(...steps(levels))).toBe(1);
    expect(tree).toContain(`"alt":"${title}. `);
  });

  it('has a letter for every word of the region', async () => {
    const { text } = await extractText(await getDocumentProxy(new Uint8Array(file)), { mergePages: true });
    // Letters of shaped scripts come out of a PDF in the order of their drawing; what has no letter is named by number.
    expect(text.replaceAll(/\s+/g, ' ')).toContain(regionalWords.vietnamese.slice(0, 20));
    expect(text).not.toContain('[U+');
  });
});

describe('a report as Word document', () => {
  it('repeats the head of every table, has headings in order and says what each picture shows', async () => {
    const document = read(await renderDocx(buildPaperDocument(edition)), 'word/document.xml');
    const drawn = document.match(/<w:tbl>.*?<\/w:tbl>/gs) ?? [];
    // The facts of the title page have no head.
    expect(drawn.filter((table) => table.includes('<w:tblHeader/>'))).toHaveLength(tables.length);
    const levels = [...document.matchAll(/<w:pStyle w:val="Heading(\d)"/g)].map(([, level]) => Number(level));
    expect(levels[0]).toBe(1);
    expect(Math.max(...steps(levels))).toBe(1);
    const pictures = document.match(/<wp:docPr [^>]*>/g) ?? [];
    expect(pictures).toHaveLength(1);
    expect(pictures[0]).toContain(`descr="${title}. `);
  });

  it('keeps a short table on one page: each row stays with the next', async () => {
    const document = read(await renderDocx(buildPaperDocument(edition)), 'word/document.xml');
    const drawn = (document.match(/<w:tbl>.*?<\/w:tbl>/gs) ?? []).filter((one) =>
      one.includes('<w:tblHeader/>'),
    );
    drawn.forEach((table, at) => {
      const rows = (table.match(/<w:tr>.*?<\/w:tr>/gs) ?? []).map((row) => row.includes('<w:keepNext/>'));
      const isShort = isShortTable(tables[at] ?? { rows: [] });
      expect(rows.slice(0, -1).every((kept) => kept)).toBe(isShort || rows.length < 2);
      expect(rows.at(-1)).toBe(false);
    });
    expect(tables.some(isShortTable)).toBe(true);
  });

  it('has the matrix in its six columns on wide pages', async () => {
    const document = read(await renderDocx(buildPaperDocument(edition)), 'word/document.xml');
    const matrix = tables.find(({ id }) => id.startsWith('table-matrix'));
    expect(matrix?.columns).toHaveLength(6);
    const at = document.indexOf('Expected output');
    const page = document.indexOf('<w:pgSz', at);
    expect(document.slice(page, document.indexOf('>', page))).toContain('w:orient="landscape"');
  });
});

describe('a report as workbook', () => {
  it('has a sheet a table, with its head held still and printed on every page, no wider than one', async () => {
    const file = await renderReportXlsx(edition);
    const workbook = read(file, 'xl/workbook.xml');
    const names = [...workbook.matchAll(/<sheet name="([^"]+)"/g)].map(([, name]) => name ?? '');
    expect(names).toHaveLength(tables.length + 1);
    expect(new Set(names).size).toBe(names.length);
    expect(workbook.match(/_xlnm\.Print_Titles/g)).toHaveLength(tables.length);
    tables.forEach((table, at) => {
      const sheet = read(file, `xl/worksheets/sheet${at + 2}.xml`);
      expect(sheet).toMatch(/<pane [^>]*ySplit="4"[^>]*state="frozen"/);
      expect(sheet).toMatch(/fitToWidth="1"/);
      const widths = [...sheet.matchAll(/<col [^>]*width="([\d.]+)"/g)].map(([, width]) => Number(width));
      const sum = widths.reduce((added, width) => added + width, 0);
      expect([table.id, sum > 175]).toEqual([table.id, false]);
      expect([table.id, sheet.includes('orientation="landscape"')]).toEqual([table.id, sum > 100]);
    });
  });
});
