import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendResponse } from '@remix-run/node-fetch-server';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { createRequestHandler, type ServerBuild } from 'react-router';
import { asDomainError, describeOutage, outage } from '#server/trpc/errors.ts';
import { appRouter } from '#server/trpc/root.ts';
import type { Application } from './application.ts';
import { type LanguageCode, readLanguage } from '#server/domain/language/languages.ts';
import { answerData } from '#server/data/answer-data.ts';
import { createOpenFront, isOpenAddress } from './open-data.ts';
import { buildPageContext } from './page-context.ts';
import { answerPreview, isPreviewAddress } from './preview-pages.ts';
import { isAllowedOrigin } from './origin.rules.ts';
import { receiveBody } from './receive-body.ts';
import type { PublicLimits } from './public-limits.ts';
import { createRequestId, forPerson, openRequest, readAddress } from './request.ts';
import { buildContentSecurityPolicy, replaceNonceByHashes, setSecurityHeaders } from './security-headers.ts';
import { createUploadSpace } from './upload-space.ts';

const answeredMethods = ['GET', 'HEAD', 'POST', 'OPTIONS'];

/**
 * Answers every request that is not a file: tRPC, pages and downloads. Kept public pages go out first, before
 * anything is read or rendered.
 */
export function createHandler(
  application: Application,
  loadBuild: () => Promise<ServerBuild>,
  limits?: PublicLimits,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const { config, pages } = application;
  const space = createUploadSpace();
  const front = createOpenFront(config.origin, limits);
  return async function handle(incoming, outgoing) {
    const address = readAddress(incoming, config.origin);
    const isOpen = isOpenAddress(incoming.url ?? '/');
    if (isOpen && !(await front.admit(incoming, outgoing, address))) return;
    // While somebody works on the code a kept page would be an old one.
    if (config.mode === 'production' && pages.send(incoming, outgoing, application.publication.current))
      return;
    if (isOpen && !(await front.admitMaking(outgoing, address))) return;
    const requestId = createRequestId();
    const log = application.log.child({ requestId });
    let release = () => {};
    try {
      const method = incoming.method ?? 'GET';
      if (!answeredMethods.includes(method)) {
        return sendRefusal(outgoing, 405, 'NOT_FOUND', 'There is nothing here for this kind of request.');
      }
      const url = readUrl(incoming);
      if (!url) return sendRefusal(outgoing, 400, 'BAD_INPUT', 'The address cannot be read.');
      if (
        !isAllowedOrigin(
          {
            method,
            origin: incoming.headers.origin ?? null,
            fetchSite: incoming.headers['sec-fetch-site']?.toString() ?? null,
            host: incoming.headers.host ?? null,
          },
          config.origin,
        )
      ) {
        return sendRefusal(outgoing, 403, 'FORBIDDEN', 'This request came from another site.');
      }
      const { plain, path } = readLanguage(url.pathname);
      if (plain && method === 'GET') {
        outgoing.writeHead(308, { location: `${path}${url.search}`, 'cache-control': 'no-store' }).end();
        return;
      }
      const received = await receiveBody(application, space, incoming, url);
      if (received.kind === 'too large') {
        return sendRefusal(outgoing, 413, 'TOO_LARGE', 'The request is too large: at most 8 MB are taken.');
      }
      if (received.kind === 'busy') {
        const sentence = 'Many files are arriving just now, and nothing was stored.';
        return sendLater(incoming, outgoing, 'TOO_MANY_ATTEMPTS', sentence);
      }
      release = received.release;
      // The head of open data is that of the whole answer, which is then kept for whoever asks for it.
      const asked = isOpen ? 'GET' : method;
      const open = openRequest(application, incoming, url, received.body, { requestId, log, method: asked });
      const response = url.pathname.startsWith('/api/trpc/')
        ? await answerTrpc(open)
        : isOpen
          ? await answerOpen(application, loadBuild, open, front)
          : isPreviewAddress(url.pathname)
            ? await answerPreview(application, await loadBuild(), open)
            : await answerPage(application, await loadBuild(), open);
      for (const cookie of open.cookies) response.headers.append('set-cookie', cookie);
      response.headers.set('x-request-id', requestId);
      if (/^\/workspace[/.]|^\/workspace$/.test(url.pathname)) {
        // What browsers keep of these pages is kept for one person.
        response.headers.set(forPerson, (await open.viewer().catch(() => null))?.personId ?? 'nobody');
      }
      setSecurityHeaders(response.headers, { https: config.https });
      if (response.status === 405 && !response.headers.has('allow'))
        response.headers.set('allow', 'GET, HEAD');
      if (response.status === 503) response.headers.set('retry-after', '60');
      if (response.status >= 400) response.headers.set('cache-control', 'no-store');
      else setSharedCaching(url, response);
      if (config.mode === 'production' && isKeepable(asked, response, open.cookies)) {
        const headers = new Headers(response.headers);
        headers.delete('x-request-id');
        await pages.keepAndSend(incoming, outgoing, {
          publication: application.publication.current,
          status: response.status,
          headers,
          body: Buffer.from(await response.arrayBuffer()),
        });
      } else {
        await sendResponse(outgoing, response);
        // Nobody reads on: what was being read for it is let go.
        if (method === 'HEAD') await response.body?.cancel();
      }
    } catch (error) {
      const unavailable = asDomainError(error)?.code === 'UNAVAILABLE';
      if (unavailable) log.warn(describeOutage(error), outage);
      else log.error({ err: error, url: incoming.url }, 'request failed');
      if (outgoing.headersSent) outgoing.destroy();
      else if (isOpen) front.fail(outgoing, unavailable ? null : requestId);
      else if (unavailable)
        sendLater(incoming, outgoing, 'UNAVAILABLE', 'The database is not answering at the moment.');
      else sendRefusal(outgoing, 500, 'SERVER_FAULT', 'Something went wrong on our side.', requestId);
    } finally {
      release();
    }
  };
}

/** What stands in a numbered publication never changes; an hour, since the pages around it do. */
const numberedCacheControl = 'public, max-age=3600';

/**
 * Shared caches that can be told apart from browsers (RFC 9213) may answer with what they have while they fetch what is
 * new: a minute for the newest publication, a day for a numbered one. Browsers ask each time, so that whoever publishes
 * sees it at once.
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

/** The address as it was asked for; null when it is none. */
function readUrl(incoming: IncomingMessage): URL | null {
  const path = incoming.url ?? '/';
  const host = incoming.headers.host ?? 'localhost';
  // A path of two slashes would be read as another host.
  return path.startsWith('//') ? null : URL.parse(path, `http://${host}`);
}

/** Only whole answers that name themselves public: streams and anything with a cookie go straight through. */
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

type OpenRequest = ReturnType<typeof openRequest>;

/** Open data, whoever makes it: our own answers need no page. */
async function answerOpen(
  application: Application,
  loadBuild: () => Promise<ServerBuild>,
  open: OpenRequest,
  front: ReturnType<typeof createOpenFront>,
): Promise<Response> {
  const { connections, config } = application;
  const answer = await answerData({ database: connections.public, origin: config.origin }, open.request);
  return front.finish(answer ?? (await answerPage(application, await loadBuild(), open)));
}

async function answerTrpc(open: OpenRequest): Promise<Response> {
  const answer = await fetchRequestHandler({
    endpoint: '/api/trpc',
    req: open.request,
    router: appRouter,
    createContext: open.context,
    allowMethodOverride: false,
  });
  const response = new Response(answer.body, answer);
  response.headers.set('cache-control', 'no-store');
  return response;
}

async function answerPage(
  application: Application,
  build: ServerBuild,
  open: OpenRequest,
): Promise<Response> {
  const { language } = readLanguage(new URL(open.request.url).pathname);
  const nonce = randomBytes(16).toString('base64url');
  const context = buildPageContext(application, build, open, nonce);
  const answer = findRequestHandler(build, language, application.config.mode);
  const response = await answer(open.request, context);
  const type = response.headers.get('content-type') ?? '';
  if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store');
  // What is shown on other sites has a policy of its own.
  if (!type.startsWith('text/html') || response.headers.has('content-security-policy')) return response;
  const development = application.config.mode === 'development';
  if (!(response.headers.get('cache-control') ?? '').startsWith('public') || development) {
    response.headers.set(
      'content-security-policy',
      buildContentSecurityPolicy([`'nonce-${nonce}'`, ...(development ? ["'unsafe-eval'"] : [])], {
        development,
      }),
    );
    return response;
  }
  const page = replaceNonceByHashes(await response.text(), nonce);
  response.headers.set('content-security-policy', buildContentSecurityPolicy(page.hashes, { development }));
  return new Response(page.html, { status: response.status, headers: response.headers });
}

type PageHandler = ReturnType<typeof createRequestHandler>;
const handlers = new WeakMap<ServerBuild, Map<LanguageCode, PageHandler>>();

/** Answers with pages in a language: the same pages below "/th", where addresses of links follow by themselves. */
function findRequestHandler(build: ServerBuild, language: LanguageCode, mode: string): PageHandler {
  const known = handlers.get(build) ?? new Map<LanguageCode, PageHandler>();
  handlers.set(build, known);
  const handler =
    known.get(language) ??
    createRequestHandler(language === 'en' ? build : { ...build, basename: `/${language}` }, mode);
  known.set(language, handler);
  return handler;
}

/** For what may work in a minute: a page that the browser's "back" leads from, to a form as it was filled. */
function sendLater(
  incoming: IncomingMessage,
  response: ServerResponse,
  code: string,
  sentence: string,
): void {
  const wantsPage = (incoming.headers.accept ?? '').includes('text/html');
  response.setHeader('retry-after', '60');
  if (!wantsPage) return sendRefusal(response, 503, code, `${sentence} Try again in a minute.`);
  response.writeHead(503, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'",
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.end(
    `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>Try again in a minute · Bohol tracker</title><h1>Try again in a minute</h1><p>${sentence} Go back: what you typed is still there.</p></html>`,
  );
}

/** An answer outside pages and procedures, in the same form as a procedure's error. */
function sendRefusal(
  response: ServerResponse,
  status: number,
  code: string,
  sentence: string,
  reference: string | null = null,
): void {
  const body = JSON.stringify({
    error: { message: sentence, data: { stableCode: code, sentence, fields: [], current: null, reference } },
  });
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...(status === 413 ? { connection: 'close' } : {}),
    ...(status === 405 ? { allow: answeredMethods.join(', ') } : {}),
  });
  response.end(body);
}
