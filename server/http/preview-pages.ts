import { randomBytes } from 'node:crypto';
import type { ServerBuild } from 'react-router';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { previewPages } from '#server/use-cases/publication/preview-pages.ts';
import type { Application } from './application.ts';
import { createPageAnswer } from './page-answer.ts';
import { buildPageContext } from './page-context.ts';
import type { OpenRequest } from './request.ts';
import { buildContentSecurityPolicy } from './security-headers.ts';

const previewPath = /^\/secretariat\/preview\/([^/]+)(\/.*)?$/;

/** Whether a URL is that of a public page in the preview of a publication that is not made yet. */
export const isPreviewAddress = (pathname: string): boolean => previewPath.test(pathname);

/**
 * Responds with a real public page, drawn from the publication that would be made now. Every request builds
 * the preview anew, so it is never older than its sources. Each page says that it is a preview and is never
 * cached. Redirects somebody who may not preview, or a round that cannot be published, to the page that says
 * why.
 */
export async function servePreview(
  application: Application,
  build: ServerBuild,
  open: OpenRequest,
): Promise<Response> {
  const url = new URL(open.request.url);
  const [, name = '', rest] = previewPath.exec(url.pathname) ?? [];
  const back = `/secretariat/publish/${name}`;
  if (open.request.method !== 'GET' && open.request.method !== 'HEAD') return lead(back);
  if (rest === undefined) return lead(`${url.pathname}/`);
  const round = decode(name);
  try {
    const context = await open.context();
    const found = await previewPages(context, { round });
    if ('publication' in found) return lead(`/?publication=${found.publication}`);
    const { published, leads } = found;
    const previewNotice = [
      `Preview, not published. This page shows what would be public if ${round} were published now; nobody else can see it.`,
      ...(leads ? [] : ['Another plan leads, so the front page itself would stay as it is.']),
    ].join(' ');
    const nonce = randomBytes(16).toString('base64url');
    const answer = createPageAnswer(
      { ...build, basename: `/secretariat/preview/${name}` },
      application.config,
    );
    const response = await answer(
      open.request,
      buildPageContext(application, build, open, nonce, {
        publicContext: { ...open.publicContext, published },
        previewNotice,
      }),
    );
    return finish(response, nonce, application.config.mode === 'development');
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return error.code === 'UNAUTHENTICATED'
      ? lead(`/sign-in?next=${encodeURIComponent(url.pathname + url.search)}`)
      : lead(back);
  }
}

function finish(response: Response, nonce: string, development: boolean): Response {
  const headers = new Headers(response.headers);
  headers.set('cache-control', 'no-store');
  headers.set('x-robots-tag', 'noindex, nofollow, noarchive');
  if ((headers.get('content-type') ?? '').startsWith('text/html')) {
    headers.set(
      'content-security-policy',
      buildContentSecurityPolicy([`'nonce-${nonce}'`, ...(development ? ["'unsafe-eval'"] : [])], {
        development,
      }),
    );
  }
  return new Response(response.body, { status: response.status, headers });
}

const lead = (location: string): Response =>
  new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store' } });

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
