import { createCsvResponse } from '#app/features/data/csv-response.ts';
import { ask } from '#app/features/errors/ask.ts';
import { buildCountColumns, listCountLines } from '#app/features/plan/plan-csv.ts';
import { requireOverview } from '#app/features/plan/require-overview.ts';
import { readPublication } from '#app/features/publication/link.ts';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/status-by-area-csv';

/** The figure "activities by thematic area and status" of the overview. */
export async function loader({ context, request }: Route.LoaderArgs) {
  const { publicCaller, requestId, origin } = context.get(requestContext);
  const { publication, statuses, areas } = requireOverview(
    await ask(requestId, () =>
      publicCaller.dashboard.overview({ publication: readPublication(request.url) }),
    ),
  );
  return createCsvResponse(
    `bohol-status-by-area-publication-${publication.number}`,
    buildCountColumns(origin, publication.number, 'area', ({ group }) => `/areas/${group.code}`),
    areas.flatMap((area) => listCountLines(area, publication.round, area.counts, statuses)),
  );
}
