import { unzipSync } from 'fflate';
import { extractText, getDocumentProxy } from 'unpdf';
import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { buildEditions, type EditionSource } from '#server/domain/report/build-editions.calculations.ts';
import { calculateColumnWidths } from '#server/domain/report/column-widths.ts';
import { buildNumberCell } from '#server/domain/report/document-composer.ts';
import {
  describeCell,
  describeRun,
  type DocumentBlock,
  type DocumentCell,
  listTables,
  type PrintedDocument,
  type ReportDocument,
} from '#server/domain/report/document.types.ts';
import type { FactActivity } from '#server/domain/report/edition-facts.types.ts';
import {
  editions,
  listEditions,
  parseChosenParts,
  serialisePartField,
} from '#server/domain/report/edition.rules.ts';
import { listDraftProblems } from '#server/domain/report/section-problems.rules.ts';
import { buildRows } from '#server/domain/report/table-rows.ts';
import { parseNarrative } from '#server/domain/report/narrative.rules.ts';
import { buildPaperDocument } from '#server/reports/printed-document.ts';
import { renderDocx } from '#server/reports/render-docx.ts';
import { renderPdf } from '#server/reports/render-pdf.ts';
import { readEmblem } from '#server/pictures/read-emblem.ts';
import { regionalWords } from '../clearance/stored-pack.ts';
import { course, stacked } from '../figure/sample-figures.ts';
import { randomSources } from './random-plan.ts';

const [{ source } = { source: null }] = fc.sample(randomSources, { numRuns: 1, seed: 7 });
if (!source) throw new Error('A sample of one has one.');

const status = (
  code: string,
  label: string,
  mark: string,
  is: Partial<Record<'late' | 'done' | 'onTrack', true>>,
) => ({
  code,
  label,
  mark,
  isLate: is.late ?? false,
  isDone: is.done ?? false,
  isOnTrack: is.onTrack ?? false,
});

/** The facts of the sample with some activities that are on track and recurring, and a figure. */
function makeSource(
  change: (activity: FactActivity, at: number) => FactActivity = (one) => one,
): EditionSource {
  const facts = (from: EditionSource['public']): EditionSource['public'] => ({
    ...from,
    meeting: '20th meeting of senior officials',
    meetingOn: '2026-05-12',
    statuses: [
      status('done', 'Completed', 'solid', { done: true }),
      status('late', 'Delayed', 'hatched', { late: true }),
    ],
    figures: { 'activities-by-round': stacked, 'activities-by-area': stacked },
    activities: from.activities.map(change),
  });
  return { ...source!, public: facts(source!.public), restricted: facts(source!.restricted) };
}

const find = (of: EditionSource, edition: string): ReportDocument => {
  const found = buildEditions(of).find((each) => each.edition === edition);
  if (!found) throw new Error(`There is no edition ${edition}.`);
  return found.document;
};
const blocksOf = ({ sections }: ReportDocument): DocumentBlock[] => sections.flatMap(({ blocks }) => blocks);
const cellsOf = (document: ReportDocument): DocumentCell[] =>
  listTables(document).flatMap(({ rows }) => rows.flatMap((row) => ('group' in row ? [] : row.cells)));
const print = (document: ReportDocument, emblem: string | null = null): PrintedDocument => ({
  document,
  stamp: {
    draft: 3,
    round: '2025-H2',
    sha256: 'a'.repeat(64),
    madeAt: '2026-05-02T09:00:00Z',
    madeBy: 'A. Person',
    approvals: [],
    emblem,
  },
});

describe('a report as read', () => {
  it('says no takeaway twice', () => {
    const blocks = blocksOf(find(makeSource(), 'somtc'));
    const said = blocks.flatMap((block) => {
      if (block.kind === 'figure') return [block.title];
      if (block.kind === 'paragraph') return [block.runs.map(describeRun).join('').replace(/\.$/, '')];
      return [];
    });
    const takeaways = said.filter((words) => words.length > 20 && !words.startsWith('How each activity'));
    expect(takeaways.filter((words, at) => takeaways.indexOf(words) !== at)).toEqual([stacked.title]);
  });

  it('opens a chapter with what is written, and not with the same numbers before it', () => {
    const sections = [
      {
        key: 'summary',
        kind: 'summary' as const,
        code: null,
        title: 'Summary',
        facts: {},
        version: 1,
        text: 'Of {{activities}} activities, {{activities late}} are delayed.',
      },
    ];
    const [heading, first] = blocksOf(find({ ...makeSource(), sections }, 'somtc'));
    expect(heading).toMatchObject({ kind: 'heading', text: 'Summary' });
    expect(first).toMatchObject({ kind: 'paragraph', style: 'words' });
  });

  it('has a label before what each reporter wrote, with the name of a state that is not the lead body', () => {
    const said = makeSource((activity) => ({
      ...activity,
      words: [
        ...activity.words,
        {
          reporter: 'KH',
          name: 'Cambodia',
          isLead: false,
          achievements: 'A hotline.',
          challenges: '',
          nextSteps: '',
          obstacles: [],
          helpWanted: [],
          edited: [],
        },
      ],
    }));
    const words = cellsOf(find(said, 'somtc')).flatMap((cell) => (cell.kind === 'words' ? cell.items : []));
    expect(words).toContainEqual({ label: 'Cambodia, achievements', text: 'A hotline.' });
    expect(new Set(words.map(({ label }) => label.replace(/^.*, /, '').toLowerCase()))).toEqual(
      new Set(['achievements', 'challenges', 'next steps']),
    );
  });

  it('prints every status in its colour, and marks what was met and missed', () => {
    const cells = cellsOf(find(makeSource(), 'somtc')).filter(
      (cell) =>
        (cell.kind === 'text' || cell.kind === 'words') &&
        /^(?:Completed|Delayed)$/.test(cell.lead ?? describeCell(cell)),
    );
    expect(cells.length).toBeGreaterThan(3);
    for (const cell of cells)
      expect(cell).toMatchObject({ symbol: expect.stringMatching(/^(?:solid|hatched)$/) });
    const results = listTables(find(makeSource(), 'somtc'))
      .filter(({ id }) => id.startsWith('table-indicators'))
      .map(({ columns }) => columns.some(({ key }) => key === 'result'));
    expect(results.length).toBeGreaterThan(0);
    expect(results).not.toContain(false);
  });

  it('prints money in whole units', () => {
    expect(describeCell(buildNumberCell('1627326.62', 'USD'))).toMatch(/^1.627.327$/);
    expect(describeCell(buildNumberCell('54.10', '%'))).toBe('54.1%');
  });

  it('lets chapters flow on', () => {
    for (const { document } of buildEditions(makeSource())) {
      expect(blocksOf(document).filter((block) => block.kind === 'heading' && block.newPage)).toEqual([]);
      // From upright to wide at most once: each turn leaves a page unfilled.
      expect(document.sections.length).toBeLessThanOrEqual(2);
    }
  });

  it('keeps rows whole: what is too long goes on under the activity again, marked as continued', () => {
    const sentences = Array.from(
      { length: 40 },
      (_, at) => `Sentence ${at} on what was done in the half year.`,
    );
    const cells: DocumentCell[] = [
      { kind: 'text', text: 'The title', lead: 'A1.1' },
      {
        kind: 'words',
        lead: 'On track',
        symbol: 'half',
        items: [{ label: 'Achievements', text: sentences.join(' ') }],
      },
    ];
    const rows = buildRows(cells, [0]).flatMap((row) => ('group' in row ? [] : [row.cells]));
    expect(rows.length).toBeGreaterThan(2);
    expect(rows.slice(1).map(([cell]) => cell)).toEqual(
      rows.slice(1).map(() => ({ kind: 'text', text: 'The title', lead: 'A1.1 continued' })),
    );
    const text = rows.flatMap(([, cell]) =>
      cell?.kind === 'words' ? cell.items.map(({ text }) => text) : [],
    );
    expect(text.join(' ')).toBe(sentences.join(' '));
    expect(Math.max(...text.map(({ length }) => length))).toBeLessThan(600);
    expect(rows[1]?.[1]).toMatchObject({ items: [{ label: 'Achievements, continued' }] });
  });

  it('has room for the longest word of every column', () => {
    const columns = ['Code', 'Activity', 'Recurring, delivered this period'].map((label, at) => ({
      key: String(at),
      label,
      width: [0.1, 5, 0.1][at] ?? 1,
      align: 'left' as const,
    }));
    const rows = [
      { cells: ['I-B10', 'A title', '1234567'].map((text) => ({ kind: 'text' as const, text })) },
    ];
    const [code = 0, , last = 0] = calculateColumnWidths(columns, rows, 'portrait').map(({ width }) => width);
    // At 9 points a letter is at least 4.5 wide.
    expect(code).toBeGreaterThan(5 * 4.5);
    expect(last).toBeGreaterThan('Recurring,'.length * 4.5);
  });
});

describe('the edition for ministers', () => {
  const document = find(makeSource(), 'ammtc');
  it('has five messages, one chart, what is delayed and why, and the decisions asked for', () => {
    const blocks = blocksOf(document);
    const headings = blocks.flatMap((block) => (block.kind === 'heading' ? [block.text] : []));
    expect(headings).toEqual(['Five messages', 'What is delayed, and why', 'Decisions asked for']);
    expect(blocks.filter(({ kind }) => kind === 'figure')).toHaveLength(1);
  });

  it('has at most four pages', async () => {
    const file = await getDocumentProxy(new Uint8Array(renderPdf(buildPaperDocument(print(document)))));
    expect(file.numPages).toBeLessThanOrEqual(4);
  });
});

it('has the questions of the mid-term review in order, and its sources by their titles', () => {
  const question = (code: string, criterion: string) => ({
    code,
    criterion,
    question: `Question ${code}?`,
    rating: 'In part',
    judgement: 'Some of it.',
    evidence: [{ label: 'Victims identified', path: '/indicators/I-B3' }],
  });
  const of = makeSource();
  const review = {
    ...of.review,
    questions: [
      question('Q1', 'Relevance'),
      question('Q10', 'Impact'),
      question('Q3', 'Coherence'),
      question('Q2', 'Impact'),
    ],
  };
  const blocks = blocksOf(find({ ...of, review }, 'midterm'));
  const headings = blocks.flatMap((block) =>
    block.kind === 'heading' && block.id.startsWith('question-') ? [block.text] : [],
  );
  expect(headings).toEqual(['Q1', 'Q2', 'Q3', 'Q10'].map((code) => `${code} Question ${code}?`));
  const printed = blocks.flatMap((block) =>
    block.kind === 'paragraph' ? [block.runs.map(describeRun).join('')] : [],
  );
  expect(printed).toContain('Sources: Victims identified');
  expect(printed.filter((words) => words.includes('/indicators'))).toEqual([]);
});

it('draws the trend of every indicator with a target and two figures, and the map of reporting', () => {
  const trending = (facts: EditionSource['public']): EditionSource['public'] => {
    const rounds = [
      { ...facts.rounds.at(-1)!, code: '2025-H1', title: 'First half of 2025' },
      facts.rounds.at(-1)!,
    ];
    const indicators = facts.indicators.map((indicator, at) => ({
      ...indicator,
      targets: at === 0 ? [{ ...indicator.targets[0], year: 2025, value: '70' }] : [],
      region: rounds.map(({ code }) => ({
        ...indicator.region[0]!,
        round: code,
        state: 'reported',
        value: '5',
      })),
    })) as EditionSource['public']['indicators'];
    const figures = Object.fromEntries(indicators.map(({ code }) => [`${code}.course`, course]));
    return { ...facts, rounds, indicators, figures: { ...figures, reporting: stacked } };
  };
  const of = makeSource();
  const drawn = blocksOf(find({ ...of, public: trending(of.public) }, 'public')).flatMap((block) =>
    block.kind === 'figure' ? [block.id] : [],
  );
  const [first] = of.public.indicators;
  expect(drawn.filter((id) => id.startsWith('figure-trend'))).toEqual([`figure-trend-${first?.code}`]);
  expect(drawn).toContain('figure-reporting');
});

it('reads the parts that a form chooses, in the order of the places typed beside them', () => {
  const field = (part: 'summary' | 'areas' | 'method') => serialisePartField('public', part);
  const chosen = parseChosenParts({ [field('summary')]: 3, [field('method')]: 1, [field('areas')]: null });
  expect(chosen).toEqual({ public: ['method', 'summary'] });
  expect(parseChosenParts({})).toEqual({});
});

it('has the parts that were chosen, in that order', () => {
  const rules = listEditions({ public: ['method', 'summary', 'own'], state: ['summary'] });
  expect(rules.find(({ key }) => key === 'public')?.parts).toEqual(['method', 'summary']);
  expect(rules.filter(({ key }) => key !== 'public')).toEqual(editions.filter(({ key }) => key !== 'public'));
  const headings = blocksOf(find({ ...makeSource(), rules }, 'public')).flatMap((block) =>
    block.kind === 'heading' && block.level === 1 ? [block.text] : [],
  );
  expect(headings).toEqual(['Method and coverage', 'Summary']);
});

describe('the words of the secretariat', () => {
  const section = (text: string, facts: Record<string, string> = {}) => ({
    key: 'area.A',
    kind: 'area' as const,
    code: 'A',
    title: 'Area A',
    facts,
    version: 1,
    text,
  });

  it('hold the numbers of the edition that they are in', () => {
    // Of four activities the partner supports one; two are delayed, none of them the partner's.
    const of = makeSource((activity, at) => ({
      ...activity,
      partners: at === 0 ? ['iom'] : [],
      stand: { ...activity.stand, status: at === 0 ? 'done' : 'late' },
    }));
    const sections = [section('{{activities late A}} of {{activities A}} are delayed.')];
    const said = buildEditions({ ...of, sections }).find(
      ({ edition, scope }) => edition === 'partner' && scope === 'iom',
    );
    const words = blocksOf(said?.document ?? find(of, 'partner')).flatMap((block) =>
      block.kind === 'paragraph' && block.style === 'words' ? [block.runs.map(describeRun).join('')] : [],
    );
    expect(words).toEqual(['0 of 1 are delayed.']);
  });

  it('stop a signature where a reference has no figure, or a number no longer agrees with the tables', () => {
    const facts = new Map([
      ['I-B3', { kind: 'number' as const, text: '1,420' }],
      ['I-B4', { kind: 'mark' as const, mark: 'not_yet_reported' as const, text: 'not yet reported' }],
      ['I-B5', { kind: 'mark' as const, mark: 'suppressed' as const, text: '1–10' }],
    ]);
    const problems = (text: string, saved = {}) =>
      listDraftProblems([section(text, saved)], facts).map(({ message }) => message);
    expect(problems('There were {{I-B3}}, and {{I-B5}}.')).toEqual([]);
    expect(problems('There were {{I-B4}}.')).toEqual([expect.stringContaining('{{I-B4}} has no figure')]);
    expect(problems('There were {{I-X9}}.')).toEqual([expect.stringContaining('{{I-X9}}')]);
    expect(problems('There were 1,417.')).toEqual([expect.stringContaining('1,417 is typed by hand')]);
    expect(problems('There were {{I-B3}}.', { 'I-B3': '1,417' })).toEqual([
      expect.stringContaining('was 1,417'),
    ]);
    // What is typed and agrees is told at the desk, and stops nobody; neither does what is no figure of the plan.
    expect(problems('There were 1,420, at {{=2,500}} places.')).toEqual([]);
    expect(parseNarrative('At {{=2,500}} places.').blocks).toEqual([
      { kind: 'paragraph', runs: [{ kind: 'text', text: 'At 2,500 places.' }] },
    ]);
  });
});

describe('a report on paper', () => {
  const read = (file: Uint8Array, name: string) => new TextDecoder().decode(unzipSync(file)[name]);

  it('has no nearly empty page before its paper turns, in PDF and in Word', async () => {
    // As many paragraphs as would leave a few lines for the last page.
    const method = {
      key: 'method',
      kind: 'method' as const,
      code: null,
      title: 'Method and coverage',
      facts: {},
      version: 1,
      text: Array.from({ length: 14 }, () => 'A paragraph of two lines. '.repeat(7)).join('\n\n'),
    };
    const document = find({ ...makeSource(), sections: [method] }, 'public');
    const paper = buildPaperDocument(print(document));
    const pdf = await getDocumentProxy(new Uint8Array(renderPdf(paper)));
    const pages = await Promise.all(
      Array.from({ length: pdf.numPages }, async (_, at) => {
        const page = await pdf.getPage(at + 1);
        const [, , width = 0, height = 0] = page.view;
        const { items } = await page.getTextContent();
        const lines = items.flatMap((item) => ('transform' in item ? [Number(item.transform[5])] : []));
        // Above the footer.
        const lowest = Math.min(...lines.filter((y) => y > 60));
        return { isWide: width > height, filled: (height - lowest) / height };
      }),
    );
    const turn = pages.findIndex(({ isWide }) => isWide);
    expect(turn).toBeGreaterThan(2);
    expect(pages[turn - 1]?.filled).toBeGreaterThan(1 / 3);
    // Word lays out its pages itself: what closes them stays together.
    const word = read(await renderDocx(paper), 'word/document.xml');
    const rules = word.slice(
      word.lastIndexOf('How the numbers are made'),
      word.lastIndexOf('Marks and what they mean'),
    );
    const points = rules.match(/<w:p>.*?<\/w:p>/gs)?.filter((each) => each.includes('<w:numPr>')) ?? [];
    expect(points.length).toBeGreaterThan(4);
    expect(points.filter((each) => !each.includes('<w:keepNext/>'))).toEqual([]);
  });

  it('has the meeting and its date on the cover, and the checksum on the last page', async () => {
    const pdf = await getDocumentProxy(
      new Uint8Array(renderPdf(buildPaperDocument(print(find(makeSource(), 'public'))))),
    );
    const { text } = await extractText(pdf, { mergePages: false });
    expect(text[0]).toContain('20th meeting of senior officials');
    expect(text[0]).toContain('12 May 2026');
    expect(text[0]?.replaceAll(/\s/g, '')).not.toContain('a'.repeat(64));
    expect(text.at(-1)?.replaceAll(/\s/g, '')).toContain('a'.repeat(64));
  });

  it('does not leave what it says about itself alone on the last page, in PDF and in Word', async () => {
    const paper = buildPaperDocument(print(find(makeSource(), 'ammtc')));
    const { text } = await extractText(await getDocumentProxy(new Uint8Array(renderPdf(paper))), {
      mergePages: false,
    });
    expect(text.at(-1)).toMatch(/Decisions asked for[^]*About this document/);
    const word = read(await renderDocx(paper), 'word/document.xml');
    const before = word.slice(
      word.lastIndexOf('Decisions asked for'),
      word.lastIndexOf('About this document'),
    );
    const points = before.match(/<w:p>.*?<\/w:p>/gs)?.filter((each) => each.includes('<w:t ')) ?? [];
    expect(points.length).toBeGreaterThan(0);
    expect(points.filter((each) => !each.includes('<w:keepNext/>'))).toEqual([]);
  });

  it('has the emblem on the cover, as a picture that holds nothing but its pixels', async () => {
    const uploaded = await sharp({ create: { width: 3000, height: 2000, channels: 3, background: '#c04' } })
      .jpeg()
      .withExif({ IFD0: { Copyright: 'Somebody' } })
      .toBuffer();
    const made = await readEmblem(uploaded.toString('base64'));
    const emblem = 'emblem' in made ? made.emblem : '';
    const { format, height, exif } = await sharp(Buffer.from(emblem, 'base64')).metadata();
    expect([format, height, exif]).toEqual(['png', 600, undefined]);
    expect(await readEmblem(Buffer.from('<svg/>').toString('base64'))).toHaveProperty('problem');
    const paper = buildPaperDocument(print(find(makeSource(), 'ammtc'), emblem));
    expect(renderPdf(paper).toString('latin1')).toContain('/Subtype /Image');
    expect(read(await renderDocx(paper), 'word/document.xml')).toContain('descr="Emblem"');
  });

  it('has contents with fields for page numbers that other programs than Word fill in too', async () => {
    const document = read(
      await renderDocx(buildPaperDocument(print(find(makeSource(), 'public')))),
      'word/document.xml',
    );
    const fields = document.match(/<w:fldSimple w:dirty="true" w:instr=" PAGEREF Ref_\w+ \\h "/g) ?? [];
    const headings = document.match(/<w:pStyle w:val="Heading[12]"\/>/g) ?? [];
    expect(fields.length).toBe(headings.length);
    expect(document).not.toContain('TOC \\');
  });

  it('carries the fonts of Asian scripts that occur in it in Word, and the same bytes each time', async () => {
    const languages = Object.values(regionalWords);
    const of = makeSource((activity) => ({
      ...activity,
      words: activity.words.map((words) => ({ ...words, achievements: languages.join(' ') })),
    }));
    const paper = buildPaperDocument(print(find(of, 'somtc')));
    const file = await renderDocx(paper);
    const fonts = [...read(file, 'word/fontTable.xml').matchAll(/w:name="(Noto Sans [^"]+)"/g)].map(
      ([, name]) => name,
    );
    expect(fonts).toEqual(['Noto Sans Thai', 'Noto Sans Lao', 'Noto Sans Myanmar', 'Noto Sans Khmer']);
    expect(read(file, 'word/settings.xml')).toContain('embedTrueTypeFonts');
    expect(read(file, 'word/document.xml')).toMatch(/<w:rFonts [^>]*w:cs="Noto Sans Khmer"/);
    expect(Buffer.from(await renderDocx(paper)).equals(Buffer.from(file))).toBe(true);
    // Of a report in English alone there are none.
    const plain = await renderDocx(buildPaperDocument(print(find(makeSource(), 'ammtc'))));
    expect(Object.keys(unzipSync(plain)).filter((name) => name.endsWith('.odttf'))).toEqual([]);
  });

  it('breaks no code in two', async () => {
    const document = read(
      await renderDocx(buildPaperDocument(print(find(makeSource(), 'public')))),
      'word/document.xml',
    );
    const words = [...document.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(([, text]) => text ?? '');
    expect(words.filter((text) => /\b(?:I|2025)-[A-H]\d/.test(text))).toEqual([]);
  });
});
