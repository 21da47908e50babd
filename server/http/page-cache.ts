import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { acceptsEncoding } from './accepted-encoding.rules.ts';
import { readByteRange } from './byte-range.rules.ts';

const compressBrotli = promisify(brotliCompress);
const compressGzip = promisify(gzip);

type KeptPage = {
  /** The newest publication when the page was made. */
  publication: number;
  status: number;
  headers: [string, string][];
  etag: string;
  /** Whether parts of it can be asked for. */
  inParts: boolean;
  bodies: { identity: Buffer; br: Buffer | null; gzip: Buffer | null };
  size: number;
};

/** Below this a smaller answer is not worth the work. */
const smallestCompressed = 1024;

/**
 * Keeps public pages ready to send. A publication never changes, so a page is good until the next one is out.
 * Bounded in bytes; the page that was asked for longest ago goes first.
 */
export class PageCache {
  readonly #pages = new Map<string, KeptPage>();
  readonly #limit: number;
  #size = 0;

  constructor(limitInBytes = 96 * 1024 * 1024) {
    this.#limit = limitInBytes;
  }

  /** Sends the kept answer for this address, if there is one that is still good. */
  send(request: IncomingMessage, response: ServerResponse, publication: number): boolean {
    if (request.method !== 'GET' && request.method !== 'HEAD') return false;
    const key = request.url ?? '';
    const page = this.#pages.get(key);
    if (!page) return false;
    if (page.publication !== publication) {
      this.#remove(key, page);
      return false;
    }
    this.#pages.delete(key);
    this.#pages.set(key, page);
    writePage(page, request, response);
    return true;
  }

  /** Compresses an answer, keeps it and sends it. */
  async keepAndSend(
    request: IncomingMessage,
    response: ServerResponse,
    answer: { publication: number; status: number; headers: Headers; body: Buffer },
  ): Promise<void> {
    const { body } = answer;
    const worth =
      body.length >= smallestCompressed &&
      // Workbooks are compressed inside, whatever their type has in its name.
      /text|json|csv|xml(?!formats)|javascript/.test(answer.headers.get('content-type') ?? '');
    const page: KeptPage = {
      publication: answer.publication,
      status: answer.status,
      headers: [...answer.headers].filter(([name]) => name !== 'content-length'),
      etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`,
      inParts: answer.headers.get('accept-ranges') === 'bytes',
      bodies: {
        identity: body,
        br: worth ? await compressBrotli(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } }) : null,
        gzip: worth ? await compressGzip(body) : null,
      },
      size: 0,
    };
    page.size = body.length + (page.bodies.br?.length ?? 0) + (page.bodies.gzip?.length ?? 0) + 1000;
    const key = request.url ?? '';
    if (page.size < this.#limit / 8) {
      const old = this.#pages.get(key);
      if (old) this.#remove(key, old);
      this.#pages.set(key, page);
      this.#size += page.size;
      for (const [oldest, kept] of this.#pages) {
        if (this.#size <= this.#limit) break;
        this.#remove(oldest, kept);
      }
    }
    writePage(page, request, response);
  }

  clear(): void {
    this.#pages.clear();
    this.#size = 0;
  }

  #remove(key: string, page: KeptPage) {
    this.#pages.delete(key);
    this.#size -= page.size;
  }
}

/** The tag of a page in an encoding: other bytes have another tag, so that parts of two are never put together. */
const tagOf = (page: KeptPage, encoding: 'br' | 'gzip' | null): string =>
  encoding ? `${page.etag.slice(0, -1)}-${encoding}"` : page.etag;

/** Whether a reader has the page already, in whatever encoding. */
function isKnown(page: KeptPage, given: string | undefined): boolean {
  if (given === undefined) return false;
  return ([null, 'br', 'gzip'] as const).some((encoding) => given.includes(tagOf(page, encoding)));
}

function writePage(page: KeptPage, request: IncomingMessage, response: ServerResponse) {
  for (const [name, value] of page.headers) response.setHeader(name, value);
  if (page.bodies.br) response.setHeader('vary', 'Accept-Encoding');
  const accepted = request.headers['accept-encoding']?.toString() ?? '';
  const range = page.inParts ? request.headers.range : undefined;
  // Parts are parts of the file as it is.
  const encoding =
    range !== undefined
      ? null
      : page.bodies.br && acceptsEncoding(accepted, 'br')
        ? 'br'
        : page.bodies.gzip && acceptsEncoding(accepted, 'gzip')
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
    if (writePart(body, range, request, response)) return;
  }
  if (encoding) response.setHeader('content-encoding', encoding);
  response.setHeader('content-length', body.length);
  response.writeHead(page.status);
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** Sends the part of a file that is asked for; false where the whole is to be sent. Only GET has parts (RFC 9110). */
function writePart(body: Buffer, range: string, request: IncomingMessage, response: ServerResponse): boolean {
  const part = request.method === 'GET' ? readByteRange(range, body.length) : 'whole';
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
  response.end(body.subarray(part.from, part.to + 1));
  return true;
}
