import { data } from 'react-router';
import type { RangeLimits } from '#server/domain/value/count-range.ts';
import { ask, type Refusal } from '#app/features/errors/ask.ts';
import {
  readAskedComparison,
  readComparedPlan,
  readComparison,
} from '#app/features/publication/read-comparison.ts';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/compare-csv';
import { type CsvColumn, serialiseCsv } from '#server/exports/csv/serialise-csv.ts';
import { publicCacheControl } from '#app/features/publication/cache-headers.ts';
import type { Comparison } from '#app/contract.ts';
import { dataLicence } from '#server/domain/data/licences.ts';
import { buildPermanentLink } from '#app/features/receipt/citation.tsx';
import type { FigureDifference } from '#server/domain/receipt/figure-differences.calculations.ts';
import { buildReceiptPath } from '#server/domain/figure/receipt-path.ts';

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

/**
 * A CSV file for download. `name` is the file's name without its ending; it should carry the
 * publication: "bohol-activities-publication-4".
 */
function createCsvResponse<Row>(
  name: string,
  columns: readonly CsvColumn<Row>[],
  rows: readonly Row[],
): Response {
  return new Response(serialiseCsv(columns, rows), {
    headers: {
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': `attachment; filename="${name.replaceAll(/[^\w.-]/g, '-')}.csv"`,
      'cache-control': publicCacheControl,
      // Open data: pages of other sites may read it.
      'access-control-allow-origin': '*',
    },
  });
}

/** One difference between two publications. */
type DifferenceRow = {
  what: 'figure' | 'status' | 'activity' | 'indicator' | 'report';
  code: string;
  title: string;
  round?: string;
  reporter?: string | undefined;
  dimension?: string | null;
  category?: string | null;
  before?: string | null;
  beforeState?: string | null;
  now?: string | null;
  nowState?: string | null;
  beforeKeptFrom?: number | null | undefined;
  nowKeptFrom?: number | null | undefined;
  /** What each of the two gives as the limits of a suppressed figure. */
  was?: RangeLimits | null;
  is?: RangeLimits | null;
  why: string;
  path: string;
};

/** What differs besides figures. */
function listPlanDifferences(comparison: Comparison): DifferenceRow[] {
  const { from, to } = comparison;
  const named = (
    what: 'activity' | 'indicator',
    things: readonly { code: string; title: string }[],
    why: string,
  ) =>
    things.map(({ code, title }) => ({
      what,
      code,
      title,
      why,
      path: `/${what === 'activity' ? 'activities' : 'indicators'}/${code}`,
    }));
  return [
    ...comparison.statuses.map(({ code, title, before, now }) => ({
      what: 'status' as const,
      code,
      title,
      round: to.roundCode,
      before: before.status?.code ?? null,
      now: now.status?.code ?? null,
      why: from.roundCode === to.roundCode ? 'other_status' : 'new_round',
      path: `/activities/${code}`,
    })),
    ...named('activity', comparison.addedActivities, 'added'),
    ...named('activity', comparison.removedActivities, 'removed'),
    ...comparison.reworded.flatMap((each) => named('activity', [each], `reworded: ${each.parts.join(', ')}`)),
    ...named('indicator', comparison.addedIndicators, 'added'),
    ...named('indicator', comparison.removedIndicators, 'removed'),
    ...comparison.redefined.flatMap((each) =>
      named('indicator', [each], `reworded: ${each.parts.join(', ') || 'title'}`),
    ),
    ...comparison.coverage.map(({ reporter, round, reported }) => ({
      what: 'report' as const,
      code: reporter.code,
      title: reporter.title,
      round: round.code,
      before: reported ? 'not_reported' : 'reported',
      now: reported ? 'reported' : 'not_reported',
      why: 'coverage',
      path: '/',
    })),
  ];
}

/** Figures that differ, every cell of them. */
function listFigureDifferences(figures: readonly FigureDifference[]): DifferenceRow[] {
  return figures.map((row) => ({
    what: 'figure',
    code: row.indicator,
    title: row.title,
    round: row.round,
    reporter: row.reporter?.code,
    dimension: row.dimension,
    category: row.category,
    before: row.was?.value ?? row.was?.choice ?? null,
    beforeState: row.was?.state ?? null,
    now: row.now?.value ?? row.now?.choice ?? null,
    nowState: row.now?.state ?? null,
    beforeKeptFrom: row.was?.keptFrom,
    nowKeptFrom: row.now?.keptFrom,
    was: row.was,
    is: row.now,
    why: row.reasons.join(', '),
    path: buildReceiptPath({ ...row, scope: row.reporter?.code ?? 'region' }),
  }));
}

/** Columns of the file of a comparison. */
const buildDifferenceColumns = (
  origin: string,
  { from, to }: { from: number; to: number },
): CsvColumn<DifferenceRow>[] => [
  { name: 'from_publication', cell: () => from },
  { name: 'to_publication', cell: () => to },
  { name: 'what', cell: ({ what }) => what },
  { name: 'code', cell: ({ code }) => code },
  { name: 'title', cell: ({ title }) => title },
  { name: 'round_code', cell: ({ round }) => round },
  { name: 'reporter_code', cell: ({ reporter }) => reporter },
  { name: 'dimension_code', cell: ({ dimension }) => dimension },
  { name: 'category_code', cell: ({ category }) => category },
  { name: 'before', cell: ({ before }) => before },
  { name: 'before_state', cell: ({ beforeState }) => beforeState },
  { name: 'now', cell: ({ now }) => now },
  { name: 'now_state', cell: ({ nowState }) => nowState },
  { name: 'why', cell: ({ why }) => why },
  { name: 'before_kept_from', cell: ({ beforeKeptFrom }) => beforeKeptFrom },
  { name: 'now_kept_from', cell: ({ nowKeptFrom }) => nowKeptFrom },
  { name: 'before_least', cell: ({ was }) => was?.least },
  { name: 'before_most', cell: ({ was }) => was?.most },
  { name: 'now_least', cell: ({ is }) => is?.least },
  { name: 'now_most', cell: ({ is }) => is?.most },
  { name: 'page_url', cell: ({ path }) => buildPermanentLink(origin, path, to) },
  { name: 'licence', cell: () => dataLicence.code },
];
