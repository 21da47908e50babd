import { dataLicence } from '#server/domain/data/licences.ts';
import type { DataFilter } from '#server/domain/data/data-query.rules.ts';
import type { DatasetName } from '#server/domain/data/datasets.ts';
import { originDimension } from '#server/domain/figure/build-flow-table.ts';
import { buildReceiptPath } from '#server/domain/figure/receipt-path.ts';
import {
  firstValue,
  listPublishedValues,
  type PublishedValue,
  type ValuePosition,
} from '#server/queries/dashboard/data/list-published-values.query.ts';
import {
  listActivityRows,
  listParticipationRows,
  listPlanRows,
  listReportRows,
  listStatusRows,
  listSupportRows,
} from '#server/queries/dashboard/data/list-plan-data.query.ts';
import {
  listCodeRows,
  listCoverageRows,
  listDimensionRows,
  listPartnerRows,
  listReporterRows,
  listRoundRows,
} from '#server/queries/dashboard/data/list-reference-data.query.ts';
import {
  listArrangementCountRows,
  listArrangementRows,
} from '#server/queries/dashboard/data/list-arrangement-data.query.ts';
import { listFlowRows } from '#server/queries/dashboard/data/list-flow-data.query.ts';
import { listRecommendationRows } from '#server/queries/dashboard/data/list-recommendation-data.query.ts';
import {
  listIndicatorRows,
  listLibraryRows,
  listNationalCircumstanceRows,
  listNationalTargetRows,
  listPublicationRows,
  listTargetRows,
} from '#server/queries/dashboard/data/list-result-data.query.ts';
import {
  listSupportAmountRows,
  listSupportEntryRows,
} from '#server/queries/dashboard/data/list-support-data.query.ts';
import type { PublicationReader } from '#server/publications/publication-reader.ts';
import type { Publication } from '#server/queries/dashboard/scope.ts';
import type { PublicContext } from '#server/operation/operation-context.ts';

/** A row of a file: its columns by name, in order. */
export type DataRow = Record<string, unknown>;

export type DataSource = {
  published: PublicationReader;
  publication: Publication;
  /** The tracker's public address, used in links whatever host name the request had. */
  origin: string;
};

/**
 * Where a page of rows begins: the number of rows before it and, for values, of pairs of indicator and round.
 */
export type DataPosition = ValuePosition;

export const firstPosition: DataPosition = firstValue;

/** `ofPlan`: needs the plan's prefix, because another plan may use the same code. */
type Path = { uri: string; page?: string; ofPlan?: true };
type Listed = {
  [Name in Exclude<DatasetName, 'values'>]: (source: DataSource, filter: DataFilter) => Promise<DataRow[]>;
};

const at = (...parts: string[]) => `/${parts.map((part) => encodeURIComponent(part)).join('/')}`;
const reporterPath = ({ kind, code }: { kind: string; code: string }) =>
  kind === 'state' ? at('states', code.toLowerCase()) : at('bodies', code);

/** Reads the rows of each file, except for values, which are read in pages. */
const lists: Listed = {
  plan: finish(listPlanRows, ({ kind, code }) => ({
    uri:
      kind === 'area'
        ? at('areas', code)
        : kind === 'objective'
          ? at('objectives', code)
          : at('activities', code),
    ofPlan: true,
  })),
  activities: finish(listActivityRows, ({ activity_code }) => ({
    uri: at('activities', activity_code),
    ofPlan: true,
  })),
  statuses: finish(listStatusRows, ({ activity_code, round_code }) => ({
    uri: `${at('activities', activity_code)}#${encodeURIComponent(round_code)}`,
    ofPlan: true,
  })),
  participation: finish(listParticipationRows, ({ activity_code, round_code, reporter_code }) => ({
    uri: `${at('activities', activity_code)}#${encodeURIComponent(`state-${reporter_code}-${round_code}`)}`,
    ofPlan: true,
  })),
  support: finish(listSupportRows, ({ activity_code, partner_code }) => ({
    uri: `${at('activities', activity_code)}#${encodeURIComponent(`partner-${partner_code}`)}`,
    ofPlan: true,
  })),
  'support-entries': finish(listSupportEntryRows, ({ partner_code, support_code }) => ({
    uri: `${at('partners', partner_code)}#${encodeURIComponent(support_code)}`,
    ofPlan: true,
  })),
  'support-amounts': finish(
    listSupportAmountRows,
    ({ partner_code, support_code, stage, year, currency }) => ({
      uri: `${at('partners', partner_code)}#${encodeURIComponent(`${support_code}-${stage}-${year}-${currency}`)}`,
      ofPlan: true,
    }),
  ),
  reports: finish(listReportRows, ({ activity_code, round_code, reporter_code }) => ({
    uri: `${at('activities', activity_code)}#${encodeURIComponent(`${round_code}-${reporter_code}`)}`,
    ofPlan: true,
  })),
  indicators: finish(listIndicatorRows, ({ indicator_code }) => ({
    uri: at('indicators', indicator_code),
    ofPlan: true,
  })),
  targets: finish(listTargetRows, ({ indicator_code, target_year }) => ({
    uri: `${at('indicators', indicator_code)}#target-${target_year}`,
    ofPlan: true,
  })),
  'national-targets': finish(listNationalTargetRows, ({ indicator_code, reporter_code, target_year }) => ({
    uri: `${at('states', reporter_code.toLowerCase())}#${encodeURIComponent(`target-${indicator_code}-${target_year}`)}`,
    page: at('states', reporter_code.toLowerCase()),
    ofPlan: true,
  })),
  'national-circumstances': finish(
    listNationalCircumstanceRows,
    ({ activity_code, reporter_code, milestone_number }) => ({
      uri: `${at('states', reporter_code.toLowerCase())}#${encodeURIComponent(`circumstance-${activity_code}-${milestone_number}`)}`,
      page: at('states', reporter_code.toLowerCase()),
      ofPlan: true,
    }),
  ),
  flows: finish(listFlowRows, ({ indicator_code, round_code, origin_code, reporter_code }) => ({
    uri: buildReceiptPath({
      indicator: indicator_code,
      round: round_code,
      scope: reporter_code,
      dimension: originDimension,
      category: origin_code,
    }),
    page: at('indicators', indicator_code),
    ofPlan: true,
  })),
  coverage: finish(listCoverageRows, ({ reporter_kind, reporter_code, round_code }) => ({
    uri: `${reporterPath({ kind: reporter_kind, code: reporter_code })}#${encodeURIComponent(round_code)}`,
  })),
  publications: async ({ published, publication, origin }) =>
    (await listPublicationRows({ published }, publication)).map((row) => {
      const address = `${origin}/publications/${row.publication}`;
      return { ...row, uri: address, page_url: address, licence: dataLicence.code };
    }),
  library: finish(listLibraryRows, ({ library_code }) => ({ uri: at('library', library_code) })),
  recommendations: finish(listRecommendationRows, ({ library_code, recommendation_code, reporter_code }) => ({
    uri: `${at('library', library_code)}#${encodeURIComponent(`${library_code}-${recommendation_code}-${reporter_code}`)}`,
  })),
  arrangements: finish(listArrangementRows, ({ library_code, subject, reporter_code }) => ({
    uri: `${at('cooperation', library_code)}#${encodeURIComponent(`${subject}-${reporter_code}`)}`,
    page: at('cooperation', library_code),
  })),
  'arrangement-counts': finish(listArrangementCountRows, ({ library_code, year }) => ({
    uri: `${at('cooperation', library_code)}#year-${year}`,
    page: at('cooperation', library_code),
  })),
  rounds: finish(listRoundRows, ({ round_code }) => ({
    uri: `/data#round-${encodeURIComponent(round_code)}`,
    page: '/',
  })),
  reporters: finish(listReporterRows, ({ reporter_kind, reporter_code }) => ({
    uri: reporterPath({ kind: reporter_kind, code: reporter_code }),
  })),
  partners: finish(listPartnerRows, ({ partner_code }) => ({ uri: at('partners', partner_code) })),
  dimensions: finish(listDimensionRows, ({ dimension_code, category_code }) => ({
    uri: `/data#${encodeURIComponent(`dimension-${dimension_code}-${category_code}`)}`,
    page: '/data',
  })),
  codes: finish(listCodeRows, ({ list, code }) => ({
    uri: list === 'lens' ? at('lens', code) : `/data#${encodeURIComponent(`${list}-${code}`)}`,
    page: list === 'lens' ? at('lens', code) : '/data',
  })),
};

/** Adds the columns that end every row. */
function finish<Row extends DataRow>(
  list: (context: PublicContext, publication: Publication, filter: DataFilter) => Promise<Row[]>,
  pathOf: (row: Row) => Path,
) {
  return async ({ published, publication, origin }: DataSource, filter: DataFilter): Promise<DataRow[]> =>
    (await list({ published }, publication, filter)).map((row) => {
      const { uri, page = uri, ofPlan } = pathOf(row);
      return { ...row, ...buildOrigin({ origin, publication }, uri, page, ofPlan) };
    });
}

function buildOrigin(
  { origin, publication }: Pick<DataSource, 'origin' | 'publication'>,
  uri: string,
  page: string,
  ofPlan = false,
) {
  return {
    publication: publication.number,
    uri: `${origin}${ofPlan ? publication.planPrefix : ''}${uri}`,
    page_url: buildPinnedUrl(origin, page, publication.number),
    licence: dataLicence.code,
  };
}

/** Returns the full URL of a page as of a publication. */
export function buildPinnedUrl(origin: string, path: string, publication: number): string {
  const url = new URL(path, origin);
  url.searchParams.set('publication', String(publication));
  return url.href;
}

function finishValue({ origin, publication }: DataSource, value: PublishedValue): DataRow {
  const { reporter_iso3: _iso3, reporter_m49: _m49, ...row } = value;
  const receipt = buildReceiptPath({
    indicator: row.indicator_code,
    round: row.round_code,
    scope: row.reporter_code ?? 'region',
    dimension: row.dimension_code,
    category: row.category_code,
  });
  const {
    uri,
    page_url,
    licence,
    publication: number,
  } = buildOrigin({ origin, publication }, receipt, at('indicators', row.indicator_code), true);
  return {
    ...row,
    unit: row.unit || null,
    publication: number,
    uri,
    receipt_url: buildPinnedUrl(origin, receipt, number),
    page_url,
    licence,
  };
}

/** Returns a page of at most `limit` rows of a file; `next` is null on the last. */
export async function readDataPage(
  source: DataSource,
  dataset: DatasetName,
  { filter, from, limit }: { filter: DataFilter; from: DataPosition; limit: number },
): Promise<{ rows: DataRow[]; next: DataPosition | null }> {
  if (dataset === 'values') {
    const page = await listPublishedValues(source, source.publication.number, {
      filter,
      from,
      limit,
    });
    return { rows: page.rows.map((row) => finishValue(source, row)), next: page.next };
  }
  const rows = await lists[dataset](source, filter);
  const end = from.row + limit;
  return { rows: rows.slice(from.row, end), next: end < rows.length ? { pair: 0, row: end } : null };
}

const rowsAtOnce = 1000;

/** Yields all rows of a file, page by page. Reads the next page only when it is asked for. */
export async function* readDataset(
  source: DataSource,
  dataset: DatasetName,
  filter: DataFilter,
): AsyncGenerator<DataRow[], void, undefined> {
  if (dataset !== 'values') {
    yield await lists[dataset](source, filter);
    return;
  }
  let from: DataPosition | null = firstPosition;
  while (from) {
    const page: Awaited<ReturnType<typeof readDataPage>> = await readDataPage(source, dataset, {
      filter,
      from,
      limit: rowsAtOnce,
    });
    if (page.rows.length > 0) yield page.rows;
    from = page.next;
  }
}
