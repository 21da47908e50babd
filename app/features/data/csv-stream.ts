import { publicCacheControl } from '#app/features/publication/cache-headers.ts';
import { buildCsv, type CsvColumn } from './csv-response.ts';

export interface CsvStreamOptions<Row> {
  /** The file's name without its ending. */
  name: string;
  columns: readonly CsvColumn<Row>[];
  /** Rows page by page. The next page is asked for only when the reader has taken the one before. */
  pages: AsyncGenerator<readonly Row[], void, undefined>;
  /** What the contents depend on besides the address: the checksum of the publication. */
  version: string;
  request: Request;
}

const lineEnd = '\r\n';

/**
 * A large CSV file as a stream: however long it is, one page of it is in memory at a time, and a reader on a slow
 * line holds nothing in the database. Gives 304 where the reader has it already.
 */
export function createCsvStream<Row>(options: CsvStreamOptions<Row>): Response {
  const { name, columns, pages, version, request } = options;
  const etag = `"${version.slice(0, 32)}"`;
  const headers = {
    'content-type': 'text/csv; charset=utf-8; header=present',
    'content-disposition': `attachment; filename="${name.replaceAll(/[^\w.-]/g, '-')}.csv"`,
    'cache-control': publicCacheControl,
    'access-control-allow-origin': '*',
    etag,
    // Sent as it comes: not to be gathered up and kept.
    'x-stream': '1',
  };
  if (request.headers.get('if-none-match')?.includes(etag))
    return new Response(null, { status: 304, headers });
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        controller.enqueue(encoder.encode(buildCsv(columns, [])));
      },
      async pull(controller) {
        const page = await pages.next();
        if (page.done) controller.close();
        else controller.enqueue(encoder.encode(withoutFirstLine(buildCsv(columns, page.value))));
      },
      async cancel() {
        await pages.return();
      },
    },
    { highWaterMark: 1 },
  );
  return new Response(body, { headers });
}

/** The names stand at the head of the file once; no name has a line end in it. */
function withoutFirstLine(csv: string): string {
  return csv.slice(csv.indexOf(lineEnd) + lineEnd.length);
}
