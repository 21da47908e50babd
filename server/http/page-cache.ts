import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const compressBrotli = promisify(brotliCompress);
const compressGzip = promisify(gzip);

type KeptPage = {
  /** The newest publication when the page was made. */
  publication: number;
  status: number;
  headers: [string, string][];
  etag: string;
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
      /text|json|xml|javascript/.test(answer.headers.get('content-type') ?? '');
    const page: KeptPage = {
      publication: answer.publication,
      status: answer.status,
      headers: [...answer.headers].filter(([name]) => name !== 'content-length'),
      etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`,
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

function writePage(page: KeptPage, request: IncomingMessage, response: ServerResponse) {
  const accepted = request.headers['accept-encoding']?.toString() ?? '';
  const encoding =
    page.bodies.br && /\bbr\b/.test(accepted)
      ? 'br'
      : page.bodies.gzip && /\bgzip\b/.test(accepted)
        ? 'gzip'
        : null;
  for (const [name, value] of page.headers) response.setHeader(name, value);
  response.setHeader('etag', page.etag);
  if (page.bodies.br) response.setHeader('vary', 'Accept-Encoding');
  if (page.status === 200 && request.headers['if-none-match']?.includes(page.etag)) {
    response.writeHead(304).end();
    return;
  }
  const body = encoding ? (page.bodies[encoding] ?? page.bodies.identity) : page.bodies.identity;
  if (encoding) response.setHeader('content-encoding', encoding);
  response.setHeader('content-length', body.length);
  response.writeHead(page.status);
  response.end(request.method === 'HEAD' ? undefined : body);
}
