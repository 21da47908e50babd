import { randomBytes, randomInt } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { isEncodingAccepted } from './accepted-encoding.rules.ts';

const compressBrotli = promisify(brotliCompress);
const compressGzip = promisify(gzip);

/** In bytes. Compressing anything smaller is not worth the work. */
export const smallestCompressed = 1024;

/**
 * Whether text of this type gets smaller. Workbooks are compressed already, although their type contains
 * "xml".
 */
export const isCompressible = (type: string | null): boolean =>
  /text|json|csv|xml(?!formats)|javascript/.test(type ?? '');

/**
 * Compresses a response made for one person. The length of a compressed response can reveal whether text that an
 * attacker injected repeats a secret on the same page (BREACH). Three measures prevent that: only requests
 * made by our own pages or by the person are compressed, never one caused by another site; no page contains a
 * secret that opens anything (sessions are cookies, links are in mails); and each response carries a header of
 * random length.
 */
export async function compressPersonal(
  request: Headers,
  response: Response,
  origin: string,
): Promise<Response> {
  const { headers } = response;
  // A response with an ETag is a file, and its ETag identifies exactly these bytes.
  const isPlain = !headers.has('content-encoding') && !headers.has('etag');
  if (!response.body || !isPlain || !isCompressible(headers.get('content-type'))) return response;
  headers.append('vary', 'Accept-Encoding');
  const accepted = request.get('accept-encoding');
  const br = isEncodingAccepted(accepted, 'br');
  if ((!br && !isEncodingAccepted(accepted, 'gzip')) || !isOwnRequest(request, origin)) return response;
  headers.set('x-padding', randomBytes(64).toString('base64url').slice(0, randomInt(1, 64)));
  if (headers.has('x-stream')) {
    if (!isEncodingAccepted(accepted, 'gzip')) return response;
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

/** Whether the person or one of our own pages made the request, judged by the browser's headers. */
function isOwnRequest(request: Headers, origin: string): boolean {
  const site = request.get('sec-fetch-site');
  if (site !== null) return site === 'same-origin' || site === 'none';
  // Browsers send it on secure connections only; otherwise the page that made the request must be ours.
  const from = request.get('origin') ?? request.get('referer');
  return from === null || URL.parse(from)?.origin === origin;
}
