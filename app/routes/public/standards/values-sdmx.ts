import {
  createValueDocument,
  describeSize,
  readExchange,
} from '#app/features/standards/exchange-document.ts';
import { streamCsv } from '#server/exports/csv/write-csv.ts';
import { requestContext } from '#app/request-context.ts';
import { buildSdmxColumns } from '#server/domain/standards/sdmx/sdmx-components.ts';
import type { Route } from './+types/values-sdmx';

/** Every public figure as SDMX-CSV 2.0. */
export async function loader({ context, request }: Route.LoaderArgs) {
  const { exchange, addresses, read } = await readExchange(context.get(requestContext), request.url);
  return createValueDocument(
    {
      type: 'application/vnd.sdmx.data+csv; version=2.0.0; charset=utf-8',
      publication: exchange.publication,
      body: streamCsv(buildSdmxColumns({ exchange, addresses }), read()),
      fileName: `bohol-values-publication-${exchange.publication.number}.sdmx.csv`,
    },
    describeSize(exchange, request),
  );
}
