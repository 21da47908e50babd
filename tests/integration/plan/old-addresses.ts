import { matchRoutes, UNSAFE_decodeViaTurboStream as decodeAnswers } from 'react-router';
import { publicRoutes } from '#app/routes.ts';
import { datasetNames } from '#server/domain/data/datasets.ts';
import { otherFiles } from '#server/domain/data/other-files.ts';
import { listPages } from '#server/domain/standards/sitemap/serialise-sitemap.ts';
import { rounds } from '#tests/support/rounds.ts';
import type { World } from '#tests/support/world.ts';
import { parseCsv } from '../data/data-world.ts';

/** What one address gave. */
export type Kept = { status: number; bytes: Buffer };
export type Get = (path: string) => Promise<Kept>;

export type Addresses = {
  /** Pages for people. */
  pages: string[];
  /** Of each kind of page some, to be looked at as they are drawn. */
  drawn: string[];
  /** What is to stay as it is to the byte. */
  files: string[];
};

/** Receipts are many, each made by one page: one in so many is asked for. So it is with pages, and with files of figures. */
const oneIn = {
  figureReceipts: 12,
  valueReceipts: 120,
  rowsOfFigures: rounds(12, 6),
  figures: rounds(3, 1),
  indicators: rounds(4, 1),
  pages: rounds(3, 1),
};
const drawnOfAKind = 1;

/**
 * What is public of one publication, in full everything, gathered from the publication itself: every page, every data file and
 * file of another standard, every figure, receipts, and the files of the public report.
 * Of figures PNG is left out: it is the SVG, drawn. Pages about `codes` are always among those looked at as drawn.
 */
export async function listAddresses(
  world: World,
  get: Get,
  number: number,
  codes: readonly string[],
): Promise<Addresses> {
  const pin = (path: string) => `${path}${path.includes('?') ? '&' : '?'}publication=${number}`;
  const exchange = await world.anonymous.dashboard.exchange({ publication: number });
  const figures = await world.owner<{ id: string }[]>`
    select figure as id from rows.drawing where publication = ${number} order by position`;
  const values = parseCsv((await get(pin('/data/v1/values.csv'))).bytes.toString('utf8'));
  const some = <T>(all: readonly T[], one: number) => all.filter((_, at) => at % one === 0);
  const pathOf = ({ id }: { id: string }) => `/figures/${id}`;
  const figureReceipts = some(figures, oneIn.figureReceipts).map(pathOf);
  const valueReceipts = some(values, oneIn.valueReceipts).map(
    (line) => new URL(line['receipt_url'] ?? '').pathname,
  );
  const publication = `/publications/${number}`;
  const beside = (paths: readonly string[], names: readonly string[]) =>
    paths.flatMap((path) => names.map((name) => `${path}/${name}`));
  const pages = [
    ...listPages(exchange, [{ number, plan: { code: 'BOHOL-2' } }]),
    '/indicators?by=state',
    '/search?q=training',
    '/data/changes',
    ...figureReceipts,
    ...valueReceipts,
  ];
  const kinds = pages.map(kindOf);
  const isAbout = (path: string) => codes.some((code) => path.endsWith(`/${code}`));
  const frames = figureReceipts.slice(0, drawnOfAKind).map((path) => `/embed${path}`);
  return {
    pages: pages.filter((path, at) => isAbout(path) || at % oneIn.pages === 0).map(pin),
    drawn: [
      ...pages.filter(
        (path, at) =>
          isAbout(path) || kinds.slice(0, at).filter((kind) => kind === kinds[at]).length < drawnOfAKind,
      ),
      ...frames,
      `${publication}/seal`,
    ].map(pin),
    files: [
      ...datasetNames.flatMap((name) => [`/data/v1/${name}.csv`, `/data/v1/${name}.json`]),
      // The feed tells of new publications, so it grows.
      ...otherFiles.map(({ path }) => path).filter((path) => path !== '/feed.xml'),
      ...some(exchange.indicators, oneIn.indicators).map(({ code }) => `/indicators/${code}/values.csv`),
      // In turns: both come from one row of the publication.
      ...some(figures, oneIn.figures).map(
        (figure, at) => `${pathOf(figure)}/${at % 2 === 0 ? 'definition.json' : 'picture.svg'}`,
      ),
      ...beside(some(figures, oneIn.rowsOfFigures).map(pathOf), ['rows.csv', 'rows.json']),
      ...beside(valueReceipts, ['rows.csv', 'rows.json']),
      ...beside([publication, ...figureReceipts, ...valueReceipts], ['citation.bib', 'citation.ris']),
      ...beside([publication], ['report.docx', 'report.pdf', 'report.xlsx']),
      ...beside([publication], ['manifest.json', 'bundle.zip', 'documents/plan.json']),
    ].map(pin),
  };
}

/** The route that answers an address; of files of open data, which are no routes, nothing. */
function kindOf(path: string): string | undefined {
  const routes = publicRoutes.flatMap((route) => route.children ?? [route]);
  const found = matchRoutes(
    routes.map(({ path: pattern = '', file, id }) => ({ path: pattern, id: id ?? file })),
    path.split('?')[0] ?? '',
  );
  return found?.at(-1)?.route.path;
}

/** Routes of which no address is among these. */
export function listRoutesLeft(paths: readonly string[], leftOut: RegExp): string[] {
  const asked = new Set(paths.map(kindOf));
  return publicRoutes
    .flatMap((route) => route.children ?? [route])
    .map(({ path = '' }) => path)
    .filter((path) => !asked.has(path) && !leftOut.test(path));
}

/** What every address gives. Throws where one is not answered as it should be. */
export async function fetchAll(get: Get, paths: readonly string[]): Promise<Map<string, Buffer>> {
  const kept = new Map<string, Buffer>();
  for (const path of paths) {
    const { status, bytes } = await get(path);
    if (status !== 200) throw new Error(`${path} was answered with ${status}.`);
    kept.set(path, bytes);
  }
  return kept;
}

/** What pages are drawn from, as their loaders give it. */
export async function fetchAnswers(get: Get, paths: readonly string[]): Promise<Map<string, unknown>> {
  const dataPath = (path: string) =>
    path.replace(/^[^?]*/, (page) => (page === '/' ? '/_.data' : `${page}.data`));
  const sent = await fetchAll(get, paths.map(dataPath));
  const answers = new Map<string, unknown>();
  for (const path of paths) {
    const { body } = new Response(new Uint8Array(sent.get(dataPath(path)) ?? []));
    if (!body) throw new Error(`${path} has no answer.`);
    answers.set(path, (await decodeAnswers(body, globalThis)).value);
  }
  return answers;
}
