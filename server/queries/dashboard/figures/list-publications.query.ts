import type { Withdrawal } from '#server/domain/publication/withdrawal.rules.ts';
import { type ListedHeader, readDocuments } from '#server/publications/publication-reader.ts';
import { type Publication, resolvePublication } from '#server/queries/dashboard/scope.ts';
import type { PublicContext } from '#server/operation/operation-context.ts';

export type ListedPublication = {
  number: number;
  plan: { code: string; title: string };
  /** That its plan is illustrative; empty for an official one. */
  notice: string;
  title: string;
  meeting: string;
  note: string;
  /** ISO point in time. */
  publishedAt: string;
  contentSha256: string;
  /** When and why it was withdrawn; null while it stands. */
  withdrawn: { at: string; reason: string } | null;
  round: { code: string; title: string };
  /** The rounds that it holds, of which the one above is the newest. */
  rounds: number;
  /** Who has reported for its round, of those that were due. */
  states: { reported: number; due: number };
  bodies: { reported: number; due: number };
};

export type PublicationList = { publication: Publication | null; publications: ListedPublication[] };

/** What lists say of one publication. */
export async function getListedPublication(
  { published }: PublicContext,
  header: ListedHeader,
  withdrawals: readonly Withdrawal[],
): Promise<ListedPublication> {
  const { number, plan, notice, title, meeting, note, publishedAt, contentSha256, round } = header;
  const documents = await readDocuments(published, number, 'rounds', 'lists', 'coverage');
  const count = (kind: 'state' | 'body') => {
    const states = documents.lists.reporters
      .filter((reporter) => reporter.kind === kind)
      .map(({ code }) => documents.coverage[code]?.[round] ?? 'not_due');
    return {
      reported: states.filter((state) => state === 'reported').length,
      due: states.filter((state) => state !== 'not_due').length,
    };
  };
  const own = withdrawals.find((one) => one.number === number);
  return {
    number,
    plan: { code: plan.code, title: plan.title },
    notice,
    title,
    meeting,
    note,
    publishedAt,
    contentSha256,
    withdrawn: own ? { at: own.at, reason: own.reason } : null,
    round: { code: round, title: documents.rounds.find(({ code }) => code === round)?.title ?? round },
    rounds: documents.rounds.length,
    states: count('state'),
    bodies: count('body'),
  };
}

/**
 * Every publication of every plan, newest first; `publication` is the one that the page stands in. Throws as
 * `resolvePublication`.
 */
export async function listPublications(
  context: PublicContext,
  input: { publication?: number | undefined },
): Promise<PublicationList> {
  const publication = await resolvePublication(context, input.publication);
  const { publications, withdrawals } = await context.published.list();
  return {
    publication,
    publications: await Promise.all(
      publications.toReversed().map((header) => getListedPublication(context, header, withdrawals)),
    ),
  };
}
