import { listNationalCircumstanceRows } from './list-result-data.query.ts';
import { listFlowRows } from './list-flow-data.query.ts';
import { listArrangementCountRows, listArrangementRows } from './list-arrangement-data.query.ts';
import { listRecommendationRows } from './list-recommendation-data.query.ts';
import type { DatasetName } from '#server/domain/data/datasets.ts';
import { type ListedPublication, listPublications } from '../figures/list-publications.query.ts';
import type { Publication } from '#server/queries/dashboard/scope.ts';
import type { PublicContext } from '#server/operation/operation-context.ts';
import { findSampleCodes, type SampleCodes } from './find-sample-codes.query.ts';
import { listCodeRows, listDimensionRows, listRoundRows } from './list-reference-data.query.ts';
import { LRUCache } from 'lru-cache';
import { type Address, addressOf, type DocumentBody } from '#server/domain/publication/documents.ts';
import { readDocument, readDocuments } from '#server/publications/publication-reader.ts';

export type DataOverview = {
  /** Null while nothing is published: then there are no files. */
  publication: Publication | null;
  publications: ListedPublication[];
  /** How many rows each file has. */
  counts: Record<DatasetName, number> | null;
  codes: Awaited<ReturnType<typeof listCodeRows>>;
  rounds: Awaited<ReturnType<typeof listRoundRows>>;
  dimensions: Awaited<ReturnType<typeof listDimensionRows>>;
  /** Codes for examples. */
  samples: SampleCodes | null;
};

/** What the page about the data tells of a publication: files, their sizes, codes and examples. Throws as `resolvePublication`. */
export async function getDataOverview(
  context: PublicContext,
  input: { publication?: number | undefined },
): Promise<DataOverview> {
  const { publication, publications } = await listPublications(context, input);
  if (!publication) {
    return { publication, publications, counts: null, codes: [], rounds: [], dimensions: [], samples: null };
  }
  const [counts, codes, rounds, dimensions, samples] = await Promise.all([
    countRows(context, publication),
    listCodeRows(context, publication),
    listRoundRows(context, publication),
    listDimensionRows(context, publication),
    findSampleCodes(context, publication.number),
  ]);
  return {
    publication,
    publications,
    counts: { ...counts, codes: codes.length, dimensions: dimensions.length },
    codes,
    rounds,
    dimensions,
    samples,
  };
}

type ManyCounts = { values: number; reports: number };

/** By the checksum of all that a publication shows, so that a count can never be out of date. */
const known = new LRUCache<string, ManyCounts>({ max: 500 });

/** How many documents are read at once to be counted. */
const inOneGo = 500;

/** How many values and reports in words a publication has; counted once, since they are in many documents. */
export async function countValues(
  { published }: PublicContext,
  { number, contentSha256 }: Publication,
): Promise<ManyCounts> {
  const found = known.get(contentSha256);
  if (found) return found;
  const { plan, rounds, indicators } = await readDocuments(published, number, 'plan', 'rounds', 'indicators');
  const count = async (addresses: Address[]) => {
    let rows = 0;
    for (let at = 0; at < addresses.length; at += inOneGo) {
      const documents = await published.read(number, addresses.slice(at, at + inOneGo));
      for (const document of documents.values()) if (Array.isArray(document)) rows += document.length;
    }
    return rows;
  };
  const counts = {
    values: await count(
      indicators.flatMap(({ code }) => rounds.map((round) => addressOf.values(code, round.code))),
    ),
    reports: await count(plan.activities.map(({ code }) => addressOf.narratives(code))),
  };
  known.set(contentSha256, counts);
  return counts;
}

/** How many rows each file of open data has, but for those of codes and dimensions. */
async function countRows(
  context: PublicContext,
  publication: Publication,
): Promise<Omit<Record<DatasetName, number>, 'codes' | 'dimensions'>> {
  const { published } = context;
  const { number, planCode } = publication;
  const [
    { publications },
    many,
    { plan, rounds, lists, indicators, coverage, library },
    recommended,
    support,
    arranged,
    counted,
    flows,
  ] = await Promise.all([
    published.list(),
    countValues(context, publication),
    readDocuments(published, number, 'plan', 'rounds', 'lists', 'indicators', 'coverage', 'library'),
    listRecommendationRows(context, publication, {}),
    readDocument(published, number, 'support'),
    listArrangementRows(context, publication, {}),
    listArrangementCountRows(context, publication, {}),
    listFlowRows(context, publication, {}),
  ]);
  const entries = support?.entries ?? [];
  const national = await published.read(
    number,
    lists.reporters.map(({ code }) => addressOf.targets(code)),
  );
  const circumstances = await listNationalCircumstanceRows(context, publication, {});
  const activities = plan.activities.length;
  return {
    plan: plan.areas.length + plan.objectives.length + activities,
    activities,
    statuses: activities * rounds.length,
    participation: plan.activities.reduce((sum, { states }) => sum + states.length, 0) * rounds.length,
    support: plan.activities.reduce((sum, { partners }) => sum + partners.length, 0),
    'support-entries': entries.length,
    'support-amounts': entries.reduce((sum, { lines }) => sum + lines.length, 0),
    reports: many.reports,
    indicators: indicators.length,
    targets: indicators.reduce((sum, { targets }) => sum + targets.length, 0),
    'national-targets': [...national.values()]
      .flatMap((own) => own as DocumentBody<'targets'>)
      .reduce((sum, { targets }) => sum + targets.length, 0),
    'national-circumstances': circumstances.length,
    values: many.values,
    flows: flows.length,
    coverage: Object.values(coverage).reduce((sum, byRound) => sum + Object.keys(byRound).length, 0),
    publications: publications.filter((each) => each.plan.code === planCode && each.number <= number).length,
    library: library.length,
    recommendations: recommended.length,
    arrangements: arranged.length,
    'arrangement-counts': counted.length,
    rounds: rounds.length,
    reporters: lists.reporters.length,
    partners: lists.partners.length,
  };
}
