import { createCsvResponse } from '#app/features/data/csv-response.ts';
import { ask } from '#app/features/errors/ask.ts';
import { buildCountColumns, listCountLines } from '#app/features/plan/plan-csv.ts';
import { readFilter } from '#app/features/plan/plan-filter.ts';
import { requireOverview } from '#app/features/plan/require-overview.ts';
import { readPublication } from '#app/features/publication/link.ts';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/status-by-round-csv';

/** The figure "activities by round and status": of the whole plan, or with `area` of one thematic area. */
export async function loader({ context, request }: Route.LoaderArgs) {
  const { publicCaller, requestId, origin } = context.get(requestContext);
  const publication = readPublication(request.url);
  const { area: code } = readFilter(request.url);
  const answer = await ask(requestId, async () =>
    code === undefined
      ? publicCaller.dashboard.overview({ publication })
      : publicCaller.dashboard.area({ code, publication }),
  );
  const area = 'area' in answer ? answer.area : null;
  const { publication: drawnFrom, statuses, rounds } = 'area' in answer ? answer : requireOverview(answer);
  return createCsvResponse(
    `bohol-status-by-round-${area ? `${area.code}-` : ''}publication-${drawnFrom.number}`,
    buildCountColumns(origin, drawnFrom.number, area ? 'area' : null, () =>
      area ? `/areas/${area.code}` : '/',
    ),
    rounds.flatMap((round) => listCountLines(area ?? { code: '', title: '' }, round, round.counts, statuses)),
  );
}
