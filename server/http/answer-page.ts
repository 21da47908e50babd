import { randomBytes } from 'node:crypto';
import { createRequestHandler, type ServerBuild } from 'react-router';
import { type LanguageCode, readLanguage } from '#server/domain/language/languages.ts';
import type { Application } from './application.ts';
import { buildPageContext } from './page-context.ts';
import type { OpenRequest } from './request.ts';
import { buildContentSecurityPolicy, replaceNonceByHashes } from './security-headers.ts';

/** Renders a page, or runs its action, in the language that its address names. */
export async function answerPage(
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
