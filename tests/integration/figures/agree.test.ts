import { parse } from 'csv-parse/sync';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { MemoryRouter } from 'react-router';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EmbedDocument } from '#app/features/embed/embed-document.tsx';
import { FigureTable } from '#app/features/figure/figure-table.tsx';
import { buildFigureTexts } from '#app/features/figure/figure-texts.ts';
import { citeFigure } from '#app/features/receipt/cite.ts';
import { FigureReceiptView } from '#app/features/receipt/figure-receipt-view.tsx';
import { buildFigureCsv, buildFigureRowsJson } from '#app/features/receipt/receipt-files.ts';
import { drawFrame } from '#server/domain/figure/draw/frame.ts';
import type { DrawnFigure, FigureCell, FigureDefinition } from '#server/domain/figure/figure.types.ts';
import type { FigureReceipt } from '#server/trpc/routers/dashboard-receipts.router.ts';
import { createSeason, type Season, states } from '../publication/season.ts';

const origin = 'https://tracker.test';

let season: Season;
/** Every figure of every publication with its receipt. */
const receipts: FigureReceipt[] = [];
/** `published.figure` by publication and path of the receipt, read by the database's owner. */
const published = new Map<string, PublishedRow>();

type PublishedRow = {
  state: string;
  measure: string;
  value: string | null;
  numerator: string | null;
  denominator: string | null;
  distribution: Record<string, number> | null;
};

beforeAll(async () => {
  season = await createSeason(41);
  const reporters = [...states.slice(0, 4), 'SOMTC'];
  await season.open('2024-H2');
  for (const reporter of reporters) await season.report('2024-H2', reporter);
  await season.compileAndPublish('2024-H2');
  // A correction, and one who comes late.
  await season.correct('2024-H2', reporters[0]!);
  await season.report('2024-H2', states[4]!);
  await season.compileAndPublish('2024-H2');
  await season.open('2025-H1');
  for (const reporter of states.slice(1, 5)) await season.report('2025-H1', reporter);
  await season.compileAndPublish('2025-H1');

  const { anonymous, owner } = season.world;
  for (const { number } of (await anonymous.dashboard.publications({})).publications) {
    const { publication } = await anonymous.dashboard.publication({ number });
    const kept = await owner<DrawnFigure[]>`
      select definition, wide, narrow from published.drawing where publication = ${number} order by position`;
    // The newest are asked for one by one, as readers ask; a publication's are all written by the same code.
    for (const figure of kept) {
      receipts.push(
        number === publication.newest
          ? await anonymous.dashboard.figureReceipt({ publication: number, id: figure.definition.id })
          : { publication, figure, indicators: [], newer: null },
      );
    }
  }
  const rows = await owner<(PublishedRow & { place: string })[]>`
    select concat_ws('/', f.publication, f.indicator_code, f.round_code, f.scope,
        coalesce(f.dimension_code || '=' || f.category_code, 'total')) as place,
      f.state, i.measure, f.value::text, f.numerator::text, f.denominator::text, f.distribution
    from published.figure f
    join published.indicator i on i.publication = f.publication and i.code = f.indicator_code`;
  for (const { place, ...row } of rows) published.set(place, row);
}, 60_000);
afterAll(() => season?.world.close());

const definitionOf = ({ figure }: FigureReceipt) => figure.definition;
const nameOf = ({ id, publication }: FigureDefinition) => `${id} of publication ${publication.number}`;

/** "12.5000" and "12.5" are one number; kept as text, so that no digit is lost on the way. */
const plain = (text: string | null | undefined) =>
  text?.includes('.') ? text.replace(/\.?0+$/, '') : (text ?? null);

function eachCell(
  definition: FigureDefinition,
  check: (cell: FigureCell, place: { row: number; column: string }) => void,
) {
  for (const [row, { cells }] of definition.rows.entries()) {
    for (const { key } of definition.columns) {
      const cell = cells[key];
      if (cell) check(cell, { row, column: key });
    }
  }
}

test('there are figures of all three publications, with numbers and with marks', () => {
  const definitions = receipts.map(definitionOf);
  expect(new Set(definitions.map(({ publication }) => publication.number))).toEqual(new Set([1, 2, 3]));
  expect(definitions.length).toBeGreaterThan(150);
  const cells = definitions.flatMap(({ rows }) => rows.flatMap((row) => Object.values(row.cells)));
  expect(cells.filter(({ kind }) => kind === 'number').length).toBeGreaterThan(1000);
  const marks = new Set(cells.map((cell) => (cell.kind === 'none' ? cell.mark : '')));
  expect([...marks]).toEqual(expect.arrayContaining(['suppressed', 'not_yet_reported']));
});

test('every cell with a receipt says what is published in its place, to the digit', () => {
  let checked = 0;
  for (const definition of receipts.map(definitionOf)) {
    eachCell(definition, (cell, place) => {
      if (cell.kind === 'text' || !cell.receipt) return;
      const path = decodeURIComponent(cell.receipt).replace('/values/', `${definition.publication.number}/`);
      const row = published.get(path);
      const said = `${nameOf(definition)}, row ${place.row}, ${place.column}`;
      expect(row, said).toBeDefined();
      checked += 1;
      if (cell.kind === 'none') {
        // A share of nothing was reported, and is no percentage.
        const isShareOfNothing = row!.state === 'reported' && Number(row!.denominator) === 0;
        expect([cell.mark, row!.value], said).toEqual([
          isShareOfNothing ? 'not_applicable' : row!.state,
          null,
        ]);
        return;
      }
      expect(row!.state, said).toBe('reported');
      // Steps on a way count persons: of a percentage they show the part. Answers are counted one by one.
      const isPart = definition.chart.kind === 'steps' && row!.measure === 'percentage';
      const answers = row!.distribution?.[place.column];
      const expected = answers === undefined ? plain(isPart ? row!.numerator : row!.value) : String(answers);
      expect(plain(cell.value), said).toBe(expected);
      if (cell.numerator !== undefined) {
        expect([plain(cell.numerator), plain(cell.denominator)], said).toEqual([
          plain(row!.numerator),
          plain(row!.denominator),
        ]);
      }
    });
  }
  expect(checked).toBeGreaterThan(1000);
});

test('activities by area and status are those that the database counts', async () => {
  for (const definition of receipts.map(definitionOf).filter(({ id }) => id === 'activities-by-area')) {
    const { number, round } = definition.publication;
    const counted = await season.world.owner<{ area: string; status: string; n: number }[]>`
      select a.area_code as area, s.status_code as status, count(*)::integer as n
      from published.activity a join published.activity_status s
        on s.publication = a.publication and s.activity_code = a.code and s.round_code = ${round}
      where a.publication = ${number} and s.status_code is not null group by 1, 2`;
    const drawn = definition.rows.flatMap(({ key, cells }) =>
      Object.entries(cells).flatMap(([status, cell]) =>
        cell.kind === 'number' && cell.value !== '0' && status !== 'not-reported'
          ? [`${key} ${status} ${cell.value}`]
          : [],
      ),
    );
    expect(drawn.sort()).toEqual(counted.map(({ area, status, n }) => `${area} ${status} ${n}`).sort());
  }
});

test('rows as CSV and as JSON are the rows of the figure', () => {
  for (const receipt of receipts) {
    const definition = definitionOf(receipt);
    const cited = citeFigure(origin, receipt);
    const [names = [], ...lines] = parse(buildFigureCsv(receipt, cited));
    expect(new Set(names).size, nameOf(definition)).toBe(names.length);
    expect(lines.length, nameOf(definition)).toBe(definition.rows.length);
    const json = JSON.parse(buildFigureRowsJson(receipt, cited)) as {
      rows: { cells: Record<string, { state?: string; value?: string; text?: string }> }[];
      permanent_link: string;
    };
    expect(json.permanent_link).toBe(
      `${origin}/figures/${definition.id}?publication=${definition.publication.number}`,
    );
    eachCell(definition, (cell, { row, column }) => {
      const name = column.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_');
      const at = (suffix: string) => lines[row]?.[names.indexOf(`${name}${suffix}`)];
      const inJson = json.rows[row]?.cells[column];
      if (cell.kind === 'number') {
        expect([at(''), inJson], `${nameOf(definition)} ${column}`).toEqual([
          cell.value,
          expect.objectContaining({ state: 'reported', value: cell.value }),
        ]);
        expect(['reported', undefined]).toContain(at('_state'));
        if (cell.numerator !== undefined) expect(at('_numerator')).toBe(cell.numerator);
      } else if (cell.kind === 'none') {
        expect([at(''), at('_state'), inJson]).toEqual([
          '',
          cell.mark,
          expect.objectContaining({ state: cell.mark }),
        ]);
        expect(inJson).not.toHaveProperty('value');
      } else expect(inJson).toEqual({ text: cell.text });
    });
  }
});

/** What the first table of a page says, row by row, without its head. */
function readTable(html: string): string[][] {
  const [, body = ''] = /<tbody[^>]*>(.*?)<\/tbody>/s.exec(html) ?? [];
  return body
    .split('</tr>')
    .slice(0, -1)
    .map((row) => [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell = '']) => readText(cell)));
}

const readText = (html: string) =>
  html
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&(amp|lt|gt|quot|#x27|#39);/g, (sign) => entities[sign] ?? sign)
    .trim();

const entities: Record<string, string> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#x27;': "'",
  '&#39;': "'",
};

/** The first number that a cell prints, as decimal text. */
const firstNumber = (text: string) =>
  plain(/[−-]?\d[\d\u202f]*(\.\d+)?/.exec(text)?.[0].replaceAll('\u202f', '').replace('−', '-'));

/** A printed number has two decimals at most. */
const printed = (value: string) => plain(Number(value).toFixed(2));

const words: Record<string, string> = {
  suppressed: 'Suppressed',
  withheld: 'Withheld',
  not_available: 'Not available',
  not_applicable: 'Not applicable',
  not_yet_reported: 'Not yet reported',
};

function checkTable(definition: FigureDefinition, table: string[][], where: string) {
  const { chart, rows, columns } = definition;
  // A figure of few bars with many parts has its table the other way round: a line for each part.
  const series = chart.kind === 'stacked' ? chart.series : [];
  // A table without rows says so in one line.
  if (rows.length === 0) return expect(table.flat().join('')).not.toMatch(/\d/);
  const turned = where !== 'in a frame' && series.length > rows.length;
  expect(table.length, `${nameOf(definition)} ${where}`).toBe(turned ? series.length : rows.length);
  eachCell(definition, (cell, { row, column }) => {
    // Then the names of the bars are its head.
    if (turned && chart.kind === 'stacked' && column === chart.label) return;
    const text = turned
      ? (table[series.indexOf(column)]?.[row + 1] ?? '')
      : (table[row]?.[columns.findIndex(({ key }) => key === column)] ?? '');
    const said = `${nameOf(definition)} ${where}, row ${row}, ${column}: ${text}`;
    if (cell.kind === 'number') expect(firstNumber(text), said).toBe(printed(cell.value));
    else if (cell.kind === 'none') expect(text, said).toContain(words[cell.mark]);
    else expect(text, said).toContain(cell.text);
  });
}

const onPage = (element: React.ReactElement) =>
  renderToStaticMarkup(createElement(MemoryRouter, null, element));

test('the page and the embed print the same table, number by number', () => {
  for (const { figure } of receipts) {
    const { definition } = figure;
    checkTable(
      definition,
      readTable(onPage(createElement(FigureTable, { figure: definition }))),
      'on its page',
    );
    const embed = renderToStaticMarkup(
      createElement(EmbedDocument, { figure, labels: {}, notice: '', pinned: true, origin, language: 'en' }),
    );
    checkTable(definition, readTable(embed), 'in a frame');
    expect(embed).toContain(
      `${origin}/figures/${definition.id}?publication=${definition.publication.number}`,
    );
  }
});

test('the receipt shows the figure, its table, how to cite it and where it was published', () => {
  const asked = receipts.filter(({ publication }) => publication.number === publication.newest);
  expect(asked.filter(({ indicators }) => indicators.length > 0).length).toBeGreaterThan(50);
  for (const receipt of asked) {
    const definition = definitionOf(receipt);
    const html = onPage(createElement(FigureReceiptView, { receipt, ...citeFigure(origin, receipt) }));
    checkTable(definition, readTable(html), 'on its receipt');
    const text = readText(html);
    expect(text).toContain(`${origin}/figures/${definition.id}?publication=${definition.publication.number}`);
    expect(text).toContain(receipt.publication.contentSha256);
    for (const indicator of receipt.indicators) expect(text).toContain(indicator.definition);
  }
});

/** What a drawing says of its marks when they are pointed at. */
const spoken = (svg: string) => [...svg.matchAll(/data-say="([^"]*)"/g)].map(([, say = '']) => readText(say));

const numbersIn = (text: string) =>
  [...text.matchAll(/\d[\d\u202f]*(?:\.\d+)?/g)].map(([number]) => plain(number.replaceAll('\u202f', ''))!);

/** Every number that the rows and words of a figure hold, as it can be printed. */
function listKnownNumbers(definition: FigureDefinition): Set<string> {
  const known = new Set<string>();
  const addText = (text: string) => numbersIn(text).forEach((number) => known.add(number));
  const { title, summary, notes, unit, coverage, columns, chart } = definition;
  [title, summary, unit, coverage, ...notes, ...columns.map(({ label }) => label)].forEach(addText);
  addText(JSON.stringify(chart));
  eachCell(definition, (cell) => {
    if (cell.kind === 'text') return addText(cell.text);
    if (cell.kind !== 'number') return;
    for (const value of [cell.value, cell.numerator, cell.denominator]) {
      if (value !== undefined) known.add(printed(value)!);
    }
  });
  return known;
}

test('pictures say no number that the rows do not hold, and the picture to take along is the one of the page', () => {
  let said = 0;
  for (const { figure } of receipts as { figure: DrawnFigure }[]) {
    const { definition, wide, narrow } = figure;
    const known = listKnownNumbers(definition);
    for (const svg of [wide, narrow]) {
      for (const text of spoken(svg)) {
        said += 1;
        const unknown = numbersIn(text).filter((number) => !known.has(number));
        expect(unknown, `${nameOf(definition)}: ${text}`).toEqual([]);
      }
    }
    // The PNG is this SVG, drawn.
    const texts = buildFigureTexts(definition, { origin, language: 'en', notice: '' });
    expect(spoken(drawFrame(definition, wide, texts))).toEqual(spoken(wide));
  }
  expect(said).toBeGreaterThan(1000);
});
