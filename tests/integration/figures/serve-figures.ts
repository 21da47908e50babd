import { expect } from 'vitest';
import { loadLibrary } from '#seeds/load-library.ts';
import { withPlainColours } from '#server/domain/figure/draw/svg.ts';
import type { DrawnFigure, FigureDefinition } from '#server/domain/figure/figure.types.ts';
import { listFigureIndicators } from '#server/domain/receipt/figure-cells.calculations.ts';
import { readText } from '#tests/support/figure-cells.ts';
import { serveWorld } from '#tests/support/http-server.ts';
import { loadPublicPages } from '#tests/support/pages-from-source.ts';
import { parseCsv } from '../data/data-world.ts';
import { createSeason, states } from '../publication/season.ts';
import { compareDrawing } from './compare-drawing.ts';
import { compareEmbedTable, compareTable, type ValueLine } from './compare-forms.ts';

/** What a form of a figure says otherwise than the figure that was published; nothing where they agree. */
export type Compare = (figure: DrawnFigure) => Promise<string[]>;

export const numberOf = ({ publication }: FigureDefinition): number => publication.number;
export const pin = (path: string, definition: FigureDefinition): string =>
  `${path}${path.includes('?') ? '&' : '?'}publication=${numberOf(definition)}`;

/** The part of a page that is the figure, from its opening to its closing tag. */
export function cutFigure(html: string, id: string): string {
  const from = html.indexOf(`<figure id="${id}"`);
  return from === -1 ? '' : html.slice(from, html.indexOf('</figure>', from));
}

/** Where a page draws the rows itself: every mark is a link there. */
const drawnByPage = new Set(['plan-at-a-glance', 'coverage', 'cooperation']);
export const isDrawnByPage = ({ id }: FigureDefinition): boolean => drawnByPage.has(id.split('.')[0] ?? '');

const without = (part: string, whole: string, name: string) => (whole.includes(part) ? [] : [name]);

/** Of who has reported the page shows the marks alone: each reporter's words in the order of the rounds. */
function compareGridOnPage({ rows, columns }: FigureDefinition, html: string): string[] {
  const lines = html.split('</tr>').map((line) => readText(line.replaceAll(/<\/t[hd]>/g, ' ')));
  return rows.flatMap(({ key, cells }) => {
    const texts = columns.flatMap(({ key: column }) => {
      const cell = cells[column];
      return cell?.kind === 'text' && cell.mark !== undefined ? [cell.text] : [];
    });
    const name = cells[columns[0]?.key ?? ''];
    const line = lines.find((one) => name?.kind === 'text' && one.startsWith(name.text)) ?? '';
    const said = line.match(/Not reported|Reported|Not due/g) ?? [];
    return said.join() === texts.join() ? [] : [`${key}: ${said.join()} and not ${texts.join()}`];
  });
}

/** Two publications with everything in them, and every form of their figures over HTTP. */
export async function serveFigures() {
  const season = await createSeason(41);
  const { owner } = season.world;
  await loadLibrary(owner, { demo: true });
  const reporters = [...states.slice(0, 4), 'SOMTC'];
  await season.open('2024-H2');
  for (const reporter of reporters) await season.report('2024-H2', reporter);
  await season.compileAndPublish('2024-H2');
  // A correction, and one who comes late.
  await season.correct('2024-H2', reporters[0]!);
  await season.open('2025-H1');
  for (const reporter of states.slice(1, 5)) await season.report('2025-H1', reporter);
  await season.compileAndPublish('2025-H1');
  const figures = await owner<DrawnFigure[]>`
    select definition, wide, narrow from rows.drawing order by publication, position`;
  // What receipts tell beside the numbers: checksums of publications, and how their indicators are defined.
  const publications = await owner<{ number: number; checksum: string }[]>`
    select number, content_sha256 as checksum from published.publication`;
  const checksums = new Map(publications.map(({ number, checksum }) => [number, checksum]));
  const indicators = await owner<{ key: string; definition: string }[]>`
    select publication || ' ' || code as key, definition from rows.indicator`;
  const definitions = new Map(indicators.map(({ key, definition }) => [key, definition]));
  const source = await loadPublicPages();
  const server = await serveWorld(season.world, { loadBuild: () => Promise.resolve(source) });

  async function ask(path: string) {
    const answer = await server.send({ path });
    expect([answer.status, path]).toEqual([200, path]);
    return answer;
  }
  const get = async (path: string) => (await ask(path)).text;
  const fileOf = (definition: FigureDefinition, name: string) =>
    get(pin(`/figures/${definition.id}/${name}`, definition));

  /** Lines of values.csv by publication and path of the receipt. */
  const values = new Map<string, ValueLine>();
  for (const number of checksums.keys()) {
    for (const line of parseCsv(await get(`/data/v1/values.csv?publication=${number}`))) {
      const { pathname } = new URL(line['receipt_url'] ?? '');
      values.set(`${number} ${decodeURIComponent(pathname)}`, line as ValueLine);
    }
  }
  const valueOf = (definition: FigureDefinition) => (receipt: string) =>
    values.get(`${numberOf(definition)} ${decodeURIComponent(receipt)}`);

  /** Pages on which figures stand, each fetched once. */
  const pages = new Map<string, Promise<string>>();
  function getPage(path: string): Promise<string> {
    const page = pages.get(path) ?? get(path);
    pages.set(path, page);
    return page;
  }

  const onPage: Compare = async ({ definition, wide, narrow }: DrawnFigure) => {
    const page = await getPage(pin(definition.path, definition));
    // That of the whole plan is a page of its own, one link away.
    if (definition.id === 'timeline') {
      return page.includes('href="/figures/timeline') ? [] : ['not linked from its page'];
    }
    const html = cutFigure(page, definition.id);
    if (html === '') return ['not on its page'];
    if (definition.id === 'coverage') return compareGridOnPage(definition, html);
    return [
      ...(definition.rows.length === 0 && isDrawnByPage(definition) ? [] : compareTable(definition, html)),
      ...(isDrawnByPage(definition)
        ? []
        : [...without(wide, html, 'another picture'), ...without(narrow, html, 'another narrow picture')]),
    ];
  };

  const inFrame: Compare = async ({ definition, wide, narrow }: DrawnFigure) => {
    const html = await get(pin(`/embed/figures/${definition.id}`, definition));
    // Without the words for a script, which a frame has not.
    const bare = (svg: string) => svg.replaceAll(/ data-say="[^"]*"/g, '');
    return [
      ...compareEmbedTable(definition, html),
      ...without(bare(wide), html, 'another picture'),
      ...without(bare(narrow), html, 'another narrow picture'),
    ];
  };

  const onReceipt: Compare = async ({ definition, wide }: DrawnFigure) => {
    const html = await get(pin(`/figures/${definition.id}`, definition));
    const link = `/figures/${definition.id}?publication=${numberOf(definition)}`;
    const text = readText(html);
    const told = listFigureIndicators(definition).map(
      (code) => definitions.get(`${numberOf(definition)} ${code}`) ?? '?',
    );
    return [
      ...compareTable(definition, cutFigure(html, definition.id)),
      ...without(wide, html, 'another picture'),
      ...[link, checksums.get(numberOf(definition)) ?? '?', ...told].flatMap((one) =>
        without(one, text, `not told: ${one}`),
      ),
    ];
  };

  const asFile: Compare = async ({ definition, wide }: DrawnFigure) => {
    const [svg, png] = [await fileOf(definition, 'picture.svg'), await fileOf(definition, 'picture.png')];
    return [
      ...without(withPlainColours(wide).slice('<svg '.length), svg, 'another picture'),
      // What was handed over to be drawn, at two px for each unit.
      ...(`<?xml version="1.0" encoding="UTF-8"?>\n${png.replace(/^2 /, '')}\n` === svg
        ? []
        : ['another PNG']),
      ...compareDrawing(definition, svg),
    ];
  };

  return {
    figures,
    values,
    ask,
    get,
    getPage,
    fileOf,
    valueOf,
    forms: { onPage, inFrame, onReceipt, asFile },
    async close() {
      await server.stop();
      await season.world.close();
    },
  };
}
