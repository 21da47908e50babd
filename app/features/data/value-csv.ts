import { ask } from '#app/features/errors/ask.ts';
import { readPublication } from '#app/features/publication/link.ts';
import type { DefinitionRow, ValueRow } from '#server/trpc/routers/dashboard-figures.router.ts';
import type { AppCaller } from '#server/trpc/root.ts';
import type { CsvColumn } from './csv-response.ts';
import { createCsvStream } from './csv-stream.ts';
import { dataLicence } from './licence.ts';
import { buildPageUrl } from './page-url.ts';

/** What stands at the end of every line of every file, so that a line makes sense alone. */
function buildOrigin<Row>(
  origin: string,
  publication: number,
  pathOf: (row: Row) => string,
): CsvColumn<Row>[] {
  return [
    { name: 'publication', cell: () => publication },
    { name: 'page_url', cell: (row) => buildPageUrl(origin, pathOf(row), publication) },
    { name: 'licence', cell: () => dataLicence.code },
  ];
}

const indicatorPath = (code: string) => `/indicators/${encodeURIComponent(code)}`;

/** A public figure: one line each, with all codes spelled out. */
export function buildValueColumns(origin: string, publication: number): CsvColumn<ValueRow>[] {
  return [
    { name: 'indicator_code', cell: (row) => row.indicator },
    { name: 'indicator', cell: (row) => row.title },
    { name: 'measure', cell: (row) => row.measure },
    { name: 'unit', cell: (row) => row.unit },
    { name: 'aggregation', cell: (row) => row.aggregation },
    { name: 'round_code', cell: (row) => row.round },
    { name: 'round', cell: (row) => row.roundTitle },
    { name: 'period_start', cell: (row) => row.periodStart },
    { name: 'period_end', cell: (row) => row.periodEnd },
    { name: 'scope', cell: (row) => row.reporterKind ?? 'region' },
    { name: 'reporter_code', cell: (row) => row.reporter },
    { name: 'reporter', cell: (row) => row.reporterName },
    { name: 'dimension_code', cell: (row) => row.dimension },
    { name: 'dimension', cell: (row) => row.dimensionName },
    { name: 'category_code', cell: (row) => row.category },
    { name: 'category', cell: (row) => row.categoryName },
    { name: 'state', cell: (row) => row.state },
    { name: 'value', cell: (row) => row.value },
    { name: 'numerator', cell: (row) => row.numerator },
    { name: 'denominator', cell: (row) => row.denominator },
    { name: 'answer', cell: (row) => row.choice },
    { name: 'answers', cell: (row) => writePairs(row.distribution) },
    { name: 'contributing', cell: (row) => row.contributing },
    { name: 'expected', cell: (row) => row.expected },
    { name: 'note', cell: (row) => row.note },
    ...buildOrigin<ValueRow>(origin, publication, (row) => indicatorPath(row.indicator)),
  ];
}

/** An indicator with its definition: one line each. Lists within a cell are separated by semicolons. */
export function buildDefinitionColumns(origin: string, publication: number): CsvColumn<DefinitionRow>[] {
  return [
    { name: 'indicator_code', cell: (row) => row.code },
    { name: 'indicator', cell: (row) => row.title },
    { name: 'area_code', cell: (row) => row.area },
    { name: 'area', cell: (row) => row.areaTitle },
    { name: 'activity_code', cell: (row) => row.activity },
    { name: 'level', cell: (row) => row.level },
    { name: 'measure', cell: (row) => row.measure },
    { name: 'unit', cell: (row) => row.unit },
    { name: 'direction', cell: (row) => row.direction },
    { name: 'aggregation', cell: (row) => row.aggregation },
    { name: 'reported_by', cell: (row) => row.reportedBy },
    { name: 'disclosure_class', cell: (row) => row.disclosureClass },
    { name: 'counts_persons', cell: (row) => row.personCount },
    { name: 'may_count_twice', cell: (row) => row.crossBorderOverlap },
    { name: 'definition', cell: (row) => row.definition },
    { name: 'counting_rule', cell: (row) => row.countingRule },
    { name: 'numerator', cell: (row) => row.numeratorLabel },
    { name: 'denominator', cell: (row) => row.denominatorLabel },
    { name: 'dimensions', cell: (row) => row.dimensions.map(({ code }) => code).join('; ') },
    { name: 'answers', cell: (row) => row.choices.map(({ code, label }) => `${code}=${label}`).join('; ') },
    {
      name: 'answers_counted',
      cell: (row) =>
        row.choices
          .filter(({ counts }) => counts)
          .map(({ code }) => code)
          .join('; '),
    },
    { name: 'baseline_year', cell: (row) => row.baseline?.year },
    { name: 'baseline_value', cell: (row) => row.baseline?.value },
    { name: 'targets', cell: (row) => row.targets.map(({ year, value }) => `${year}=${value}`).join('; ') },
    { name: 'lenses', cell: (row) => row.lenses.map(({ code }) => code).join('; ') },
    ...buildOrigin<DefinitionRow>(origin, publication, (row) => indicatorPath(row.code)),
  ];
}

const writePairs = (pairs: Record<string, number> | null) =>
  pairs &&
  Object.entries(pairs)
    .map(([code, count]) => `${code}=${count}`)
    .join('; ');

type Source = { publicCaller: AppCaller; requestId: string; origin: string; request: Request };

/**
 * All public figures of a publication, or of one indicator in it, as a stream. The first page is read before the
 * answer begins, so that an unknown publication or indicator is still an error and not half a file.
 */
export async function streamValues(
  { publicCaller, requestId, origin, request }: Source,
  indicator?: string,
): Promise<Response> {
  const asked = readPublication(request.url);
  const first = await ask(requestId, () =>
    publicCaller.dashboard.values({ publication: asked, indicator, from: 0 }),
  );
  const { number, contentSha256 } = first.publication;
  async function* readPages() {
    let page = first;
    yield page.rows;
    while (page.next !== null) {
      // Held to the number: a publication that comes out meanwhile does not change the file.
      page = await publicCaller.dashboard.values({ publication: number, indicator, from: page.next });
      yield page.rows;
    }
  }
  return createCsvStream({
    name: `bohol-${indicator ?? 'values'}-publication-${number}`,
    columns: buildValueColumns(origin, number),
    pages: readPages(),
    version: contentSha256,
    request,
  });
}
