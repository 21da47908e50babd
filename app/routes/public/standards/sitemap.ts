import { ask } from '#app/features/errors/ask.ts';
import { createDocument } from '#app/features/standards/document-response.ts';
import { requestContext } from '#app/request-context.ts';
import { listPages, pagesWithStatus, writeSitemap } from '#server/domain/standards/sitemap/write-sitemap.ts';
import type { Route } from './+types/sitemap';

/** Public pages of the newest publication of the leading plan, in all languages. */
export async function loader({ context }: Route.LoaderArgs) {
  const { publicCaller, requestId, origin } = context.get(requestContext);
  const { publication, publications } = await ask(requestId, () => publicCaller.dashboard.publications({}));
  const pages = publication
    ? listPages(await ask(requestId, () => publicCaller.dashboard.exchange({})), publications)
    : pagesWithStatus;
  return createDocument({
    type: 'application/xml; charset=utf-8',
    body: writeSitemap(origin, pages, publication?.publishedAt.slice(0, 10) ?? null),
  });
}
