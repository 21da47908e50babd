import { data } from 'react-router';
import { createCsvResponse } from '#app/features/data/csv-response.ts';
import { ask, type Refusal } from '#app/features/errors/ask.ts';
import {
  buildDifferenceColumns,
  listFigureDifferences,
  listPlanDifferences,
} from '#app/features/publication/compare-csv.ts';
import {
  readAskedComparison,
  readComparedPlan,
  readComparison,
} from '#app/features/publication/read-comparison.ts';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/compare-csv';

/** Every difference between two publications, one line each; figures one indicator after the other. */
export async function loader({ context, request }: Route.LoaderArgs) {
  const { publicCaller, requestId, origin } = context.get(requestContext);
  const asked = readAskedComparison(request.url);
  const choices = await ask(requestId, () =>
    publicCaller.dashboard.comparisonChoices({ publication: readComparedPlan(asked, request.url) }),
  );
  const read = readComparison(asked, choices);
  if (!read.pair) throw refuse(read.sentence, read.status === 404 ? 404 : 400);
  const { pair } = read;
  const area = asked.area || undefined;
  const first = await ask(requestId, () =>
    publicCaller.dashboard.compare({ ...pair, area, indicator: asked.indicator || undefined }),
  );
  const indicators = [
    ...new Set([...first.figures.map((row) => row.indicator), ...first.details.map(({ code }) => code)]),
  ];
  const rows = listPlanDifferences(first);
  for (const indicator of indicators) {
    const { figures } = await publicCaller.dashboard.compare({ ...pair, area, indicator });
    rows.push(...listFigureDifferences(figures));
  }
  return createCsvResponse(
    `bohol-changes-${pair.from}-to-${pair.to}`,
    buildDifferenceColumns(origin, pair),
    rows,
  );
}

function refuse(sentence: string, status: 400 | 404) {
  const refusal: Refusal = {
    code: status === 404 ? 'NOT_FOUND' : 'BAD_INPUT',
    sentence,
    fields: [],
    current: null,
    reference: null,
  };
  return data(refusal, { status });
}
