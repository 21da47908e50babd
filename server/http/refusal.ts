import type { IncomingMessage, ServerResponse } from 'node:http';
import { describeStatus } from '#server/domain/error/error-titles.ts';

export type HttpRefusal = {
  status: number;
  /** The stable code, as in a procedure's error. */
  code: string;
  sentence: string;
  /** A reference for the person to quote to support, if the server is at fault. */
  reference?: string | null;
  headers?: Record<string, string>;
};

/** Whether a browser asks for a page, judged by the header "accept". */
export const isPageRequest = (accept: string | null | undefined): boolean =>
  (accept ?? '').includes('text/html');

/**
 * Sends a refusal outside pages and procedures: a small page for a browser, and for any other client the
 * format of a procedure's error. Closes the connection without waiting for the rest of an unread body.
 */
export function sendRefusal(request: IncomingMessage, response: ServerResponse, refusal: HttpRefusal): void {
  if (response.headersSent || response.destroyed) return void response.destroy();
  const { status, code, sentence, reference = null } = refusal;
  const asPage = isPageRequest(request.headers.accept);
  const body = asPage
    ? buildPage(refusal)
    : JSON.stringify({
        error: {
          message: sentence,
          // The code of JSON-RPC; without it tRPC clients would not recognise the error.
          code: status >= 500 ? -32603 : -32600,
          data: { httpStatus: status, stableCode: code, sentence, fields: [], current: null, reference },
        },
      });
  response.writeHead(status, {
    'content-type': asPage ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    ...(asPage
      ? { 'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'" }
      : {}),
    ...(request.complete ? {} : { connection: 'close' }),
    ...refusal.headers,
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

function buildPage({ status, sentence, reference }: HttpRefusal): string {
  const title = describeStatus(status);
  return (
    '<!doctype html><html lang="en-GB"><meta charset="utf-8">' +
    '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">' +
    `<title>${title} · Bohol tracker</title>` +
    '<style>body{font:1.0625rem/1.5 system-ui,sans-serif;max-width:40rem;margin:3rem auto;padding:0 1rem}</style>' +
    `<h1>${title}</h1><p>${sentence}</p>` +
    (reference ? `<p>Reference: ${reference}</p>` : '') +
    (status === 503 || status === 413 || status === 429
      ? '<p>Go back in your browser: what you typed is still there.</p>'
      : '') +
    '</html>'
  );
}
