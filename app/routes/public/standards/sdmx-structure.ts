import { createDocument, readExchange } from '#app/features/standards/exchange-document.ts';
import { requestContext } from '#app/request-context.ts';
import { buildStructureMessage } from '#server/domain/standards/sdmx/write-structure.ts';
import type { Route } from './+types/sdmx-structure';

/** The structure of values.sdmx.csv as an SDMX-JSON structure message. */
export async function loader({ context, request }: Route.LoaderArgs) {
  const { exchange, addresses } = await readExchange(context.get(requestContext), request.url);
  return createDocument({
    type: 'application/vnd.sdmx.structure+json; version=2.0.0; charset=utf-8',
    publication: exchange.publication,
    body: JSON.stringify(buildStructureMessage({ exchange, addresses })),
  });
}
