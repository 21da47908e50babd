import { ask } from '#app/features/errors/ask.ts';
import { createDocument, readExchange } from '#app/features/standards/exchange-document.ts';
import { requestContext } from '#app/request-context.ts';
import { buildCatalog } from '#server/domain/standards/dcat/build-catalog.ts';
import type { Route } from './+types/catalog';

/** What there is to take away, as a DCAT catalogue. */
export async function loader({ context, request }: Route.LoaderArgs) {
  const given = context.get(requestContext);
  const { exchange } = await readExchange(given, request.url);
  const { publications } = await ask(given.requestId, () => given.publicCaller.dashboard.publications({}));
  return createDocument({
    type: 'application/ld+json; charset=utf-8',
    publication: exchange.publication,
    // What came out later is not in a catalogue that keeps to a publication.
    body: JSON.stringify(
      buildCatalog(
        exchange,
        publications.filter(({ number }) => number <= exchange.publication.number),
        given.origin,
      ),
    ),
  });
}
