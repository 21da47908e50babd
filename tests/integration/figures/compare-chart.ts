import { chromium } from '@playwright/test';
import { join } from 'node:path';
import { build } from 'vite';
import type { FigureDefinition } from '#server/domain/figure/figure.types.ts';
import { drawFigure } from '#server/domain/figure/draw/draw-figure.ts';
import { figure as words } from '#server/domain/language/messages/en/figure.ts';
import { browserLaunch } from '#tests/support/browser.ts';

/** Something that a reader sees, and where it is in its drawing, in px. */
type Seen = { what: string; left: number; right: number; top: number; bottom: number };

/** Width of the picture and of the chart, in px: a picture of 720 has a real time axis too. */
const width = 720;

const script = join(import.meta.dirname, '../../../app/public-script/explore-figure.tsx');

/** The code of the interactive chart as pages load it, in one file that makes `exploreFigure` known to the window. */
async function bundle(): Promise<string> {
  const entry = 'virtual:chart';
  const built = await build({
    configFile: false,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [
      {
        name: 'chart',
        resolveId: (id) => (id === entry ? `\0${entry}` : null),
        load: (id) =>
          id === `\0${entry}`
            ? `import { exploreFigure } from ${JSON.stringify(script)}; window.exploreFigure = exploreFigure;`
            : null,
      },
    ],
    build: { write: false, minify: false, rolldownOptions: { input: entry, output: { format: 'iife' } } },
  });
  const { output } = built as unknown as { output: { type: string; code: string }[] };
  return output.find(({ type }) => type === 'chunk')?.code ?? '';
}

/** Opens a browser that draws interactive charts beside their pictures. */
export async function openCharts() {
  const { launchOptions } = await browserLaunch();
  const browser = await chromium.launch(launchOptions);
  const page = await browser.newPage({ viewport: { width: 1000, height: 1200 } });
  await page.setContent(
    `<body style="margin:0"><div id="picture" style="width:${width}px"></div><div id="chart" style="width:${width}px"></div>`,
  );
  await page.addScriptTag({ content: await bundle() });

  return {
    /** Where picture and chart of a figure differ; `meddle` is done to the definition that the chart is given. */
    async compare(definition: FigureDefinition, meddle = (one: FigureDefinition) => one): Promise<string[]> {
      const picture = drawFigure(definition, { width, words, labels: {} });
      const figure = { definition: meddle(structuredClone(definition)), words, labels: {} };
      const [drawn, charted] = await page.evaluate(look, { picture, figure });
      return listDifferences(definition, drawn, charted);
    },
    close: () => browser.close(),
  };
}

type Looked = { marks: Seen[]; texts: Seen[]; lines: Seen[] };

/** Draws both, and reads from the page what is where. Runs in the browser. */
async function look({
  picture,
  figure,
}: {
  picture: string;
  figure: { definition: FigureDefinition; words: object; labels: object };
}): Promise<[Looked, Looked]> {
  type Explore = (place: Element, figure: object, options: object) => () => void;
  const { exploreFigure } = window as unknown as { exploreFigure: Explore };
  const [left, right] = [document.querySelector('#picture'), document.querySelector('#chart')];
  if (!left || !right) throw new Error('There is no place for the drawings.');
  left.innerHTML = picture;
  const faults: unknown[] = [];
  const stop = exploreFigure(right, figure, {
    shown: 'Shown',
    onError: (reason: unknown) => faults.push(reason),
  });
  const expected = left.querySelectorAll('[data-say]').length;
  for (let frame = 0; frame < 60 && faults.length === 0; frame += 1) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    if (frame > 2 && right.querySelectorAll('[data-say]').length >= expected) break;
  }
  if (faults.length > 0) throw faults[0] as Error;

  const lookAt = (place: Element): Looked => {
    const svg = place.querySelector('svg:not([aria-hidden])');
    if (!svg) throw new Error('There is no drawing.');
    const boxOf = (element: Element, what: string): Seen => {
      const { left, right, top, bottom } = element.getBoundingClientRect();
      const origin = svg.getBoundingClientRect();
      return {
        what,
        left: left - origin.left,
        right: right - origin.left,
        top: top - origin.top,
        bottom: bottom - origin.top,
      };
    };
    const marks = [...svg.querySelectorAll('[data-say]')].map((mark) =>
      boxOf(
        mark.querySelector('rect:not([fill=transparent]), circle, path, line') ?? mark,
        // With the status in whose colour it is painted.
        `${mark.getAttribute('data-say')} ${/#.*-(\w+)/.exec(mark.querySelector('[fill^=url]')?.getAttribute('fill') ?? '')?.[1] ?? ''}`,
      ),
    );
    const texts = [...svg.querySelectorAll('text')].map((text) => boxOf(text, text.textContent));
    // What no mark says: axes, lines from point to point, what is due; and what is met or missed.
    const lines = [...svg.querySelectorAll('line, polyline, path, rect')]
      .filter(
        (line) => !line.closest('[data-say], defs') && !line.getAttribute('stroke')?.includes('--paper'),
      )
      .flatMap((line) => {
        if (line.tagName === 'line' || line.tagName === 'rect') return [boxOf(line, line.tagName)];
        const numbers =
          (line.getAttribute('points') ?? line.getAttribute('d') ?? '').match(/-?[\d.]+/g) ?? [];
        return numbers.slice(2).flatMap((_, at) => {
          const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = numbers.slice(at, at + 4).map(Number);
          const ends = {
            left: Math.min(x1, x2),
            right: Math.max(x1, x2),
            top: Math.min(y1, y2),
            bottom: Math.max(y1, y2),
          };
          return at % 2 === 0 ? [{ what: 'line', ...ends }] : [];
        });
      });
    return { marks, texts, lines };
  };
  const both: [Looked, Looked] = [lookAt(left), lookAt(right)];
  stop();
  right.replaceChildren();
  return both;
}

/** The height of the plot of a time series of this width, in px. */
const plotHeight = 220;

/** In px. */
const tolerance = 1;

/** Without the key, which the chart has as boxes to tick, and with y from where both are the same. */
function align({ chart }: FigureDefinition, { marks, texts, lines }: Looked): Looked {
  const isOfBars = chart.kind !== 'course';
  const heads = chart.kind === 'statuses' && chart.behind.length > 0;
  const zero = isOfBars
    ? Math.min(...marks.map(({ top }) => top))
    : Math.max(...lines.filter((line) => line.top === line.bottom).map(({ top }) => top));
  const first = isOfBars ? (heads ? -33 : -18) : -plotHeight - 44;
  const shift = (all: readonly Seen[]) =>
    all
      .map(({ top, bottom, ...one }) => ({ ...one, top: top - zero, bottom: bottom - zero }))
      .filter(({ top, bottom }) => (top + bottom) / 2 >= first);
  return { marks: shift(marks), texts: shift(texts), lines: shift(lines) };
}

/** Which of the rows of bars a mark is in. */
function findRow({ top }: Seen, marks: readonly Seen[]): number {
  return new Set(marks.map((mark) => Math.round(mark.top)).filter((other) => other < Math.round(top) - 3))
    .size;
}

function listDifferences(figure: FigureDefinition, drawn: Looked, charted: Looked): string[] {
  const [picture, chart] = [align(figure, drawn), align(figure, charted)];
  const { kind } = figure.chart;
  // Rows of bars are as far apart as their names need; those of rounds as the rounds are.
  const hasEvenRows = kind === 'course' || (kind === 'statuses' && figure.chart.due !== null);
  const isNear = (one: number, other: number) => Math.abs(one - other) <= tolerance;
  const isSame = (part: keyof Looked) => (one: Seen, other: Seen) =>
    one.what === other.what &&
    isNear(one.left, other.left) &&
    isNear(one.right, other.right) &&
    (kind === 'course' || (hasEvenRows && part === 'marks')
      ? isNear(one.top, other.top) && isNear(one.bottom, other.bottom)
      : part !== 'marks' || findRow(one, picture.marks) === findRow(other, chart.marks));
  const say = ({ what, left, right, top, bottom }: Seen) =>
    `“${what}” at ${[left, right, top, bottom].map(Math.round).join(' ')}`;
  return (['marks', 'texts', 'lines'] as const).flatMap((part) => {
    const left = [...chart[part]];
    const lost = picture[part].filter((one) => {
      const at = left.findIndex((other) => isSame(part)(one, other));
      if (at >= 0 && part !== 'lines') left.splice(at, 1);
      return at < 0;
    });
    const more =
      part === 'lines'
        ? left.filter((one) => !picture.lines.some((other) => isSame(part)(one, other)))
        : left;
    return [
      ...lost.map((one) => `not in the chart: ${say(one)}`),
      ...more.map((one) => `only in the chart: ${say(one)}`),
    ];
  });
}
