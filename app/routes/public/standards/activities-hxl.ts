import { createDocument, readExchange } from '#app/features/standards/exchange-document.ts';
import { streamCsv } from '#server/exports/csv/write-csv.ts';
import { requestContext } from '#app/request-context.ts';
import { buildHxlActivityColumns, listHxlActivities } from '#server/domain/standards/hxl/hxl-columns.ts';
import type { Route } from './+types/activities-hxl';

/** Every activity in every round with a line of HXL tags. */
export async function loader({ context, request }: Route.LoaderArgs) {
  const { exchange, addresses } = await readExchange(context.get(requestContext), request.url);
  const columns = buildHxlActivityColumns({ exchange, addresses });
  return createDocument({
    type: 'text/csv; charset=utf-8; header=present',
    publication: exchange.publication,
    body: streamCsv(columns, [listHxlActivities(exchange)], [columns.map(({ tag }) => tag)]),
    fileName: `bohol-activities-publication-${exchange.publication.number}.hxl.csv`,
  });
}
