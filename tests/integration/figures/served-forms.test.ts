import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { DrawnFigure } from '#server/domain/figure/figure.types.ts';
import {
  listCells,
  numbersIn,
  plain,
  printed,
  readText,
  describeExactly,
} from '#tests/support/figure-cells.ts';
import { rounds } from '#tests/support/rounds.ts';
import { parseCsv } from '../data/data-world.ts';
import { compareDrawing } from './compare-drawing.ts';
import { compareAxes } from './compare-axes.ts';
import {
  compareCsv,
  compareEmbedTable,
  compareJson,
  compareTable,
  compareValues,
  readReceipt,
} from './compare-forms.ts';
import { cutFigure, isDrawnByPage, numberOf, pin, serveFigures } from './serve-figures.ts';

/**
 * Figures of every publication, asked for over HTTP in each form in which they are given away, against the definition
 * that was stored when it was published; and each comparison again with one digit changed, which it has to notice.
 */
// A drawing takes a third of a second. What is to be drawn is answered in its place; some are drawn truly.
const drawn = vi.hoisted(() => ({ truly: false }));
vi.mock('#server/pictures/draw-png.ts', async (load) => {
  const real = await load<typeof import('#server/pictures/draw-png.ts')>();
  const drawPng: typeof real.drawPng = (svg, scale) =>
    drawn.truly ? real.drawPng(svg, scale) : Promise.resolve(Buffer.from(`${scale} ${svg}`));
  return { ...real, drawPng };
});

type Served = Awaited<ReturnType<typeof serveFigures>>;
let served: Served;
let figures: Served['figures'];
beforeAll(async () => {
  served = await serveFigures();
  ({ figures } = served);
});
afterAll(() => served?.close());

/** Differences of all figures in one form. */
async function compareAll(
  compare: (figure: DrawnFigure) => Promise<string[]> | string[],
  among: readonly DrawnFigure[] = figures,
): Promise<string[]> {
  const found: string[] = [];
  for (const figure of among) {
    const { id } = figure.definition;
    const differences = await compare(figure);
    found.push(...differences.map((one) => `${id} of publication ${numberOf(figure.definition)}: ${one}`));
  }
  return found;
}

/** One in so many figures of each kind of chart: of the newest publication, and of the older. */
function takeFigures(newest: number, older: number): DrawnFigure[] {
  const counts = new Map<string, number>();
  return figures.filter(({ definition }) => {
    const key = `${numberOf(definition)} ${definition.chart.kind}`;
    const at = counts.get(key) ?? 0;
    counts.set(key, at + 1);
    return at % (numberOf(definition) === 2 ? newest : older) === 0;
  });
}
const someFigures = () => takeFigures(rounds(3, 1), rounds(6, 1));
/** Pages and drawings are slower to make. */
const fewFigures = () => takeFigures(rounds(3, 1), rounds(12, 4));

test('there are figures of every kind in both publications, with numbers, marks and answers', () => {
  const definitions = figures.map(({ definition }) => definition);
  expect(new Set(definitions.map(numberOf))).toEqual(new Set([1, 2]));
  expect(new Set(definitions.map(({ chart }) => chart.kind)).size).toBe(11);
  expect(definitions.length).toBeGreaterThan(300);
  const said = definitions.flatMap((one) => [...listCells(one)].map(({ cell }) => describeExactly(cell)));
  expect(said.filter((text) => text.startsWith('=')).length).toBeGreaterThan(800);
  expect(said).toEqual(expect.arrayContaining(['suppressed', 'not_yet_reported', 'not_applicable']));
});

describe('every figure says the same', () => {
  test('as a definition, to the byte', async () => {
    const differing = await compareAll(async ({ definition }) => {
      const definitionSent = JSON.parse(await served.fileOf(definition, 'definition.json')) as {
        definition: object;
      };
      return JSON.stringify(definitionSent.definition) === JSON.stringify(definition)
        ? []
        : ['another definition'];
    }, someFigures());
    expect(differing).toEqual([]);
  });

  test('in rows.csv and rows.json', async () => {
    expect(
      await compareAll(
        async ({ definition }) => [
          ...compareCsv(definition, await served.fileOf(definition, 'rows.csv')),
          ...compareJson(definition, await served.fileOf(definition, 'rows.json')),
        ],
        someFigures(),
      ),
    ).toEqual([]);
  });

  test('as SVG and as what PNG is drawn from', async () => {
    expect(await compareAll(served.forms.asFile, fewFigures())).toEqual([]);
  });

  test('at the dates of its rounds and at its numbers, by its own ticks', async () => {
    const timeSeries = figures.filter(({ definition }) => definition.chart.kind === 'course');
    expect(timeSeries.length).toBeGreaterThan(20);
    expect(await compareAll(compareAxes, timeSeries)).toEqual([]);
    // The point of a round that is moved is noticed.
    const moved = timeSeries.flatMap((figure) => {
      const wide = figure.wide.replace(/(<\/title><circle cx=")(\d+)(?=[^>]*--series-1)/, '$13$2');
      return wide === figure.wide ? [] : [{ ...figure, wide }];
    });
    expect(moved.length).toBeGreaterThan(0);
    for (const figure of moved.slice(0, 5)) expect(compareAxes(figure)).not.toEqual([]);
  });

  test('on the page on which it stands', async () => {
    expect(await compareAll(served.forms.onPage, fewFigures())).toEqual([]);
  });

  test('in a frame for other sites', async () => {
    expect(await compareAll(served.forms.inFrame, fewFigures())).toEqual([]);
  });

  test('on its receipt', async () => {
    expect(await compareAll(served.forms.onReceipt, fewFigures())).toEqual([]);
  });

  test('as the values of open data behind it', async () => {
    expect(
      await compareAll(({ definition }) => compareValues(definition, served.valueOf(definition))),
    ).toEqual([]);
    const cells = figures.flatMap(({ definition }) => [...listCells(definition)]);
    expect(cells.filter(({ cell }) => readReceipt(cell) !== null).length).toBeGreaterThan(1000);
  });
});

test('a value has one number on its receipt, in its files and in open data', async () => {
  const sample = [...served.values].filter(([, { state }], at) => state === 'reported' && at % 29 === 0);
  expect(sample.length).toBeGreaterThan(10);
  for (const [key, { value, numerator, denominator }] of sample) {
    const [publication = '', path = ''] = key.split(/ (.*)/);
    const at = (file: string) => `${encodeURI(path)}${file}?publication=${publication}`;
    const [csv] = parseCsv(await served.get(at('/rows.csv')));
    const json = JSON.parse(await served.get(at('/rows.json'))) as Record<string, string | null>;
    const page = readText((await served.get(at(''))).replaceAll(/<(head|style|script).*?<\/\1>/gs, ''));
    for (const [name, number] of Object.entries({ value, numerator, denominator })) {
      expect([path, name, csv?.[name], json[name] ?? '']).toEqual([path, name, number, number]);
      if (number !== '') expect([path, ...numbersIn(page)]).toContain(printed(number));
    }
  }
});

test('a PNG is the SVG, drawn: the same bytes, and others where one digit is another', async () => {
  const { drawPng } = await vi.importActual<typeof import('#server/pictures/draw-png.ts')>(
    '#server/pictures/draw-png.ts',
  );
  const kinds = new Map(
    figures
      .filter(({ definition }) => numberOf(definition) === 2 && definition.rows.length > 0)
      .map(({ definition }) => [definition.chart.kind, definition]),
  );
  expect(kinds.size).toBe(11);
  for (const kind of kinds.keys())
    if (!['bars', 'course', 'matrix', 'statuses'].includes(kind)) kinds.delete(kind);
  drawn.truly = true;
  try {
    for (const [kind, { id }] of kinds) {
      // Without the number of a publication, so that it is not one of those kept above.
      const { bytes } = await served.ask(`/figures/${id}/picture.png`);
      const svg = (await served.get(`/figures/${id}/picture.svg`)).replace(/^<\?xml.*\n/, '').trimEnd();
      expect([kind, bytes.equals(await drawPng(svg, 2))]).toEqual([kind, true]);
      if (kind !== 'bars') continue;
      const other = svg.replace(/\d(?=[^<>]*<\/text>)/, '#');
      expect(other).not.toBe(svg);
      expect(bytes.equals(await drawPng(other, 2))).toBe(false);
    }
  } finally {
    drawn.truly = false;
  }
});

describe('one changed digit is noticed', () => {
  /** A figure of each kind of chart that draws numbers, and a number in it that stands nowhere else in it. */
  function listPlaces() {
    const places = new Map<string, { figure: DrawnFigure; value: string; other: string; column: string }>();
    for (const figure of figures.toReversed()) {
      const { definition } = figure;
      if (isDrawnByPage(definition)) continue;
      const said = new Map<string, number>();
      for (const { cell } of listCells(definition)) {
        for (const number of cell?.kind === 'number' ? [cell.value] : []) {
          said.set(number, (said.get(number) ?? 0) + 1);
        }
      }
      for (const { cell, place } of listCells(definition)) {
        if (cell?.kind !== 'number' || cell.numerator || said.get(cell.value) !== 1 || cell.value === '0')
          continue;
        const other = cell.value.replace(/\d(?=\D*$)/, (digit) => String((Number(digit) + 1) % 10));
        const value = plain(cell.value);
        places.set(definition.chart.kind, { figure, value, other, column: place.column });
        break;
      }
    }
    return [...places];
  }
  const printedAs = (value: string) => printed(value).replace(/\B(?=(\d{3})+(?!\d))/g, ',');

  /** The text with one number changed, and whether the comparison says so. */
  const plant = (text: string, from: string, to: string, compare: (changed: string) => string[]) => {
    const changed = text.replace(from, to);
    return changed === text ? `${from} is not there` : compare(changed).length > 0;
  };

  test('in each form', async () => {
    const places = listPlaces();
    expect(places.map(([kind]) => kind)).toEqual(expect.arrayContaining(['statuses', 'course', 'multiples']));
    for (const [kind, { figure, value, other }] of places) {
      const { definition } = figure;
      const { id } = definition;
      const receipt = cutFigure(await served.get(pin(`/figures/${id}`, definition)), id);
      const page = cutFigure(await served.getPage(pin(definition.path, definition)), id);
      const table = (html: string) => compareTable(definition, html);
      const noticed = {
        csv: plant(await served.fileOf(definition, 'rows.csv'), `,${value},`, `,${other},`, (text) =>
          compareCsv(definition, text),
        ),
        json: plant(
          await served.fileOf(definition, 'rows.json'),
          `"value": "${value}"`,
          `"value": "${other}"`,
          (text) => compareJson(definition, text),
        ),
        page: plant(page, `<data value="${value}">`, `<data value="${other}">`, table),
        printed: plant(page, `<data value="${value}">`, `<data value="${value}">1`, table),
        receipt: plant(receipt, `<data value="${value}">`, `<data value="${other}">`, table),
        embed: plant(
          await served.get(pin(`/embed/figures/${id}`, definition)),
          `>${printedAs(value)}</td>`,
          `>1${printedAs(value)}</td>`,
          (html) => compareEmbedTable(definition, html),
        ),
      };
      expect([kind, noticed]).toEqual([
        kind,
        { csv: true, json: true, page: true, printed: true, receipt: true, embed: true },
      ]);
    }
  });

  test('in a drawing, and in what is handed over to be drawn', async () => {
    for (const [kind, { figure, value, column }] of listPlaces()) {
      const { definition } = figure;
      const svg = await served.fileOf(definition, 'picture.svg');
      const say = new RegExp(`(data-say="[^"]*?)(?<![\\d.])${printedAs(value).replace('.', '\\.')}(?!\\d)`);
      const chart = JSON.stringify(definition.chart);
      // Not every column is drawn: of bars the newest rounds alone.
      if (!chart.includes(JSON.stringify(column))) continue;
      expect([kind, compareDrawing(definition, svg)]).toEqual([kind, []]);
      const changed = svg.replace(say, '$188888');
      expect([kind, changed === svg]).toEqual([kind, false]);
      expect([kind, compareDrawing(definition, changed).length > 0]).toEqual([kind, true]);
      const other = { ...figure, wide: figure.wide.replace(/\d(?=[^<>]*<\/text>)/, '#') };
      expect([kind, other.wide === figure.wide]).toEqual([kind, false]);
      for (const compare of Object.values(served.forms)) {
        expect([kind, await compare(other)]).toEqual([kind, expect.arrayContaining(['another picture'])]);
      }
    }
  });

  test('in the values of open data', () => {
    let planted = 0;
    for (const { definition } of figures.filter((_, at) => at % 3 === 0)) {
      const found = [...listCells(definition)].find(
        ({ cell }) => cell?.kind === 'number' && readReceipt(cell) !== null,
      );
      const path = readReceipt(found?.cell);
      if (!path) continue;
      planted += 1;
      const changed = (receipt: string) => {
        const line = served.valueOf(definition)(receipt);
        if (!line || receipt !== path) return line;
        const more = (number: string) => (number === '' ? '' : `${number}1`);
        return {
          ...line,
          value: more(line.value),
          numerator: more(line.numerator),
          answers: line.answers.replaceAll(/=(\d+)/g, '=1$1'),
        };
      };
      expect(compareValues(definition, changed).length, definition.id).toBeGreaterThan(0);
    }
    expect(planted).toBeGreaterThan(5);
  });
});
