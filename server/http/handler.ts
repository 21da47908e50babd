import type { IncomingMessage, ServerResponse } from 'node:http';
import { availableParallelism } from 'node:os';
import { sendResponse } from '@remix-run/node-fetch-server';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import type { ServerBuild } from 'react-router';
import { toDomainError, getOutageCode, outage } from '#server/trpc/errors.ts';
import { appRouter } from '#server/trpc/root.ts';
import type { Application } from './application.ts';
import { parseLanguage } from '#server/domain/language/languages.ts';
import { serveData } from '#server/exports/serve-data.ts';
import { servePage } from './serve-page.ts';
import { getCaller } from './caller.ts';
import { parseRequestUrl } from './canonical-address.rules.ts';
import { compressPersonal } from './compress-answer.ts';
import { createOpenFront, isOpenAddress } from './open-data.ts';
import { sendPage } from './page-cache.ts';
import { createPendingAnswers, closeWhenStalled } from './pending-answers.ts';
import { servePreview, isPreviewAddress } from './preview-pages.ts';
import { isAllowedOrigin } from './origin.rules.ts';
import type { PublicLimits } from './public-limits.ts';
import { groupAddress } from '#server/domain/access/address-group.rules.ts';
import { parseForm } from './read-form.ts';
import { createBodyRooms, readBodyWithLimits } from './read-body-with-limits.ts';
import { type HttpRefusal, sendRefusal } from './refusal.ts';
import {
  createRequestId,
  forPerson,
  type OpenRequest,
  createRequestContexts,
  getClientAddress,
  toWebHeaders,
} from './request.ts';
import { createRoom } from './room.ts';
import { setSecurityHeaders } from './security-headers.ts';

const answeredMethods = ['GET', 'HEAD', 'POST', 'OPTIONS'];

/** How many procedures one batch may call. Our own pages call one at a time. */
const mostInBatch = 10;

/**
 * Returns the handler of all requests except for assets: procedures, pages and downloads. It sends cached
 * public responses first, before it reads or renders anything. Any other request of a stranger is counted by
 * address, waits for its turn and gets a limited share of memory; see docs/operations/limits.md.
 */
export function createHandler(
  application: Application,
  loadBuild: () => Promise<ServerBuild>,
  limits?: PublicLimits,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const { config, pages } = application;
  const isProduction = config.mode === 'production';
  const bodies = createBodyRooms();
  const pending = createPendingAnswers();
  const front = createOpenFront(config.origin, limits);
  // A few at a time are enough to wait for the database in parallel. Who signs in does not queue behind readers.
  const ofStrangers = { capacity: 4, perOwner: 2, waitMs: 20_000, waiting: 600, waitingPerOwner: 150 };
  const strangers = { reads: createRoom(ofStrangers), posts: createRoom(ofStrangers) };
  // What members read as a page or file. Their saves and calls never wait.
  const pagesOfMembers = createRoom({
    capacity: 2 * Math.max(2, availableParallelism()),
    perOwner: 4,
    waitMs: 20_000,
    waiting: 400,
    waitingPerOwner: 40,
  });

  return async function handle(incoming, outgoing) {
    const refuse = (refusal: HttpRefusal) => sendRefusal(incoming, outgoing, refusal);
    const method = incoming.method ?? 'GET';
    const url = parseRequestUrl(incoming.url ?? '/', incoming.headers.host ?? 'localhost');
    if (!url) return refuse({ status: 400, code: 'BAD_INPUT', sentence: 'The address cannot be read.' });
    incoming.url = url.pathname + url.search;
    const address = getClientAddress(incoming, config.origin);
    const owner = groupAddress(address);
    const isOpen = isOpenAddress(incoming.url);
    if (isOpen && !(await front.admit(incoming, outgoing, address))) return;
    // In development a cached page could be out of date.
    const cached = isProduction ? pages.find(incoming, application.publication.current) : null;
    if (cached) {
      return sendPage(pages, cached, incoming, outgoing, (body) => pending.end(outgoing, body, owner));
    }
    const requestId = createRequestId();
    const log = application.log.child({ requestId });
    const places: (() => void)[] = [];
    try {
      if (!answeredMethods.includes(method)) {
        return refuse({
          status: 405,
          code: 'NOT_FOUND',
          sentence: 'There is nothing here for this kind of request.',
          headers: { allow: answeredMethods.join(', ') },
        });
      }
      if (!isAllowedOrigin(readSource(incoming, method), config.origin)) {
        return refuse({ status: 403, code: 'FORBIDDEN', sentence: 'This request came from another site.' });
      }
      const { plain, path } = parseLanguage(url.pathname);
      if (plain && method === 'GET') {
        outgoing.writeHead(308, { location: `${path}${url.search}`, 'cache-control': 'no-store' }).end();
        return;
      }
      const caller = await getCaller(application.accounts, toWebHeaders(incoming));
      if (caller.kind !== 'member') {
        const wait = await front.admitMaking(outgoing, address, isOpen);
        if (wait !== null && isOpen) return;
        if (wait !== null) return refuse(tooMany(wait));
      }
      const received = await readBodyWithLimits(bodies, incoming, caller, owner);
      if (received.kind === 'too large') return refuse(tooLarge(received.most));
      if (received.kind === 'busy') return refuse(busy);
      places.push(received.release);
      const isProcedure = url.pathname.startsWith('/api/trpc/');
      let form: FormData | null = null;
      if (method === 'POST' && !isProcedure && Buffer.isBuffer(received.body)) {
        const parsed = await parseForm(incoming.headers['content-type'] ?? null, received.body);
        if ('status' in parsed) return refuse({ code: 'BAD_INPUT', ...parsed });
        form = parsed.form;
      }
      const isRead = method === 'GET' || method === 'HEAD';
      const isStranger = caller.kind !== 'member';
      const isPage = isRead && !isProcedure;
      if (isStranger || isPage) {
        const place = await (isStranger
          ? strangers[isRead ? 'reads' : 'posts'].enter(1, owner)
          : pagesOfMembers.enter(1, caller.session.viewer.personId));
        if (!place) return refuse(isRead ? busyPages : busy);
        places.push(place);
        // The client has left.
        if (outgoing.destroyed) return;
      }
      // HEAD of open data gets the headers of the whole response, which is then cached.
      const asked = isOpen ? 'GET' : method;
      const open = createRequestContexts(application, incoming, url, {
        body: isProcedure && Buffer.isBuffer(received.body) ? received.body : null,
        form,
        dropped: Buffer.isBuffer(received.body) ? 0 : received.body.dropped,
        caller,
        address,
        requestId,
        log,
        method: asked,
        isPage,
      });
      const response = isProcedure
        ? await answerTrpc(open)
        : isOpen
          ? await answerOpen(application, loadBuild, open, front)
          : isPreviewAddress(url.pathname)
            ? await servePreview(application, await loadBuild(), open)
            : await servePage(application, await loadBuild(), open);
      for (const cookie of open.cookies) response.headers.append('set-cookie', cookie);
      if (response.status === 429 && open.wait.seconds > 0) {
        response.headers.set('retry-after', String(open.wait.seconds));
      }
      response.headers.set('x-request-id', requestId);
      if (/^\/workspace[/.]|^\/workspace$/.test(url.pathname)) {
        // The service worker caches these pages for one person.
        response.headers.set(forPerson, (await open.viewer())?.personId ?? 'nobody');
      }
      setSecurityHeaders(response.headers, { https: config.https });
      if (response.status === 405 && !response.headers.has('allow'))
        response.headers.set('allow', 'GET, HEAD');
      if (response.status === 503) response.headers.set('retry-after', '60');
      if (response.status >= 400) response.headers.set('cache-control', 'no-store');
      else setSharedCaching(url, response);
      if (isProduction && isKeepable(asked, response, open.cookies)) {
        const headers = new Headers(response.headers);
        headers.delete('x-request-id');
        const page = pages.keep(incoming, {
          publication: application.publication.current,
          status: response.status,
          headers,
          body: Buffer.from(await response.arrayBuffer()),
        });
        return await sendPage(pages, page, incoming, outgoing, (body) => {
          leave(places);
          pending.end(outgoing, body, owner);
        });
      }
      // Open data is compressed elsewhere; any other response that is not cached is made for one person.
      const answer = isOpen
        ? response
        : await compressPersonal(open.request.headers, response, config.origin);
      await sendWhole(outgoing, answer, method, () => leave(places), owner);
    } catch (error) {
      if (incoming.destroyed || outgoing.destroyed) return log.debug({ err: error }, 'request broken off');
      const domain = toDomainError(error);
      const unavailable = domain?.code === 'UNAVAILABLE';
      if (unavailable) log.warn(getOutageCode(error), outage);
      else log.error({ err: error, url: incoming.url }, 'request failed');
      if (outgoing.headersSent) outgoing.destroy();
      else if (isOpen) front.fail(outgoing, unavailable ? null : requestId);
      else if (unavailable) {
        const headers = { 'retry-after': '60' };
        refuse({ status: 503, code: domain.code, sentence: domain.message, headers });
      } else {
        const sentence = 'Something went wrong on our side.';
        refuse({ status: 500, code: 'SERVER_FAULT', sentence, reference: requestId });
      }
    } finally {
      leave(places);
    }
  };

  /** Sends a response that is not cached. Frees its place before it is read, because readers may be slow. */
  async function sendWhole(
    outgoing: ServerResponse,
    response: Response,
    method: string,
    made: () => void,
    owner: string,
  ): Promise<void> {
    if (method === 'HEAD' || response.headers.has('x-stream') || !response.body) {
      made();
      closeWhenStalled(outgoing);
      await sendResponse(outgoing, response);
      // Nobody reads the body, so its source is released.
      if (method === 'HEAD') await response.body?.cancel();
      return;
    }
    const body = Buffer.from(await response.arrayBuffer());
    made();
    for (const [name, value] of response.headers) if (name !== 'set-cookie') outgoing.setHeader(name, value);
    const cookies = response.headers.getSetCookie();
    if (cookies.length > 0) outgoing.setHeader('set-cookie', cookies);
    outgoing.setHeader('content-length', body.length);
    outgoing.writeHead(response.status);
    pending.end(outgoing, body, owner);
  }
}

const leave = (places: (() => void)[]): void => places.forEach((release) => release());

const tooMany = (wait: number): HttpRefusal => ({
  status: 429,
  code: 'TOO_MANY_ATTEMPTS',
  sentence: `There were too many requests from your network. Try again in ${wait === 1 ? 'a second' : `${wait} seconds`}.`,
  headers: { 'retry-after': String(wait) },
});

const tooLarge = (most: number): HttpRefusal => ({
  status: 413,
  code: 'TOO_LARGE',
  sentence: `The request is too large: at most ${most >= 1024 * 1024 ? `${most / 1024 / 1024} MB` : `${most / 1024} KB`} are taken.`,
});

const busy: HttpRefusal = {
  status: 503,
  code: 'TOO_MANY_ATTEMPTS',
  sentence: 'The tracker is busy just now, and nothing was saved. Try again in a minute.',
  headers: { 'retry-after': '60' },
};

const busyPages: HttpRefusal = {
  status: 503,
  code: 'TOO_MANY_ATTEMPTS',
  sentence: 'Too many pages are asked for just now. Saving still works. Try again in a minute.',
  headers: { 'retry-after': '20' },
};

/** Where a request was made, judged by the browser's headers. */
const readSource = ({ headers }: IncomingMessage, method: string) => ({
  method,
  origin: headers.origin ?? null,
  fetchSite: headers['sec-fetch-site']?.toString() ?? null,
  host: headers.host ?? null,
});

/** A numbered publication never changes, but the pages around it do, so an hour. */
const numberedCacheControl = 'public, max-age=3600';

/**
 * Sets caching for shared caches separately from browsers (RFC 9213). Shared caches may respond with a stale
 * copy while they fetch a new one: a minute for the newest publication, a day for a numbered one. Browsers
 * revalidate every time, so that whoever publishes sees it at once.
 */
function setSharedCaching(url: URL, response: Response): void {
  if (!(response.headers.get('cache-control') ?? '').startsWith('public')) return;
  const isNumbered = url.searchParams.has('publication');
  if (isNumbered) response.headers.set('cache-control', numberedCacheControl);
  response.headers.set(
    'cdn-cache-control',
    isNumbered
      ? 'public, max-age=86400, stale-while-revalidate=604800'
      : 'public, max-age=60, stale-while-revalidate=600',
  );
}

/**
 * Whether a response may be cached: only complete responses marked as public, never streams or responses with a
 * cookie.
 */
function isKeepable(method: string, response: Response, cookies: string[]): boolean {
  return (
    method === 'GET' &&
    response.status === 200 &&
    cookies.length === 0 &&
    !response.headers.has('set-cookie') &&
    (response.headers.get('cache-control') ?? '').startsWith('public') &&
    !response.headers.has('x-stream')
  );
}

/** Answers a request for open data, from the export code or a page's loader. */
async function answerOpen(
  application: Application,
  loadBuild: () => Promise<ServerBuild>,
  open: OpenRequest,
  front: ReturnType<typeof createOpenFront>,
): Promise<Response> {
  const { published, config } = application;
  const answer = await serveData({ published, origin: config.origin }, open.request);
  return front.finish(
    answer ?? (await servePage(application, await loadBuild(), open)),
    open.request.headers.get('accept'),
  );
}

/** Whether a procedure reads only published data. */
const isPublished = (path: string): boolean => path.startsWith('dashboard.');

async function answerTrpc(open: OpenRequest): Promise<Response> {
  const answer = await fetchRequestHandler({
    endpoint: '/api/trpc',
    req: open.request,
    router: appRouter,
    createContext: open.context,
    allowMethodOverride: false,
    maxBatchSize: mostInBatch,
    // Published data is the same for everyone and cached like pages.
    responseMeta: ({ paths, type, errors }) => ({
      headers: new Headers({
        'cache-control':
          type === 'query' && errors.length === 0 && (paths ?? ['']).every(isPublished)
            ? 'public, no-cache'
            : 'no-store',
      }),
    }),
  });
  return new Response(answer.body, answer);
}
