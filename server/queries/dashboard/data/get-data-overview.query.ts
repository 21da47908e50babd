import type { DatasetName } from '#server/domain/data/datasets.ts';
import { type ListedPublication, listPublications } from '../figures/list-publications.query.ts';
import type { Publication } from '#server/queries/dashboard/scope.ts';
import type { PublicContext } from '#server/operation/operation-context.ts';
import { countRows } from './count-rows.ts';
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
  const [counts, codes, rounds, samples] = await Promise.all([
    countRows(context, publication),
    listCodeRows(context, publication),
    listRoundRows(context, publication),
    findSampleCodes(context, publication.number),
  ]);
  return { publication, publications, counts: { ...counts, codes: codes.length }, codes, rounds, samples };
}
