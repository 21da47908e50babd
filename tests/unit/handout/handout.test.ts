import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { getDocumentProxy } from 'unpdf';
import { describe, expect, it } from 'vitest';
import { buildHandout, type HandoutSubject } from '#server/domain/handout/build-handout.calculations.ts';
import { lightPalette } from '#server/domain/figure/status-palette.ts';
import { describeRun, type PaperDocument } from '#server/domain/report/document.types.ts';
import { groupRowsBySlide, renderDeck } from '#server/reports/render-deck.ts';
import { renderPdf } from '#server/reports/render-pdf.ts';
import { course, stacked } from '../figure/sample-figures.ts';
import { randomSources } from '../report/random-plan.ts';

const subjects: HandoutSubject[] = [
  { kind: 'publication', code: '' },
  { kind: 'area', code: 'A' },
  { kind: 'state', code: 'kh' },
  { kind: 'body', code: 'SOMTC' },
  { kind: 'partner', code: 'iom' },
];
const publication = { number: 3, title: 'Progress', publishedAt: '2026-06-16T00:00:00Z', meeting: '' };
const [{ source, marked } = { source: null, marked: [] }] = fc.sample(randomSources, {
  numRuns: 1,
  seed: 11,
});
if (!source) throw new Error('A sample of one has one.');
const facts = { ...source.public, figures: { 'activities-by-area': stacked } };

function build(subject: HandoutSubject): PaperDocument {
  const document = buildHandout(facts, subject, publication);
  if (!document) throw new Error(`There is no ${subject.kind} ${subject.code}.`);
  return document;
}
const read = (file: Uint8Array, name: string) => new TextDecoder().decode(unzipSync(file)[name]);

describe.each(subjects)('the brief of a $kind', (subject) => {
  it('has at most two pages', async () => {
    const file = await getDocumentProxy(new Uint8Array(renderPdf(build(subject))));
    expect(file.numPages).toBeLessThanOrEqual(2);
  });

  it('shows nothing that the publication does not show', () => {
    const known = JSON.stringify(facts);
    const text = JSON.stringify(build(subject));
    for (const { token } of marked.filter(({ seenBy }) => seenBy !== 'public')) {
      if (!known.includes(token)) expect([token, text.includes(token)]).toEqual([token, false]);
    }
  });

  it('has its messages, charts and tables as slides, with charts that can be edited, always the same bytes', async () => {
    const document = build(subject);
    const deck = await renderDeck(document);
    const names = Object.keys(unzipSync(deck));
    const slides = names.filter((name) => /^ppt\/slides\/slide\d+\.xml$/.test(name));
    expect(slides.length).toBeGreaterThanOrEqual(3);
    const charts = names.filter((name) => /^ppt\/charts\/chart\d+\.xml$/.test(name));
    const drawn = document.sections.flatMap(({ blocks }) => blocks).filter(({ kind }) => kind === 'figure');
    expect(charts).toHaveLength(drawn.length);
    expect(read(deck, 'ppt/slides/slide1.xml')).toContain(document.title);
    expect(Buffer.from(await renderDeck(document)).equals(Buffer.from(deck))).toBe(true);
  });
});

describe('a slide', () => {
  const withTrend = (name: string): PaperDocument => ({
    ...build({ kind: 'publication', code: '' }),
    title: name,
    sections: [
      {
        orientation: 'portrait',
        blocks: [
          {
            kind: 'figure',
            id: 'figure-one',
            number: 1,
            title: course.title,
            alternative: course.title,
            definition: course,
            table: null,
          },
        ],
      },
    ],
  });

  it('has a name of any length above what is below it', async () => {
    const sizes = await Promise.all(
      [
        'Cambodia',
        'The ASEAN Commission on the Promotion and Protection of the Rights of Women and Children',
      ].map(async (name) => {
        const slide = read(await renderDeck(withTrend(name)), 'ppt/slides/slide1.xml');
        const run = slide.split('<a:r>').find((one) => one.includes(`>${name}<`)) ?? '';
        return Number(/sz="(\d+)"/.exec(run)?.[1]) / 100;
      }),
    );
    // Lines of about 11.9 inches in bold letters half as wide as high, in a place of 1.6 inches.
    expect(sizes[0]).toBe(40);
    expect(Math.ceil(84 / ((11.9 * 72) / ((sizes[1] ?? 40) * 0.56))) * (sizes[1] ?? 40) * 1.2).toBeLessThan(
      1.6 * 72,
    );
  });

  it('keeps the place of a round without a number on the axis, with why there is none', async () => {
    const chart = read(await renderDeck(withTrend('Plan')), 'ppt/charts/chart1.xml');
    const labels = /<c:cat>.*?<\/c:cat>/s.exec(chart)?.[0] ?? '';
    expect([...labels.matchAll(/<c:v>([^<]*)/g)].map(([, label]) => label)).toEqual([
      'Second half of 2024',
      'First half of 2025: not available',
      'Second half of 2025',
    ]);
    const values = /<c:val>.*?<\/c:val>/s.exec(chart)?.[0] ?? '';
    expect(
      [...values.matchAll(/<c:pt idx="(\d)"><c:v>([^<]*)/g)].map(([, at, value]) => [at, value]),
    ).toEqual([
      ['0', '50'],
      ['2', '62.5'],
    ]);
    // No line leads over the gap.
    expect(chart).toContain('<c:dispBlanksAs val="gap"/>');
  });
});

it('counts a record of one round as people do, and says nothing twice', () => {
  const asked = (...states: ('reported' | 'not_reported' | 'not_due')[]) => {
    const coverage = [{ code: 'KH', kind: 'state' as const, name: 'Cambodia', states }];
    const document = buildHandout({ ...facts, coverage }, { kind: 'state', code: 'KH' }, publication);
    return (document?.sections ?? []).flatMap(({ blocks }) =>
      blocks.flatMap((block) =>
        block.kind === 'paragraph' && block.style === 'finding' ? [block.runs.map(describeRun).join('')] : [],
      ),
    );
  };
  expect(asked('not_due', 'reported').at(-1)).toBe('It reported for the one round that it was asked for.');
  expect(asked('not_due', 'not_reported').at(-1)).toBe(
    'It did not report for the one round that it was asked for.',
  );
  expect(asked('reported', 'reported').at(-1)).toBe('It reported for all 2 rounds that it was asked for.');
  const counted = asked('reported').filter((message) => /activit\w+ (?:is|are) delayed[:,]/.test(message));
  expect(counted).toEqual([]);
});

it('gives a status its colour in a chart of the slides', async () => {
  const deck = await renderDeck(build({ kind: 'publication', code: '' }));
  // "Delayed" and "completed" of the palette.
  const chart = read(deck, 'ppt/charts/chart1.xml');
  expect(chart).toMatch(/C4511A|0B4F6A/);
  // Each colour has an edge, without which white is not seen on the paper.
  const painted =
    chart.match(/<c:ser>.*?<\/c:ser>/gs)?.filter((series) => /FFFFFF|C9C2B0|80BDD4/.test(series)) ?? [];
  expect(painted.filter((series) => !series.includes('<a:ln w="9525">'))).toEqual([]);
});

it('writes numbers in the slides so that they are read on their colour, and hatches what is delayed', async () => {
  const columns = stacked.columns.map((column) =>
    column.key === 'planned' ? { ...column, mark: 'hatched' } : column,
  );
  const shown = { ...facts, figures: { 'activities-by-area': { ...stacked, columns } } };
  const document = buildHandout(shown, { kind: 'publication', code: '' }, publication);
  if (!document) throw new Error('There is a publication.');
  const chart = read(await renderDeck(document), 'ppt/charts/chart1.xml');
  const paints = [...chart.matchAll(/<c:ser>.*?<\/c:ser>/gs)].map(([series]) => ({
    hatched: series.includes('prst="wdUpDiag"'),
    fill: /<a:(?:solidFill|bgClr)>\s*<a:srgbClr val="(\w+)"/.exec(series)?.[1],
    number: /<c:dLbls>.*?<a:srgbClr val="(\w+)"/s.exec(series)?.[1],
  }));
  for (const { fill, number, hatched } of paints) {
    const found = Object.entries(lightPalette).find(([, one]) => one.fill.slice(1).toUpperCase() === fill);
    if (!found) continue;
    expect(number).toBe(found[1].on.slice(1).toUpperCase());
    expect(hatched).toBe(found[0] === 'delayed');
  }
  expect(paints.some(({ hatched }) => hatched)).toBe(true);
});

it('holds only what a state has released of its own figures, and no other state’s', () => {
  const text = JSON.stringify(build({ kind: 'state', code: 'KH' }).sections);
  const shown = facts.indicators.flatMap(({ national }) =>
    national.filter(({ figure }) => text.includes(`"${figure.value}"`)).map(({ reporter }) => reporter),
  );
  expect(new Set(shown)).toEqual(new Set(['KH']));
});

it('has none of what the publication does not have', () => {
  for (const subject of [
    { kind: 'area', code: 'Z' },
    { kind: 'state', code: 'SOMTC' },
    { kind: 'body', code: 'KH' },
    { kind: 'partner', code: 'nobody' },
  ] as const) {
    expect(buildHandout(facts, subject, publication)).toBeNull();
  }
});

it('breaks a table where its rows would run into the foot of the slide', () => {
  const row = (words: string) => [{ kind: 'text' as const, text: words }];
  const header = ['Indicator'];
  const counts = (rows: ReturnType<typeof row>[], width: number) =>
    groupRowsBySlide(rows, [width], header).map(({ length }) => length);
  expect(
    counts(
      Array.from({ length: 9 }, () => row('Short')),
      6,
    ),
  ).toEqual([8, 1]);
  // Four lines each: five rows are as high as a slide.
  expect(
    counts(
      Array.from({ length: 8 }, () => row('x'.repeat(60))),
      2,
    ),
  ).toEqual([4, 4]);
  expect(groupRowsBySlide([], [2], header)).toEqual([]);
});
