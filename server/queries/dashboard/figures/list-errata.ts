import type { DocumentBody } from '#server/domain/publication/documents.ts';
import { listCellDifferences } from '#server/domain/receipt/value-history.calculations.ts';
import { type ListedHeader, readDocuments } from '#server/publications/publication-reader.ts';
import { readDifferingValues } from '../receipt/read-differing-values.ts';
import type { Publication } from '#server/queries/dashboard/scope.ts';
import type { PublicContext } from '#server/operation/operation-context.ts';

/** A later publication that says something else of rounds that this one holds. */
export type Erratum = { number: number; publishedAt: string; rounds: { code: string; title: string }[] };

type ErratumText = {
  header: ListedHeader;
  rounds: DocumentBody<'rounds'>;
  indicators: DocumentBody<'indicators'>;
  statuses: DocumentBody<'statuses'>;
};

/**
 * Where a later publication of the plan differs from the one before it in figures or statuses of rounds that the
 * publication asked for holds, oldest first. What disappeared from a round is a difference as well.
 */
export async function listErrata(
  context: PublicContext,
  { number, planCode }: Publication,
): Promise<Erratum[]> {
  const { publications } = await context.published.list();
  const line = publications.filter((each) => each.plan.code === planCode && each.number >= number);
  const errata: Erratum[] = [];
  /** The publication that told of a round last; those that do not hold the round are passed over. */
  const told = new Map<string, ErratumText>();
  for (const header of line) {
    const now = { header, ...(await readTold(context, header.number)) };
    const rounds: Erratum['rounds'] = [];
    for (const { code, title } of now.rounds) {
      const before = told.get(code);
      if (before && (await isToldOtherwise(context, before, now, code))) rounds.push({ code, title });
      // The first of the line is the publication asked for: by it the rounds are known.
      if (before || header.number === number) told.set(code, now);
    }
    if (rounds.length > 0) errata.push({ number: header.number, publishedAt: header.publishedAt, rounds });
  }
  return errata;
}

const readTold = ({ published }: PublicContext, publication: number) =>
  readDocuments(published, publication, 'rounds', 'indicators', 'statuses');

async function isToldOtherwise(
  context: PublicContext,
  before: ErratumText,
  now: ErratumText,
  round: string,
): Promise<boolean> {
  const statusIn = ({ statuses }: ErratumText, activity: string) =>
    JSON.stringify(statuses[activity]?.[round]);
  const activities = new Set([...Object.keys(before.statuses), ...Object.keys(now.statuses)]);
  for (const activity of activities) {
    if (statusIn(before, activity) !== statusIn(now, activity)) return true;
  }
  const codes = new Set([...before.indicators, ...now.indicators].map(({ code }) => code));
  const places = [...codes].map((indicator) => ({ indicator, round, inEarlier: true, inLater: true }));
  const pair = { from: before.header.number, to: now.header.number };
  for await (const values of readDifferingValues(context, pair, places)) {
    if (listCellDifferences(values).length > 0) return true;
  }
  return false;
}
