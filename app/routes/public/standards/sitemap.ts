import { ask } from '#app/features/errors/ask.ts';
import { createDocument } from '#app/features/standards/exchange-document.ts';
import { requestContext } from '#app/request-context.ts';
import { listPages } from '#server/domain/standards/sitemap/serialise-sitemap.ts';
import { sitePaths } from '#server/domain/search/site-pages.ts';
import { serialiseRobots, serialiseSitemap } from '#server/domain/standards/sitemap/serialise-sitemap.ts';
import type { Route } from './+types/sitemap';

/**
 * What search engines ask for: "robots.txt" says what they may read, "sitemap.xml" lists the public pages of the newest
 * publication of the leading plan, in all languages.
 */
export async function loader({ context, pattern }: Route.LoaderArgs) {
  const { publicCaller, requestId, origin } = context.get(requestContext);
  if (pattern.endsWith('robots.txt')) {
    return createDocument({ type: 'text/plain; charset=utf-8', body: serialiseRobots(origin) });
  }
  const { publication, publications } = await ask(requestId, () => publicCaller.dashboard.publications({}));
  const pages = publication
    ? listPages(await ask(requestId, () => publicCaller.dashboard.exchange({})), publications)
    : sitePaths;
  return createDocument({
    type: 'application/xml; charset=utf-8',
    body: serialiseSitemap(origin, pages, publication?.publishedAt.slice(0, 10) ?? null),
  });
}
