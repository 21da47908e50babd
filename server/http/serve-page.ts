import { randomBytes } from 'node:crypto';
import type { ServerBuild } from 'react-router';
import { type LanguageCode, parseLanguage } from '#server/domain/language/languages.ts';
import type { Application } from './application.ts';
import { createPageAnswer, type PageAnswer } from './page-answer.ts';
import { buildPageContext } from './page-context.ts';
import type { OpenRequest } from './request.ts';
import { buildContentSecurityPolicy, replaceNonceByHashes } from './security-headers.ts';

/** Renders a page, or runs its action, in the language of its URL. */
export async function servePage(
  application: Application,
  build: ServerBuild,
  open: OpenRequest,
): Promise<Response> {
  const { language } = parseLanguage(new URL(open.request.url).pathname);
  const nonce = randomBytes(16).toString('base64url');
  const context = buildPageContext(application, build, open, nonce);
  const answer = findPageAnswer(build, language, application.config);
  const response = await answer(open.request, context);
  const type = response.headers.get('content-type') ?? '';
  if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store');
  // Embedded pages set their own policy.
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
  const body = Buffer.from(await response.arrayBuffer());
  // A page that is read as it comes has no scripts of its own.
  const page = body.includes(nonce)
    ? replaceNonceByHashes(body.toString('utf8'), nonce)
    : { html: body, hashes: [] };
  response.headers.set('content-security-policy', buildContentSecurityPolicy(page.hashes, { development }));
  return new Response(page.html, { status: response.status, headers: response.headers });
}

const answers = new WeakMap<ServerBuild, Map<LanguageCode, PageAnswer>>();

/**
 * Returns the handler of a language: the same pages below a prefix such as "/th", so that links get the
 * prefix too.
 */
function findPageAnswer(
  build: ServerBuild,
  language: LanguageCode,
  config: Application['config'],
): PageAnswer {
  const known = answers.get(build) ?? new Map<LanguageCode, PageAnswer>();
  answers.set(build, known);
  const answer =
    known.get(language) ??
    createPageAnswer(language === 'en' ? build : { ...build, basename: `/${language}` }, config);
  known.set(language, answer);
  return answer;
}
