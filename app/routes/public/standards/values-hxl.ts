import {
  createValueDocument,
  describeSize,
  readExchange,
} from '#app/features/standards/exchange-document.ts';
import { streamCsv } from '#server/exports/csv/write-csv.ts';
import { requestContext } from '#app/request-context.ts';
import { buildHxlValueColumns } from '#server/domain/standards/hxl/hxl-columns.ts';
import type { Route } from './+types/values-hxl';

/** Every public figure with a line of HXL tags. */
export async function loader({ context, request }: Route.LoaderArgs) {
  const { exchange, addresses, read } = await readExchange(context.get(requestContext), request.url);
  const columns = buildHxlValueColumns({ exchange, addresses });
  return createValueDocument(
    {
      type: 'text/csv; charset=utf-8; header=present',
      publication: exchange.publication,
      body: streamCsv(columns, read(), [columns.map(({ tag }) => tag)]),
      fileName: `bohol-values-publication-${exchange.publication.number}.hxl.csv`,
    },
    describeSize(exchange, request),
  );
}
