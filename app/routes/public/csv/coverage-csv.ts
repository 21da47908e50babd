import { createCsvResponse } from '#app/features/data/csv-response.ts';
import { ask } from '#app/features/errors/ask.ts';
import { buildCoverageColumns } from '#app/features/plan/plan-csv.ts';
import { requireOverview } from '#app/features/plan/require-overview.ts';
import { readPublication } from '#app/features/publication/link.ts';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/coverage-csv';

/** Who has reported for which round. */
export async function loader({ context, request }: Route.LoaderArgs) {
  const { publicCaller, requestId, origin } = context.get(requestContext);
  const { publication, coverage, rounds } = requireOverview(
    await ask(requestId, () =>
      publicCaller.dashboard.overview({ publication: readPublication(request.url) }),
    ),
  );
  return createCsvResponse(
    `bohol-coverage-publication-${publication.number}`,
    buildCoverageColumns(origin, publication.number),
    coverage.flatMap((reporter) =>
      rounds.map((round, index) => ({ reporter, round, state: reporter.states[index] ?? 'not_due' })),
    ),
  );
}
