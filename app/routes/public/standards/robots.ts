import { createDocument } from '#app/features/standards/exchange-document.ts';
import { requestContext } from '#app/request-context.ts';
import { writeRobots } from '#server/domain/standards/sitemap/write-sitemap.ts';
import type { Route } from './+types/robots';

/** What search engines may read. */
export function loader({ context }: Route.LoaderArgs) {
  return createDocument({
    type: 'text/plain; charset=utf-8',
    body: writeRobots(context.get(requestContext).origin),
  });
}
