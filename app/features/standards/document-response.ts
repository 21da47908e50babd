import { publicCacheControl } from '#app/features/publication/cache-headers.ts';

export interface DocumentOptions {
  /** As it goes into `content-type`: "application/atom+xml; charset=utf-8". */
  type: string;
  /** Whole, or piece by piece: the next piece is made when the reader has taken the one before. */
  body: string | AsyncGenerator<string, void, undefined>;
  /** The file's name, if it is for keeping rather than for reading where it is. */
  fileName?: string | undefined;
}

/**
 * A public file of another standard: kept and compressed by the server like a page. Pieces are gathered by the server
 * with a pause at each, so that others are answered in between.
 */
export function createDocument({ type, body, fileName }: DocumentOptions): Response {
  return new Response(typeof body === 'string' ? body : streamPieces(body), {
    headers: {
      'content-type': type,
      'cache-control': publicCacheControl,
      ...(fileName === undefined
        ? {}
        : { 'content-disposition': `attachment; filename="${fileName.replaceAll(/[^\w.-]/g, '-')}"` }),
    },
  });
}

function streamPieces(pieces: AsyncGenerator<string, void, undefined>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
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
