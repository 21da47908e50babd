import { setImmediate as letOthersGo } from 'node:timers/promises';
import { buildWithdrawnHeader, type Withdrawal } from '#server/domain/publication/withdrawal.rules.ts';
import { publicCacheControl } from '#app/features/publication/cache-headers.ts';

export interface DocumentOptions {
  /** As it goes into `content-type`: "application/atom+xml; charset=utf-8". */
  type: string;
  /** Whole, or piece by piece: the next piece is made when the reader has taken the one before. */
  body: string | AsyncGenerator<string, void, undefined>;
  /** What it is drawn from, so that its head says where that was withdrawn. */
  publication?: { number: number; withdrawals: readonly Withdrawal[] } | undefined;
  /** The file's name, if it is for keeping rather than for reading where it is. */
  fileName?: string | undefined;
}

/**
 * A public file of another standard: kept and compressed by the server like a page. Pieces are gathered by the server
 * with a pause at each, so that others are answered in between.
 */
export function createDocument(options: DocumentOptions): Response {
  const { body } = options;
  return new Response(typeof body === 'string' ? body : streamPieces(body), {
    headers: buildHeaders(options),
  });
}

/** With more values than this a file goes out as it is made, and is not kept. */
const mostKept = 40_000;

/**
 * The same for a file that grows with the values of a publication. A large one is sent as it comes, however long it is;
 * for it the checksum of the publication says whether the reader has it already.
 */
export function createValueDocument(
  options: DocumentOptions,
  { valueCount, version, request }: { valueCount: number; version: string; request: Request },
): Response {
  if (valueCount <= mostKept || typeof options.body === 'string') return createDocument(options);
  const etag = `"${version.slice(0, 32)}"`;
  const headers = { ...buildHeaders(options), etag, 'x-stream': '1' };
  if (request.headers.get('if-none-match')?.includes(etag)) {
    void options.body.return();
    return new Response(null, { status: 304, headers });
  }
  return new Response(streamPieces(options.body), { headers });
}

function buildHeaders({ type, publication, fileName }: DocumentOptions): Record<string, string> {
  return {
    'content-type': type,
    'cache-control': publicCacheControl,
    ...(publication ? buildWithdrawnHeader(publication) : {}),
    ...(fileName === undefined
      ? {}
      : { 'content-disposition': `attachment; filename="${fileName.replaceAll(/[^\w.-]/g, '-')}"` }),
  };
}

function streamPieces(pieces: AsyncGenerator<string, void, undefined>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        await letOthersGo();
        const piece = await pieces.next();
        if (piece.done) controller.close();
        else controller.enqueue(encoder.encode(piece.value));
      },
      async cancel() {
        await pieces.return();
      },
    },
    { highWaterMark: 1 },
  );
}
