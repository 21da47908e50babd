import { unzipSync } from 'fflate';
import fc from 'fast-check';
import { getDocumentProxy } from 'unpdf';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildEditions, type EditionSource } from '#server/domain/report/build-editions.calculations.ts';
import type { FactActivity } from '#server/domain/report/edition-facts.types.ts';
import { buildPaperDocument } from '#server/reports/printed-document.ts';
import { renderDocx } from '#server/reports/render-docx.ts';
import { renderPdf } from '#server/reports/render-pdf.ts';
import { regionalWords } from '../clearance/stored-pack.ts';
import { stacked } from '../figure/sample-figures.ts';
import { randomSources } from './random-plan.ts';

/** What a reader finds in the Word and PDF files themselves, whatever the document before them says. */
const [{ source } = { source: null }] = fc.sample(randomSources, { numRuns: 1, seed: 7 });
if (!source) throw new Error('A sample of one has one.');

const money = ['1627326.62', '98765432109.41', '1234567.40'];
const long = Array.from(
  { length: 60 },
  (_, at) => `Step ${at + 1} was taken with the police and the courts.`,
);

/** Words of a body and of a state that is not the lead, too long for a row; figures of money in three rounds. */
function makeFacts(facts: EditionSource['public']): EditionSource['public'] {
  const [round] = facts.rounds;
  const rounds = ['2024-H2', '2025-H1', '2025-H2'].map((code) => ({
    ...round!,
    code,
    title: `Half ${code}`,
  }));
  const late = facts.activities.find(({ stand }) => stand.status === 'late');
  const speak = (activity: FactActivity): FactActivity => ({
    ...activity,
    title: 'Multidisciplinary investigators’ internationalisation programme',
    words: [
      ...activity.words.map((words) => ({
        ...words,
        achievements: long.join(' '),
        // Of whom has challenges the first is told.
        challenges: activity === late ? '' : words.challenges,
      })),
      ...(activity !== late
        ? []
        : [
            {
              reporter: 'KH',
              name: 'Cambodia',
              isLead: false,
              achievements: 'A hotline was opened.',
              challenges: 'Too few interpreters.',
              nextSteps: `A second one. ${Object.values(regionalWords).join(' ')}`,
              obstacles: [],
              helpWanted: [],
              edited: [],
            },
          ]),
    ],
  });
  return {
    ...facts,
    rounds,
    figures: {
      'activities-by-round': { ...stacked, title: '7 activities are delayed in the second half of 2025' },
      'activities-by-area': {
        ...stacked,
        title: '5 activities of area A are delayed, more than of any other',
      },
    },
    activities: facts.activities.map(speak),
    indicators: facts.indicators.map((indicator) => ({
      ...indicator,
      measure: 'money',
      unit: 'USD',
      baseline: { year: 2022, value: money[2]! },
      targets: [{ ...indicator.targets[0], year: 2025, value: money[2]! }],
      region: rounds.map(({ code }, at) => ({
        ...indicator.region[0]!,
        round: code,
        state: 'reported' as const,
        value: money[at]!,
        contributing: 4,
        expected: 4,
      })),
    })) as EditionSource['public']['indicators'],
  };
}

const of: EditionSource = {
  ...source,
  public: makeFacts(source.public),
  restricted: makeFacts(source.restricted),
};
const somtc = buildEditions(of).find(({ edition }) => edition === 'somtc');
const stamp = { draft: 3, round: '2025-H2', sha256: 'a'.repeat(64), madeAt: '2026-05-02T09:00:00Z' };
const paper = buildPaperDocument({
  document: somtc!.document,
  stamp: { ...stamp, madeBy: 'A. Person', approvals: [], emblem: null },
});

/** A piece of a line as it lies on a page. */
type Piece = { page: number; text: string; x: number; y: number; font: string };
let pieces: Piece[];
let word: string;
let files: Record<string, Uint8Array>;
beforeAll(async () => {
  const pdf = await getDocumentProxy(new Uint8Array(renderPdf(paper)));
  pieces = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number);
    await page.getOperatorList();
    for (const item of (await page.getTextContent()).items) {
      if (!('str' in item) || item.str.trim() === '') continue;
      const { name } = page.commonObjs.get(item.fontName) as { name: string };
      pieces.push({
        page: number,
        text: item.str,
        x: item.transform[4] as number,
        y: item.transform[5] as number,
        font: name,
      });
    }
  }
  files = unzipSync(await renderDocx(paper));
  word = new TextDecoder().decode(files['word/document.xml']);
}, 60_000);

/** The lines of a page: what lies at one height, from left to right. */
const linesOf = (page: number) =>
  [
    ...Map.groupBy(
      pieces.filter((piece) => piece.page === page),
      ({ y }) => Math.round(y),
    ),
  ]
    .toSorted(([one], [other]) => other - one)
    .map(([y, all]) => ({ y, pieces: all.toSorted((one, other) => one.x - other.x) }));
const isBold = ({ font }: Piece) => font.endsWith('-Bold');
/** The runs of the Word document in order: their words, and whether they are bold. */
const listRuns = () =>
  [...word.matchAll(/<w:r>(.*?)<\/w:r>/gs)].flatMap(([, run = '']) => {
    const text = [...run.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(([, each]) => each).join('');
    return text === '' ? [] : [{ text, bold: /<w:b\/>/.test(run) }];
  });
const listRows = () => word.match(/<w:tr>.*?<\/w:tr>/gs) ?? [];

describe('the files of a report', () => {
  it('say each takeaway once, on paper', () => {
    const sentences = pieces
      .filter(({ text }) => text.length > 30 && /^\d+ activit/.test(text))
      .map(({ text }) => text);
    expect(sentences.length).toBeGreaterThan(0);
    expect(new Set(sentences).size).toBe(sentences.length);
  });

  it('have money in whole units, in tables, sentences and drawings', () => {
    const printed = pieces.map(({ text }) => text).join(' ');
    const inWord = listRuns()
      .map(({ text }) => text)
      .join(' ');
    for (const text of [printed, inWord]) {
      expect(text).toContain('98,765,432,109');
      expect(text).toContain('1,234,567');
      expect(text).not.toMatch(/,\d{3}\.\d/);
    }
  });

  it('break no number and no word in two', () => {
    const whole = new Set(pieces.map(({ text }) => text.trim()));
    for (const number of ['1,234,567', '98,765,432,109']) {
      expect(whole).toContain(number);
      // Each piece that has a part of it has all of it.
      for (const { text } of pieces) {
        if (text.includes(number.slice(-7))) expect(text).toContain(number);
        expect(text).not.toMatch(/^,\d|\d,$/);
      }
    }
    const printed = pieces.map(({ text }) => text);
    for (const long of ['Multidisciplinary', 'internationalisation']) {
      const parts = printed.filter(
        (text) => text.includes(long.slice(0, 8)) || text.includes(long.slice(-10)),
      );
      expect(parts.length).toBeGreaterThan(0);
      for (const part of parts) expect(part).toContain(long);
    }
    // In Word a column is as wide as its longest number and word, at 9 points.
    for (const table of word.match(/<w:tbl>.*?<\/w:tbl>/gs) ?? []) {
      const widths = [...table.matchAll(/<w:gridCol w:w="(\d+)"/g)].map(([, width]) => Number(width));
      for (const row of table.match(/<w:tr>.*?<\/w:tr>/gs) ?? []) {
        for (const [at, cell] of (row.match(/<w:tc>.*?<\/w:tc>/gs) ?? []).entries()) {
          if (cell.includes('<w:gridSpan')) continue;
          for (const [longest] of cell.replaceAll(/<[^>]+>/g, ' ').matchAll(/[\w,.’]{8,}/g)) {
            // Twentieths of a point; a letter is about half as wide as it is high.
            expect([longest, (widths[at] ?? 0) - 140 > longest.length * 4.1 * 20]).toEqual([longest, true]);
          }
        }
      }
    }
  });

  it('have a bold label before what is achieved, hard and next, with the name of a state', () => {
    const labels = ['Cambodia, achievements:', 'Cambodia, challenges:', 'Cambodia, next steps:'];
    const before = ['A hotline was opened.', 'Too few interpreters.', 'A second one.'];
    for (const [at, label] of labels.entries()) {
      const place = pieces.findIndex(({ text }) => text.trim() === label);
      expect([label, place >= 0 && isBold(pieces[place]!)]).toEqual([label, true]);
      const next = pieces[place + 1];
      expect(next?.text).toMatch(new RegExp(`^\\s*${before[at]!.slice(0, 7)}`));
      expect(isBold(next!)).toBe(false);
      const runs = listRuns();
      const run = runs.findIndex(({ text }) => text.trim() === label);
      expect([label, runs[run]?.bold, runs[run + 1]?.bold]).toEqual([label, true, false]);
      expect(runs[run + 1]?.text).toContain(before[at]!.slice(0, 7));
    }
  });

  it('keep rows whole, and what is too long goes on under its activity again', () => {
    const rows = listRows();
    expect(rows.length).toBeGreaterThan(20);
    expect(rows.filter((row) => !row.includes('<w:cantSplit/>'))).toEqual([]);
    expect(rows.filter((row) => /A1\.1 continued/.test(row)).length).toBeGreaterThan(2);
    const goesOn = pieces.filter(({ text }) => text === 'A1.1 continued');
    expect(goesOn.length).toBeGreaterThan(2);
    // No page of the matrix begins in the middle of a passage: below the heads of the table comes the code of a row.
    const pages = [...new Set(goesOn.map(({ page }) => page))];
    for (const page of pages) {
      const lines = linesOf(page);
      const step = lines.findIndex(({ pieces: all }) => all.some(({ text }) => /^Step \d+ was/.test(text)));
      const above = lines.slice(0, step + 1).flatMap(({ pieces: all }) => all.map(({ text }) => text));
      expect([page, above.some((text) => /^A1\.\d( continued)?$/.test(text))]).toEqual([page, true]);
    }
  });

  it('have contents with page numbers that are those of the pages', () => {
    const start = pieces.findIndex(({ text }) => text === 'Contents');
    const page = pieces[start]!.page;
    const entries = linesOf(page).flatMap(({ pieces: line }) => {
      const number = Number(line.at(-1)?.text);
      return /^[\d.]+ ?$/.test(line.at(-1)?.text ?? '') && number > 0
        ? [{ title: line[0]!.text.trim(), number }]
        : [];
    });
    expect(entries.length).toBeGreaterThan(3);
    for (const { title, number } of entries) {
      const there = pieces.filter((piece) => piece.page === number).map(({ text }) => text.trim());
      expect([title, number, there.some((text) => text.startsWith(title))]).toEqual([title, number, true]);
    }
  });
});
