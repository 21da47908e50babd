import { createGzip } from 'node:zlib';
import { Readable } from 'node:stream';
import { dataLicence } from '#server/domain/data/licences.ts';
import { isEncodingAccepted } from '#server/http/accepted-encoding.rules.ts';
import { type DataFilter, serialiseDataQuery } from '#server/domain/data/data-query.rules.ts';
import type { Dataset } from '#server/domain/data/datasets.ts';
import { type DataSource, readDataset } from '../data-rows.ts';
import { listColumnsNamed, serialiseCsvPages } from './serialise-csv.ts';

/** Up to this many characters a file is made whole: cached, compressed well, and available in ranges. */
const largestWhole = 4 * 1024 * 1024;

/** Returns the lines of a file in pieces, as its rows are read. */
export const streamCsvFile = (source: DataSource, dataset: Dataset, filter: DataFilter) =>
  serialiseCsvPages(
    listColumnsNamed(dataset.columns.map(({ name }) => name)),
    readDataset(source, dataset.name, filter),
  );

/**
 * Names a file after its content, so that it can be told apart from its URL:
 * "bohol-values-indicator-I-B3-publication-3".
 */
function nameFile(dataset: Dataset, filter: DataFilter, publication: number): string {
  const parts = Object.entries(filter).flatMap(([name, value]) => [name, value]);
  return ['bohol', dataset.name, ...parts, 'publication', publication].join('-').replaceAll(/[^\w.-]/g, '-');
}

/**
 * Responds with all rows as CSV. A file of usual size is one response. A large file is streamed, one page of
 * rows in memory at a time; a reader on a slow connection holds nothing in the database.
 */
export async function serveCsv(
  source: DataSource,
  dataset: Dataset,
  filter: DataFilter,
  request: Request,
  largest = largestWhole,
): Promise<Response> {
  const { publication, origin } = source;
  const query = serialiseDataQuery({ filter, publication: publication.number });
  const headers = new Headers({
    'content-type': 'text/csv; charset=utf-8; header=present',
    'content-disposition': `attachment; filename="${nameFile(dataset, filter, publication.number)}.csv"`,
    'cache-control': 'public, no-cache',
    link: [
      `<${origin}/data/v1/${dataset.name}.csv${query}>; rel="canonical"`,
      `<${dataLicence.url}>; rel="license"`,
      `<${origin}/data/v1/datapackage.json?publication=${publication.number}>; rel="describedby"; type="application/json"`,
    ].join(', '),
  });
  const pieces = streamCsvFile(source, dataset, filter);
  let whole = '';
  for (;;) {
    const piece = await pieces.next();
    if (piece.done) return new Response(whole, { headers });
    whole += piece.value;
    if (whole.length > largest) break;
  }
  return streamRest(whole, pieces, headers, publication.contentSha256, request);
}

/** Streams the rest of a large file, compressed if the reader accepts it. */
async function streamRest(
  begun: string,
  pieces: AsyncGenerator<string, void, undefined>,
  headers: Headers,
  version: string,
  request: Request,
): Promise<Response> {
  const zip = isEncodingAccepted(request.headers.get('accept-encoding'), 'gzip');
  const etag = `"${version.slice(0, 27)}${zip ? '-gzip' : ''}"`;
  headers.set('etag', etag);
  headers.set('vary', 'Accept-Encoding');
  headers.set('accept-ranges', 'none');
  // Marks a stream: it must not be collected and cached.
  headers.set('x-stream', '1');
  if (zip) headers.set('content-encoding', 'gzip');
  if (request.headers.get('if-none-match')?.includes(etag)) {
    await pieces.return();
    return new Response(null, { status: 304, headers });
  }
  async function* readAll() {
    yield begun;
    yield* pieces;
  }
  const lines = Readable.from(readAll(), { objectMode: false, highWaterMark: 1 });
  const body = zip ? lines.pipe(createGzip({ level: 5 })) : lines;
  if (body !== lines) {
    lines.on('error', (error) => body.destroy(error));
    body.on('close', () => lines.destroy());
  }
  return new Response(Readable.toWeb(body) as ReadableStream<Uint8Array>, { headers });
}
