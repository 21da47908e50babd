import type { HeldBackFigure } from '#app/contract.ts';
import { ask } from '#app/features/errors/ask.ts';
import { requestContext } from '#app/request-context.ts';
import { type CsvColumn, serialiseCsv } from '#server/exports/csv/serialise-csv.ts';
import type { Route } from './+types/suppressed-csv';

/** The first rule is the one for which the figure counts. Reasons reveal more than the figure may. */
const columns: CsvColumn<HeldBackFigure>[] = [
  { name: 'indicator_code', cell: ({ indicator }) => indicator },
  { name: 'round_code', cell: ({ round }) => round },
  { name: 'scope', cell: ({ scope }) => scope },
  { name: 'dimension_code', cell: ({ dimension }) => dimension },
  { name: 'category_code', cell: ({ category }) => category },
  { name: 'least', cell: ({ range }) => range?.least ?? null },
  { name: 'most', cell: ({ range }) => range?.most ?? null },
  { name: 'rules', cell: ({ reasons }) => reasons.map(({ code }) => code).join('; ') },
  { name: 'reasons', cell: ({ reasons }) => reasons.map(({ sentence }) => sentence).join(' ') },
];

/** A line for each figure of a round that would be suppressed, if it were published now. For the secretariat only. */
export async function loader({ context, params: { round } }: Route.LoaderArgs) {
  const { caller, requestId } = context.get(requestContext);
  const figures = await ask(requestId, () => caller.publication.suppressed({ round }));
  return new Response(serialiseCsv(columns, figures), {
    headers: {
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': `attachment; filename="bohol-suppressed-${encodeURIComponent(round)}-restricted.csv"`,
      'cache-control': 'no-store',
    },
  });
}
