import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { isEncodingAccepted } from './accepted-encoding.rules.ts';
import { parseByteRange } from './byte-range.rules.ts';
import { isCompressible, smallestCompressed } from './compress-answer.ts';

const compressBrotli = promisify(brotliCompress);
const compressGzip = promisify(gzip);

export type CachedPage = {
  /** The newest publication when the page was made. */
  publication: number;
  status: number;
  headers: [string, string][];
  etag: string;
  /** Whether ranges of it can be requested. */
  inParts: boolean;
  bodies: { identity: Buffer; br: Buffer | null; gzip: Buffer | null };
  size: number;
};

/** What a cached page takes besides its bodies and its URL, in bytes: headers, ETags, the entry itself. */
const overhead = 4096;

/**
 * Caches public pages, ready to send. A publication never changes, so a page is valid until the next
 * publication. Limited in bytes; evicts the page that was requested least recently.
 */
export class PageCache {
  readonly #pages = new Map<string, CachedPage>();
  readonly #limit: number;
  #size = 0;

  constructor(limitInBytes = 96 * 1024 * 1024) {
    this.#limit = limitInBytes;
  }

  /** Bytes in use. */
  get size(): number {
    return this.#size;
  }

  /** Returns the cached page of a request if it is still valid, otherwise null. */
  find(request: IncomingMessage, publication: number): CachedPage | null {
    if (request.method !== 'GET' && request.method !== 'HEAD') return null;
    const key = request.url ?? '';
    const page = this.#pages.get(key);
    if (!page) return null;
    this.#pages.delete(key);
    if (page.publication !== publication) {
      this.#size -= page.size;
      return null;
    }
    this.#pages.set(key, page);
    return page;
  }

  /** Compresses a response and caches it for its URL. */
  async keep(
    request: IncomingMessage,
    answer: { publication: number; status: number; headers: Headers; body: Buffer },
  ): Promise<CachedPage> {
    const { body } = answer;
    const worth = body.length >= smallestCompressed && isCompressible(answer.headers.get('content-type'));
    const page: CachedPage = {
      publication: answer.publication,
      status: answer.status,
      headers: [...answer.headers].filter(([name]) => name !== 'content-length'),
      etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`,
      inParts: answer.headers.get('accept-ranges') === 'bytes',
      bodies: {
        identity: body,
        br: worth
          ? cutOut(await compressBrotli(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } }))
          : null,
        gzip: worth ? cutOut(await compressGzip(body)) : null,
      },
      size: 0,
    };
    const key = request.url ?? '';
    page.size =
      body.length +
      (page.bodies.br?.length ?? 0) +
      (page.bodies.gzip?.length ?? 0) +
      2 * key.length +
      overhead;
    if (page.size < this.#limit / 8) {
      const old = this.#pages.get(key);
      if (old) this.#remove(key, old);
      this.#pages.set(key, page);
      this.#size += page.size;
      for (const [oldest, cached] of this.#pages) {
        if (this.#size <= this.#limit) break;
        this.#remove(oldest, cached);
      }
    }
    return page;
  }

  clear(): void {
    this.#pages.clear();
    this.#size = 0;
  }

  #remove(key: string, page: CachedPage) {
    this.#pages.delete(key);
    this.#size -= page.size;
  }
}

/** Copies the bytes: zlib returns a small slice of a 64 kB block, which would stay in memory with it. */
function cutOut(bytes: Buffer): Buffer {
  const own = Buffer.allocUnsafeSlow(bytes.length);
  own.set(bytes);
  return own;
}

/**
 * The ETag of a page in an encoding: different bytes have different ETags, so that ranges of two encodings
 * are never combined.
 */
const tagOf = (page: CachedPage, encoding: 'br' | 'gzip' | null): string =>
  encoding ? `${page.etag.slice(0, -1)}-${encoding}"` : page.etag;

/** Whether a reader already has the page, in any encoding. */
function isKnown(page: CachedPage, given: string | undefined): boolean {
  if (given === undefined) return false;
  return ([null, 'br', 'gzip'] as const).some((encoding) => given.includes(tagOf(page, encoding)));
}

/** Sends a page in the form that the request asks for; `end` sends the body and ends the response. */
export function sendPage(
  page: CachedPage,
  request: IncomingMessage,
  response: ServerResponse,
  end: (body: Buffer | undefined) => void,
): void {
  for (const [name, value] of page.headers) response.setHeader(name, value);
  if (page.bodies.br) response.setHeader('vary', 'Accept-Encoding');
  const accepted = request.headers['accept-encoding']?.toString() ?? '';
  const range = page.inParts ? request.headers.range : undefined;
  // Ranges refer to the unencoded file.
  const encoding =
    range !== undefined
      ? null
      : page.bodies.br && isEncodingAccepted(accepted, 'br')
        ? 'br'
        : page.bodies.gzip && isEncodingAccepted(accepted, 'gzip')
          ? 'gzip'
          : null;
  response.setHeader('etag', tagOf(page, encoding));
  if (page.status === 200 && isKnown(page, request.headers['if-none-match'])) {
    response.writeHead(304).end();
    return;
  }
  const body = encoding ? (page.bodies[encoding] ?? page.bodies.identity) : page.bodies.identity;
  const condition = request.headers['if-range']?.toString();
  if (range !== undefined && (condition === undefined || condition === page.etag)) {
    if (writePart(body, range, request, response, end)) return;
  }
  if (encoding) response.setHeader('content-encoding', encoding);
  response.setHeader('content-length', body.length);
  response.writeHead(page.status);
  end(request.method === 'HEAD' ? undefined : body);
}

/**
 * Sends the requested range of a file; returns false if the whole file is to be sent. Only GET has ranges
 * (RFC 9110).
 */
function writePart(
  body: Buffer,
  range: string,
  request: IncomingMessage,
  response: ServerResponse,
  end: (body: Buffer | undefined) => void,
): boolean {
  const part = request.method === 'GET' ? parseByteRange(range, body.length) : 'whole';
  if (part === 'whole') return false;
  if (part === null) {
    response.removeHeader('content-disposition');
    response.removeHeader('etag');
    response.removeHeader('cdn-cache-control');
    response.setHeader('cache-control', 'no-store');
    response.setHeader('content-range', `bytes */${body.length}`);
    response.writeHead(416, { 'content-length': 0 }).end();
    return true;
  }
  response.setHeader('content-range', `bytes ${part.from}-${part.to}/${body.length}`);
  response.setHeader('content-length', part.to - part.from + 1);
  response.writeHead(206);
  end(body.subarray(part.from, part.to + 1));
  return true;
}
