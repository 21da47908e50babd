import { create } from 'xmlbuilder2';
import { describe, expect, test } from 'vitest';
import { buildFigureTexts, nameFigureFile } from '#app/features/figure/figure-file.server.ts';
import { cardSize, drawCard, slideSize } from '#server/domain/figure/draw/card.ts';
import { drawFigure, drawForPages } from '#server/domain/figure/draw/draw-figure.ts';
import { drawFrame, getDrawingSize } from '#server/domain/figure/draw/frame.ts';
import { listMissingValueMarkers } from '#server/domain/figure/list-symbols.ts';
import { figure as words } from '#server/domain/language/messages/en/figure.ts';
import { course, multiples, stacked } from './sample-figures.ts';

const notice = 'Everything here is fictional & illustrative.';
const place = { origin: 'https://tracker.example', language: 'en', notice } as const;
const draw = (figure: typeof stacked) => drawForPages(figure, { words, labels: {} });
const frame = (figure: typeof stacked, texts = buildFigureTexts(figure, place)) =>
  drawFrame(figure, draw(figure).wide, texts);

/** What an XML reader finds in a drawing: it throws for what is not well formed. */
function readTexts(svg: string): string[] {
  const root = create(svg).root().node as unknown as Element;
  return [...root.getElementsByTagName('text')].map((node) => node.textContent ?? '');
}

describe('a figure in its frame', () => {
  test.each([stacked, course, multiples])('$id says what it is drawn from', (figure) => {
    const svg = frame(figure);
    const all = readTexts(svg).join(' ');
    for (const said of [
      figure.title,
      'Source: reports of <lead> bodies',
      'Coverage: 9 of 11 states',
      'Publication 3, 20 May 2026',
      `https://tracker.example/figures/${figure.id}?publication=3`,
      'One note & no more.',
      notice,
    ]) {
      expect(all).toContain(said);
    }
  });

  test('shows every number of its rows and no other', () => {
    const numbers = readTexts(frame(stacked)).filter((text) => /^[\d.,\s]+$/.test(text));
    const expected = stacked.rows.flatMap(({ cells }) =>
      Object.values(cells).flatMap((cell) =>
        cell.kind === 'number' && cell.value !== '0' ? [cell.value] : [],
      ),
    );
    expect(numbers.toSorted()).toEqual(expected.toSorted());
  });

  test('explains the marks that occur, and only those', () => {
    const legendOf = (figure: typeof stacked) => {
      const texts = readTexts(frame(figure));
      return Object.values({
        a: words.suppressed,
        b: words.withheld,
        c: words.not_available,
        d: words.not_applicable,
        e: words.not_yet_reported,
      }).filter((word) => texts.includes(word));
    };
    expect(legendOf(stacked)).toEqual(['Suppressed']);
    expect(legendOf(course)).toEqual(['Not available']);
    expect(legendOf(multiples)).toEqual(['No released figure', 'Not yet reported']);
    expect(listMissingValueMarkers({ rows: [] })).toEqual([]);
  });

  test('needs no page around it: plain colours, no markup from texts', () => {
    const svg = frame(stacked);
    expect(svg).not.toContain('var(');
    expect(svg).not.toContain('<b>');
    expect(svg).not.toContain('<lead>');
    expect(svg.startsWith('<svg xmlns="http://www.w3.org/2000/svg"')).toBe(true);
  });

  test('is as large as what it holds', () => {
    const inner = getDrawingSize(draw(stacked).wide);
    const outer = getDrawingSize(frame(stacked));
    expect(outer.width).toBe(inner.width + 48);
    expect(outer.height).toBeGreaterThan(inner.height + 120);
    // Without the notice it is lower.
    expect(
      getDrawingSize(frame(stacked, { ...buildFigureTexts(stacked, place), notice: '' })).height,
    ).toBeLessThan(outer.height);
  });

  test('its file has a name that ends no header', () => {
    expect(nameFigureFile(stacked)).toBe('bohol-by-area.sample-publication-3');
    expect(nameFigureFile({ ...stacked, id: 'a"\r\nb/..' })).toMatch(/^[\w.-]+$/);
  });

  test('no two drawings on one page share the name of a pattern', () => {
    const ids = [stacked, { ...stacked, id: 'by-area-sample' }, course, multiples].flatMap((figure) => {
      const { wide, narrow } = draw(figure);
      return [...`${wide}${narrow}`.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    });
    expect(ids.length).toBeGreaterThan(0);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('a card', () => {
  const content = {
    kicker: 'Overview',
    title: 'Of 43 activities, 8 are completed and 7 are late',
    draw: (width: number) => drawFigure(stacked, { width, words, labels: {} }),
    facts: ['Publication 3, 20 May 2026', '', '9 of 11 states'],
    plan: 'A plan with a name',
    notice,
  };

  test('is of the size that networks ask for and says all', () => {
    const svg = drawCard(content);
    expect(getDrawingSize(svg)).toEqual(cardSize);
    const all = readTexts(svg).join(' ');
    for (const said of [
      'Bohol tracker',
      'Overview',
      'Publication 3, 20 May 2026 · 9 of 11 states',
      content.plan,
      notice,
    ])
      expect(all).toContain(said);
    expect(all.replaceAll(/\s+/g, ' ')).toContain(content.title);
    expect(svg).not.toContain('var(');
  });

  test('shows the figure where it can be read and lets it be where it cannot', () => {
    expect(readTexts(drawCard(content))).toContain('17');
    const tall = (width: number) =>
      content.draw(width).replace(/viewBox="0 0 (\d+) \d+"/, 'viewBox="0 0 $1 3000"');
    expect(readTexts(drawCard({ ...content, draw: tall }))).not.toContain('17');
  });

  test.each([cardSize, slideSize])('of $width px is filled by its chart', (size) => {
    const svg = drawCard({ ...content, kicker: '', notice: '' }, size);
    expect(getDrawingSize(svg)).toEqual(size);
    const [, width = 0, height = 0] = (
      /<svg x="[\d.]+" y="[\d.]+" width="(\d+)" height="(\d+)"/.exec(svg) ?? []
    ).map(Number);
    // Half of what the margins leave is the least, with the finding beside or above it.
    expect((width * height) / ((size.width - 120) * (size.height - 180))).toBeGreaterThan(0.4);
  });

  test('a slide has the shape of a screen for slides', () => {
    expect(slideSize.width / slideSize.height).toBeCloseTo(16 / 9, 3);
    expect(getDrawingSize(drawCard(content, slideSize))).toEqual(slideSize);
  });

  test('a finding of any length stays above the foot', () => {
    for (const words of [1, 20, 60, 200]) {
      const svg = drawCard({
        ...content,
        title: Array(words).fill('finding').join(' '),
        notice: Array(60).fill('notice').join(' '),
      });
      const lines = [
        ...svg.matchAll(/<text x="60" y="([\d.]+)" font-size="(\d+)" font-weight="600"[^>]*>finding/g),
      ];
      expect(lines.length).toBeGreaterThan(0);
      const rule = Number(/<line [^>]*y1="([\d.]+)"/.exec(svg)?.[1]);
      for (const [, y] of lines) expect(Number(y)).toBeLessThan(rule);
    }
  });
});
