import { createCsvResponse } from '#app/features/data/csv-response.ts';
import { ask } from '#app/features/errors/ask.ts';
import { buildActivityColumns } from '#app/features/plan/plan-csv.ts';
import { readFilter } from '#app/features/plan/plan-filter.ts';
import { readPublication } from '#app/features/publication/link.ts';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/activities-csv';

/** Every activity in every round; narrowed by the same words in the address as the page of the plan. */
export async function loader({ context, request }: Route.LoaderArgs) {
  const { publicCaller, requestId, origin } = context.get(requestContext);
  const { publication, lines } = await ask(requestId, () =>
    publicCaller.dashboard.activityStatuses({
      ...readFilter(request.url),
      publication: readPublication(request.url),
    }),
  );
  return createCsvResponse(
    `bohol-activities-publication-${publication.number}`,
    buildActivityColumns(origin, publication.number),
    lines,
  );
}
