import { randomBytes, randomInt } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { acceptsEncoding } from './accepted-encoding.rules.ts';

const compressBrotli = promisify(brotliCompress);
const compressGzip = promisify(gzip);

/** Below this a smaller answer is not worth the work. */
export const smallestCompressed = 1024;

/** Whether text of this type gets smaller. Workbooks are compressed inside, whatever their type has in its name. */
export const isCompressible = (type: string | null): boolean =>
  /text|json|csv|xml(?!formats)|javascript/.test(type ?? '');

/**
 * Compresses what is made for one person. Compression tells, by the length of an answer, whether text that an attacker
 * put into it repeats a secret beside it (BREACH). Three things stand against that: only requests that our own pages or
 * the person made are compressed, never one that another site caused; no page holds a secret that opens anything
 * (sessions are cookies, links are in mails); and each answer carries a header of random length.
 */
export async function compressPersonal(
  request: Headers,
  response: Response,
  origin: string,
): Promise<Response> {
  const { headers } = response;
  // What has a tag is a file, and its tag stands for its very bytes.
  const isPlain = !headers.has('content-encoding') && !headers.has('etag');
  if (!response.body || !isPlain || !isCompressible(headers.get('content-type'))) return response;
  headers.append('vary', 'Accept-Encoding');
  const accepted = request.get('accept-encoding');
  const br = acceptsEncoding(accepted, 'br');
  if ((!br && !acceptsEncoding(accepted, 'gzip')) || !isOwnRequest(request, origin)) return response;
  headers.set('x-padding', randomBytes(64).toString('base64url').slice(0, randomInt(1, 64)));
  if (headers.has('x-stream')) {
    if (!acceptsEncoding(accepted, 'gzip')) return response;
    headers.set('content-encoding', 'gzip');
    headers.delete('content-length');
    const piped = response.body.pipeThrough(new CompressionStream('gzip'));
    return new Response(piped, response);
  }
  const body = Buffer.from(await response.arrayBuffer());
  if (body.length < smallestCompressed) return new Response(body, response);
  headers.set('content-encoding', br ? 'br' : 'gzip');
  headers.delete('content-length');
  const packed = br
    ? await compressBrotli(body, {
        params: { [constants.BROTLI_PARAM_QUALITY]: 4, [constants.BROTLI_PARAM_SIZE_HINT]: body.length },
      })
    : await compressGzip(body, { level: 5 });
  return new Response(new Uint8Array(packed), response);
}

/** Whether the person or one of our own pages made the request, by what the browser says of it. */
function isOwnRequest(request: Headers, origin: string): boolean {
  const site = request.get('sec-fetch-site');
  if (site !== null) return site === 'same-origin' || site === 'none';
  // Browsers say it on secure connections only; elsewhere the page that a request comes from has to be ours.
  const from = request.get('origin') ?? request.get('referer');
  return from === null || URL.parse(from)?.origin === origin;
}
