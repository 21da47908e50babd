import { ask } from '#app/features/errors/ask.ts';
import { createDocument } from '#app/features/standards/exchange-document.ts';
import { requestContext } from '#app/request-context.ts';
import { summariseChanges, serialiseFeed } from '#server/domain/standards/atom/serialise-feed.ts';
import type { Route } from './+types/feed';

/** Readers of feeds want what is new; all publications are at their page. */
const mostEntries = 20;

/** Publications of all plans as an Atom feed, newest first. */
export async function loader({ context }: Route.LoaderArgs) {
  const { publicCaller, requestId, origin } = context.get(requestContext);
  const { publication, publications } = await ask(requestId, () => publicCaller.dashboard.publications({}));
  const entries = [];
  for (const listed of publications.slice(0, mostEntries)) {
    const { changes } = await ask(requestId, () =>
      publicCaller.dashboard.publication({ number: listed.number }),
    );
    entries.push({
      ...listed,
      publishedAt: new Date(listed.publishedAt).toISOString(),
      withdrawn: listed.withdrawn && {
        ...listed.withdrawn,
        at: new Date(listed.withdrawn.at).toISOString(),
      },
      summary: summariseChanges({ ...listed, changes }),
    });
  }
  return createDocument({
    type: 'application/atom+xml; charset=utf-8',
    body: serialiseFeed({
      origin,
      planTitle: publication?.planTitle ?? 'Bohol tracker',
      // Of several plans each entry has its own.
      notice: publication?.hasOtherPlans ? '' : (publication?.notice ?? ''),
      entries,
    }),
  });
}
