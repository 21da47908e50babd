import { ask } from '#app/features/errors/ask.ts';
import { readPublication } from '#app/features/publication/link.ts';
import type { RequestContext } from '#app/request-context.ts';
import { type Addresses, createAddresses } from '#server/domain/standards/addresses.ts';
import type { Exchange, ReadValues } from '#server/domain/standards/exchange.types.ts';
import { setImmediate as letOthersGo } from 'node:timers/promises';
import { buildWithdrawnHeader, type Withdrawal } from '#server/domain/publication/withdrawal.rules.ts';
import { publicCacheControl } from '#app/features/publication/cache-headers.ts';

type ExchangeSource = { exchange: Exchange; addresses: Addresses; read: ReadValues };

/**
 * The publication that an address asks for, with a way to read its values page by page. Held to its number: one that
 * comes out meanwhile does not change the file. Throws the page of a refusal for a publication that there is none of.
 */
export async function readExchange(
  { publicCaller, requestId, origin }: Pick<RequestContext, 'publicCaller' | 'requestId' | 'origin'>,
  url: string,
): Promise<ExchangeSource> {
  const exchange = await ask(requestId, () =>
    publicCaller.dashboard.exchange({ publication: readPublication(url) }),
  );
  const { number } = exchange.publication;
  return {
    exchange,
    addresses: createAddresses(origin, number),
    async *read(indicator) {
      let from: { pair: number; row: number } | null | undefined;
      while (from !== null) {
        const page: Awaited<ReturnType<typeof publicCaller.dashboard.exchangeValues>> =
          await publicCaller.dashboard.exchangeValues({ publication: number, indicator, from });
        yield page.rows;
        from = page.next;
      }
    },
  };
}

/** What a file of values is kept or streamed by; see `createValueDocument`. */
export const describeSize = ({ valueCount, publication }: Exchange, request: Request) => ({
  valueCount,
  version: publication.contentSha256,
  request,
});

interface DocumentOptions {
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
