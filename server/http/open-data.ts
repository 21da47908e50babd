import type { IncomingMessage, ServerResponse } from 'node:http';
import { buildProblem, isProblemStatus, type ProblemStatus } from '#server/exports/problem.ts';
import { isPageRequest } from './refusal.ts';
import { createPublicLimits, type PublicLimits } from './public-limits.ts';

/** What other sites' scripts and pages may read: open data, the feed, and rows and pictures of figures. */
const openPaths =
  /^\/(data\/v1(\/.*)?|feed\.xml|indicators\/[^/]+\/values\.csv|figures\/[^/]+\/(rows|picture|slide|citation)\.[a-z]+|values\/[^/]+\/[^/]+\/[^/]+\/[^/]+\/(rows|citation)\.[a-z]+)$/;

/** Whether a request's URL is one of open data. */
export const isOpenAddress = (url: string): boolean => openPaths.test(url.split('?')[0] ?? '');

const allowed = 'GET, HEAD, OPTIONS';

/** Headers that other sites' scripts may read, besides the safelisted ones. */
const exposed = [
  'ETag',
  'Link',
  'Content-Disposition',
  'Accept-Ranges',
  'Content-Range',
  'Publication-Withdrawn',
  'RateLimit',
  'RateLimit-Policy',
  'Retry-After',
].join(', ');

/** Lets any site read a response. Cookies are ignored, so credentials are not allowed. */
export function setOpenHeaders(headers: Headers): void {
  headers.set('access-control-allow-origin', '*');
  headers.set('access-control-expose-headers', exposed);
  headers.set('cross-origin-resource-policy', 'cross-origin');
}

/**
 * Creates the front of open data: it answers CORS preflight requests and limits how often one address may
 * ask.
 */
export function createOpenFront(origin: string, limits: PublicLimits = createPublicLimits()) {
  function refuse(response: ServerResponse, status: ProblemStatus, detail: string): void {
    const headers = new Headers({ 'content-type': 'application/problem+json; charset=utf-8' });
    setOpenHeaders(headers);
    headers.set('cache-control', 'no-store');
    headers.set('x-content-type-options', 'nosniff');
    const body = JSON.stringify(buildProblem(origin, status, detail));
    headers.set('content-length', String(Buffer.byteLength(body)));
    response.setHeaders(headers);
    response.writeHead(status);
    response.end(response.req.method === 'HEAD' ? undefined : body);
  }

  function describeLimits(
    response: ServerResponse,
    states: Awaited<ReturnType<PublicLimits['take']>>['states'],
  ) {
    response.setHeader(
      'ratelimit-policy',
      states.map(({ name, quota, seconds }) => `"${name}";q=${quota};w=${seconds}`).join(', '),
    );
    response.setHeader(
      'ratelimit',
      states.map(({ name, left, reset }) => `"${name}";r=${left};t=${reset}`).join(', '),
    );
  }

  /**
   * Counts a request and refuses one to open data if there were too many. Returns how many seconds to wait,
   * or null.
   */
  async function take(
    response: ServerResponse,
    address: string,
    what: 'answers' | 'made',
    isOpen = true,
  ): Promise<number | null> {
    const { states, wait } = await limits.take(address, what);
    if (!isOpen) return wait;
    describeLimits(response, states);
    if (wait === null) return null;
    response.setHeader('retry-after', String(wait));
    refuse(response, 429, `This address has asked too often. Ask again in ${wait} seconds.`);
    return wait;
  }

  return {
    /** Called before any look-up. Returns false if the request has been answered here. */
    async admit(request: IncomingMessage, response: ServerResponse, address: string): Promise<boolean> {
      const { method = 'GET' } = request;
      if (method === 'OPTIONS') {
        response.writeHead(204, {
          'access-control-allow-origin': '*',
          'access-control-allow-methods': allowed,
          'access-control-allow-headers':
            'If-None-Match, If-Range, Range, Accept, Accept-Language, Content-Type',
          'access-control-max-age': '86400',
          allow: allowed,
        });
        response.end();
        return false;
      }
      if (method !== 'GET' && method !== 'HEAD') {
        response.setHeader('allow', allowed);
        refuse(response, 405, 'Open data can be read with GET and HEAD.');
        return false;
      }
      return (await take(response, address, 'answers')) === null;
    },
    /**
     * Called before any response that is not cached is made. Returns how many seconds to wait, or null if the
     * response may be made. Sends the refusal only for open data.
     */
    admitMaking: (response: ServerResponse, address: string, isOpen: boolean): Promise<number | null> =>
      take(response, address, 'made', isOpen),
    /** Reports a fault on our side; without a reference, that the database is not answering. */
    fail: (response: ServerResponse, reference: string | null): void => {
      if (reference === null) {
        response.setHeader('retry-after', '60');
        return refuse(response, 503, 'The database is not answering at the moment. Try again in a minute.');
      }
      const sentence = `Something went wrong on our side. Quote ${reference} to whoever runs the tracker.`;
      return refuse(response, 500, sentence);
    },
    /**
     * Turns a failed response into a problem document, except for the page that a browser gets if the file does
     * not exist, and opens all responses to other sites.
     */
    finish(response: Response, accept: string | null): Response {
      const type = response.headers.get('content-type') ?? '';
      const { status } = response;
      const isPage =
        (status === 404 || status === 410) && type.startsWith('text/html') && isPageRequest(accept);
      if (status < 400 || isPage || type.startsWith('application/problem+json')) {
        setOpenHeaders(response.headers);
        // Complete responses are cached, and cached responses can be requested in ranges.
        if (status === 200 && !response.headers.has('x-stream')) {
          response.headers.set('accept-ranges', 'bytes');
        }
        return response;
      }
      const known = isProblemStatus(status) ? status : status < 500 ? 400 : 500;
      const detail =
        known === 404 ? 'There is nothing at this address.' : 'The address cannot be answered as it is.';
      const headers = new Headers(response.headers);
      headers.set('content-type', 'application/problem+json; charset=utf-8');
      headers.delete('content-length');
      headers.delete('content-disposition');
      setOpenHeaders(headers);
      void response.body?.cancel();
      return new Response(JSON.stringify(buildProblem(origin, known, detail)), { status: known, headers });
    },
  };
}
