import { createCsvResponse } from '#app/features/data/csv-response.ts';
import { buildDefinitionColumns } from '#app/features/data/value-csv.ts';
import { ask } from '#app/features/errors/ask.ts';
import { readPublication } from '#app/features/publication/link.ts';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/indicators-csv';

/** Every public indicator with its definition, one line each. */
export async function loader({ context, request }: Route.LoaderArgs) {
  const { publicCaller, requestId, origin } = context.get(requestContext);
  const { publication, indicators } = await ask(requestId, () =>
    publicCaller.dashboard.definitions({ publication: readPublication(request.url) }),
  );
  return createCsvResponse(
    `bohol-indicators-publication-${publication.number}`,
    buildDefinitionColumns(origin, publication.number),
    indicators,
  );
}
