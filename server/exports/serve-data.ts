import { dataLicence } from '#server/domain/data/licences.ts';
import { type DataFilterName, parseDataQuery } from '#server/domain/data/data-query.rules.ts';
import { type Dataset, datasets, findDataset } from '#server/domain/data/datasets.ts';
import { isWhole, tableFormats, type WholeFormat } from '#server/domain/data/table-formats.ts';
import { findSampleCodes } from '#server/queries/dashboard/data/find-sample-codes.query.ts';
import { requireKnownCodes } from '#server/queries/dashboard/data/find-unknown-codes.query.ts';
import type { PublicationReader } from '#server/publications/publication-reader.ts';
import { type Publication, requirePublication, resolvePublication } from '#server/queries/dashboard/scope.ts';
import { buildWithdrawnHeader } from '#server/domain/publication/withdrawal.rules.ts';
import { serveCsv } from './csv/serve-csv.ts';
import { serveJson } from './json/serve-json.ts';
import { buildDataPackage } from './json/data-package.ts';
import { buildOpenApi } from './openapi/openapi.ts';
import { otherFiles } from '#server/domain/data/other-files.ts';
import { createProblemResponse, toProblemDocument, requireValidParameters } from './problem.ts';
import { serveWorkbook } from './xlsx/serve-workbook.ts';

export type DataService = {
  /** The published documents: the only source of open data. */
  published: PublicationReader;
  /** The tracker's public address. */
  origin: string;
};

type WholeEnding = WholeFormat['ending'];

/** Who answers with a whole table, by the ending of its address. */
const serveWhole: Record<WholeEnding, typeof serveCsv> = { csv: serveCsv };

type Asked =
  | { kind: 'json'; dataset: Dataset }
  | { kind: 'whole'; ending: WholeEnding; dataset: Dataset; indicator: string | null }
  | { kind: 'workbook' }
  | { kind: 'data package' }
  | { kind: 'description' }
  | { kind: 'list' };

/** Parses a path; returns null if it is not one of ours. */
function readDataAddress(pathname: string): Asked | null {
  const [, indicator] = /^\/indicators\/([^/]+)\/values\.csv$/.exec(pathname) ?? [];
  const values = findDataset('values');
  if (indicator !== undefined && values) {
    return { kind: 'whole', ending: 'csv', dataset: values, indicator: decodeOrKeep(indicator) };
  }
  if (/^\/data\/v1\/?$/.test(pathname)) return { kind: 'list' };
  const [, file] = /^\/data\/v1\/([a-z-]+\.[a-z]+)$/.exec(pathname) ?? [];
  if (file === undefined) return null;
  if (file === 'workbook.xlsx') return { kind: 'workbook' };
  if (file === 'datapackage.json') return { kind: 'data package' };
  if (file === 'openapi.json') return { kind: 'description' };
  const [name = '', ending = ''] = file.split('.');
  const dataset = findDataset(name);
  if (!dataset) return null;
  const format = tableFormats.find((one) => one.ending === ending);
  if (!format) return null;
  return isWhole(format)
    ? { kind: 'whole', ending: format.ending, dataset, indicator: null }
    : { kind: 'json', dataset };
}

function decodeOrKeep(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * Answers a request for open data; returns null for any other path. A wrong request gets a problem document;
 * any other error is thrown.
 */
export async function serveData(service: DataService, request: Request): Promise<Response | null> {
  const url = new URL(request.url);
  const asked = readDataAddress(url.pathname);
  if (!asked) return null;
  try {
    return await answer(service, asked, request, url.searchParams);
  } catch (error) {
    const problem = toProblemDocument(service.origin, error);
    if (!problem) throw error;
    return createProblemResponse(problem);
  }
}

const noFilters: readonly DataFilterName[] = [];

async function answer(
  service: DataService,
  asked: Asked,
  request: Request,
  search: URLSearchParams,
): Promise<Response> {
  const { origin } = service;
  const filters = 'dataset' in asked ? asked.dataset.filters : noFilters;
  const takes = {
    filters:
      'indicator' in asked && asked.indicator !== null
        ? filters.filter((name) => name !== 'indicator')
        : filters,
    pages: asked.kind === 'json',
  };
  const read = parseDataQuery(search, takes);
  if ('problems' in read) {
    requireValidParameters(read.problems);
    throw new Error('A problem is always refused.');
  }
  const { query } = read;
  if (asked.kind === 'list') return answerDocument(listFiles(origin));
  if (asked.kind === 'description') {
    // The description is available before the first publication too, without examples.
    const described = await resolvePublication(service, query.publication);
    const samples = described && (await findSampleCodes(service, described.number));
    return answerDocument(buildOpenApi(origin, samples));
  }
  if (asked.kind === 'json')
    return warnOfDeprecated(asked.dataset, await serveJson(service, asked.dataset, query));
  const publication = await requirePublication(service, query.publication);
  const source = { ...service, publication };
  if (asked.kind === 'workbook') return describeIfWithdrawn(publication, await serveWorkbook(source));
  if (asked.kind === 'data package') {
    return describeIfWithdrawn(publication, answerDocument(await buildDataPackage(source)));
  }
  const filter = { ...query.filter, ...(asked.indicator === null ? {} : { indicator: asked.indicator }) };
  await requireKnownCodes(service, publication, filter);
  return warnOfDeprecated(
    asked.dataset,
    describeIfWithdrawn(publication, await serveWhole[asked.ending](source, asked.dataset, filter, request)),
  );
}

/** 1 December 2026, from when the columns named "state" are deprecated; see api-changes.ts. */
const deprecatedFrom = '@1796083200';

/** Says with the header of RFC 9745 that a file has a column that is to go. */
function warnOfDeprecated({ columns }: Pick<Dataset, 'columns'>, response: Response): Response {
  if (columns.some(({ description }) => description.startsWith('Deprecated'))) {
    response.headers.set('deprecation', deprecatedFrom);
  }
  return response;
}

/** A file of rows has no room for a notice, so a header says when its publication was withdrawn. */
function describeIfWithdrawn(publication: Publication, response: Response): Response {
  for (const [name, value] of Object.entries(buildWithdrawnHeader(publication)))
    response.headers.set(name, value);
  return response;
}

/** Lists the files, for whoever opens "/data/v1" itself. */
function listFiles(origin: string) {
  const address = (path: string) => `${origin}${path}`;
  return {
    title: 'Bohol tracker: open data',
    documentation: address('/data'),
    description: address('/data/v1/openapi.json'),
    licence: dataLicence,
    files: [
      ...datasets.map(({ name, title, holds }) => ({
        name,
        title,
        holds,
        ...Object.fromEntries(
          tableFormats.map(({ ending }) => [ending, address(`/data/v1/${name}.${ending}`)]),
        ),
      })),
      ...otherFiles.map(({ path, title, type }) => ({ title, type, address: address(path) })),
    ],
  };
}

function answerDocument(document: unknown): Response {
  return new Response(JSON.stringify(document, null, 2), {
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'public, no-cache' },
  });
}
