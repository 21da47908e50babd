import { sql } from 'drizzle-orm';
import type { DatasetName } from '#server/domain/data/datasets.ts';
import { type ListedPublication, listPublications } from '../figures/list-publications.query.ts';
import type { PublicContext } from '../figures/figure-row.ts';
import type { Publication } from '../scope.ts';
import { findSampleCodes, type SampleCodes } from './find-sample-codes.query.ts';
import { listCodeRows, listRoundRows } from './list-reference-data.query.ts';

export type DataOverview = {
  /** Null while nothing is published: then there are no files. */
  publication: Publication | null;
  publications: ListedPublication[];
  /** How many rows each file has. */
  counts: Record<DatasetName, number> | null;
  codes: Awaited<ReturnType<typeof listCodeRows>>;
  rounds: Awaited<ReturnType<typeof listRoundRows>>;
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
    return { publication, publications, counts: null, codes: [], rounds: [], samples: null };
  }
  const database = context.connections.public;
  const { number, planCode } = publication;
  const count = (table: string) =>
    sql`(select count(*)::integer from published.${sql.identifier(table)} where publication = ${number})`;
  const [[row], codes, rounds, samples] = await Promise.all([
    database.execute<Omit<Record<DatasetName, number>, 'codes'>>(sql`select
      ${count('area')} + ${count('objective')} + ${count('activity')} as plan, ${count('activity')} as activities,
      ${count('activity')} * ${count('round')} as statuses, ${count('activity_narrative')} as reports,
      ${count('indicator')} as indicators, ${count('figure')} as values, ${count('coverage')} as coverage,
      (select count(*)::integer from published.publication where plan_code = ${planCode} and number <= ${number})
        as publications,
      ${count('library_item')} as library, ${count('round')} as rounds, ${count('reporter')} as reporters,
      ${count('partner')} as partners`),
    listCodeRows(database, publication),
    listRoundRows(database, publication),
    findSampleCodes(database, number),
  ]);
  const counts = row ? { ...row, codes: codes.length } : null;
  return { publication, publications, counts, codes, rounds, samples };
}
