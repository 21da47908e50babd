import {
  createDocument,
  createValueDocument,
  describeSize,
  readExchange,
} from '#app/features/standards/exchange-document.ts';
import { requestContext } from '#app/request-context.ts';
import { buildSdmxColumns } from '#server/domain/standards/sdmx/sdmx-components.ts';
import { buildStructureMessage } from '#server/domain/standards/sdmx/write-structure.ts';
import { serialiseCsvPages } from '#server/exports/csv/serialise-csv.ts';
import type { Route } from './+types/sdmx';

/** Every public figure as SDMX-CSV 2.0, or the structure of that file as an SDMX-JSON structure message. */
export async function loader({ context, request, pattern }: Route.LoaderArgs) {
  const { exchange, addresses, read } = await readExchange(context.get(requestContext), request.url);
  const { publication } = exchange;
  if (pattern.endsWith('/structure.json')) {
    return createDocument({
      type: 'application/vnd.sdmx.structure+json; version=2.0.0; charset=utf-8',
      publication,
      body: JSON.stringify(buildStructureMessage({ exchange, addresses })),
    });
  }
  return createValueDocument(
    {
      type: 'application/vnd.sdmx.data+csv; version=2.0.0; charset=utf-8',
      publication,
      body: serialiseCsvPages(buildSdmxColumns({ exchange, addresses }), read()),
      fileName: `bohol-values-publication-${publication.number}.sdmx.csv`,
    },
    describeSize(exchange, request),
  );
}
