import {
  createDocument,
  createValueDocument,
  describeSize,
  readExchange,
} from '#app/features/standards/exchange-document.ts';
import { requestContext } from '#app/request-context.ts';
import {
  buildHxlActivityColumns,
  buildHxlValueColumns,
  listHxlActivities,
} from '#server/domain/standards/hxl/hxl-columns.ts';
import { serialiseCsvPages } from '#server/exports/csv/serialise-csv.ts';
import type { Route } from './+types/hxl';

const type = 'text/csv; charset=utf-8; header=present';

/** CSV with a line of HXL tags: every public figure, or every activity in every round. */
export async function loader({ context, request, pattern }: Route.LoaderArgs) {
  const { exchange, addresses, read } = await readExchange(context.get(requestContext), request.url);
  const { publication } = exchange;
  if (pattern.endsWith('/activities.hxl.csv')) {
    const columns = buildHxlActivityColumns({ exchange, addresses });
    return createDocument({
      type,
      publication,
      body: serialiseCsvPages(columns, [listHxlActivities(exchange)], [columns.map(({ tag }) => tag)]),
      fileName: `bohol-activities-publication-${publication.number}.hxl.csv`,
    });
  }
  const columns = buildHxlValueColumns({ exchange, addresses });
  return createValueDocument(
    {
      type,
      publication,
      body: serialiseCsvPages(columns, read(), [columns.map(({ tag }) => tag)]),
      fileName: `bohol-values-publication-${publication.number}.hxl.csv`,
    },
    describeSize(exchange, request),
  );
}
