import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, brotliDecompress, constants, gunzip, gzip } from 'node:zlib';
import { isEncodingAccepted } from './accepted-encoding.rules.ts';
import { parseByteRange } from './byte-range.rules.ts';
import { isCompressible, smallestCompressed } from './compress-answer.ts';

const compressBrotli = promisify(brotliCompress);
const compressGzip = promisify(gzip);
const decompress = { br: promisify(brotliDecompress), gzip: promisify(gunzip) };

export type CachedPage = {
  /** The newest publication when the page was made. */
  publication: number;
  status: number;
  headers: [string, string][];
  etag: string;
  /** Whether ranges of it can be requested. */
  inParts: boolean;
  isCompressible: boolean;
  /**
   * Compressed when first asked for that way: most readers ask for the same. From then on the page itself is not kept,
   * which takes some six times as much: for the few who ask for it, it is decompressed.
   */
  bodies: Partial<Record<'identity' | Encoding, Buffer>>;
  /** What is being compressed at the moment: whoever asks meanwhile waits for the same. */
  underway: Partial<Record<Encoding, Promise<Buffer>>>;
  size: number;
};

type Encoding = 'br' | 'gzip';

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

  constructor(limitInBytes = 64 * 1024 * 1024) {
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

  /** Caches a response for its URL. */
  keep(
    request: IncomingMessage,
    answer: { publication: number; status: number; headers: Headers; body: Buffer },
  ): CachedPage {
    const { body } = answer;
    const key = request.url ?? '';
    const page: CachedPage = {
      publication: answer.publication,
      status: answer.status,
      headers: [...answer.headers].filter(([name]) => name !== 'content-length'),
      etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`,
      inParts: answer.headers.get('accept-ranges') === 'bytes',
      isCompressible: body.length >= smallestCompressed && isCompressible(answer.headers.get('content-type')),
      bodies: { identity: body },
      underway: {},
      size: body.length + 2 * key.length + overhead,
    };
    if (page.size < this.#limit / 8) {
      const old = this.#pages.get(key);
      if (old) this.#remove(key, old);
      this.#pages.set(key, page);
      this.#size += page.size;
      this.#evict();
    }
    return page;
  }

  /** A page's body in an encoding, which is cached in place of the page itself; the page itself without one. */
  async getBody(request: IncomingMessage, page: CachedPage, encoding: Encoding | null): Promise<Buffer> {
    const known = page.bodies[encoding ?? 'identity'];
    if (known) return known;
    if (encoding === null) return decompressBody(page);
    page.underway[encoding] ??= this.#compress(request, page, encoding).finally(() => {
      delete page.underway[encoding];
    });
    return page.underway[encoding];
  }

  async #compress(request: IncomingMessage, page: CachedPage, encoding: Encoding): Promise<Buffer> {
    const identity = page.bodies.identity ?? (await decompressBody(page));
    const packed = cutOut(
      encoding === 'br'
        ? await compressBrotli(identity, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } })
        : await compressGzip(identity),
    );
    const change = packed.length - (page.bodies.identity?.length ?? 0);
    delete page.bodies.identity;
    page.bodies[encoding] = packed;
    page.size += change;
    if (this.#pages.get(request.url ?? '') === page) {
      this.#size += change;
      this.#evict();
    }
    return packed;
  }

  clear(): void {
    this.#pages.clear();
    this.#size = 0;
  }

  #evict() {
    for (const [oldest, cached] of this.#pages) {
      if (this.#size <= this.#limit) break;
      this.#remove(oldest, cached);
    }
  }

  #remove(key: string, page: CachedPage) {
    this.#pages.delete(key);
    this.#size -= page.size;
  }
}

async function decompressBody({ bodies }: CachedPage): Promise<Buffer> {
  for (const encoding of ['br', 'gzip'] as const) {
    const packed = bodies[encoding];
    if (packed) return decompress[encoding](packed);
  }
  throw new Error('A cached page has a body.');
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
const tagOf = (page: CachedPage, encoding: Encoding | null): string =>
  encoding ? `${page.etag.slice(0, -1)}-${encoding}"` : page.etag;

const chooseEncoding = (accepted: string): Encoding | null =>
  isEncodingAccepted(accepted, 'br') ? 'br' : isEncodingAccepted(accepted, 'gzip') ? 'gzip' : null;

/** Whether a reader already has the page, in any encoding. */
function isKnown(page: CachedPage, given: string | undefined): boolean {
  if (given === undefined) return false;
  return ([null, 'br', 'gzip'] as const).some((encoding) => given.includes(tagOf(page, encoding)));
}

/** Sends a page in the form that the request asks for; `end` sends the body and ends the response. */
export async function sendPage(
  pages: PageCache,
  page: CachedPage,
  request: IncomingMessage,
  response: ServerResponse,
  end: (body: Buffer | undefined) => void,
): Promise<void> {
  for (const [name, value] of page.headers) response.setHeader(name, value);
  if (page.isCompressible) response.setHeader('vary', 'Accept-Encoding');
  const range = page.inParts ? request.headers.range : undefined;
  // Ranges refer to the unencoded file.
  const encoding =
    page.isCompressible && range === undefined
      ? chooseEncoding(request.headers['accept-encoding']?.toString() ?? '')
      : null;
  response.setHeader('etag', tagOf(page, encoding));
  if (page.status === 200 && isKnown(page, request.headers['if-none-match'])) {
    response.writeHead(304).end();
    return;
  }
  const body = await pages.getBody(request, page, encoding);
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
