import { compareText } from '#server/domain/publication/compare-text.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import type { FigureState, PublicRound } from '#server/domain/finding/public-figure.types.ts';
import type { CoverageState } from '#server/domain/plan/coverage.calculations.ts';
import { type Address, addressOf, type DocumentBody } from '#server/domain/publication/documents.ts';
import { asPublicRound } from '#server/domain/publication/published-parts.ts';
import { readDocuments } from '#server/publications/publication-reader.ts';
import { listFigures } from '../figure/get-figure.query.ts';
import { type Publication, requirePublication } from '#server/queries/dashboard/scope.ts';
import type { PublicContext } from '#server/operation/operation-context.ts';
import { type Erratum, listErrata } from './list-errata.ts';
import { listPublicationChanges, type PublicationChanges } from './list-publication-changes.ts';
import { describeListed, type ListedPublication } from './list-publications.query.ts';

/** A figure by its name: what it finds and what is seen. */
export type FigureTitle = { id: string; title: string; summary: string };

export type PublicationPage = {
  publication: Publication;
  details: ListedPublication;
  rounds: PublicRound[];
  /** Of its round: states before bodies, by name. */
  coverage: { code: string; name: string; kind: 'state' | 'body'; state: CoverageState }[];
  /** How many figures of all rounds say what. */
  figureStates: Partial<Record<FigureState, number>>;
  activities: number;
  indicators: number;
  /** Oldest first. */
  errata: Erratum[];
  /** The figures drawn with it, in the order of the pages. */
  figures: FigureTitle[];
  /** The publication of its plan before it; null for the first. */
  previous: number | null;
  /** The one after it, up to the newest that is shown; null where there is none. */
  next: number | null;
  changes: PublicationChanges | null;
};

/** One publication: what it holds and how it differs from the one of its plan before. Throws as `requirePublication`. */
export async function getPublication(
  context: PublicContext,
  input: { number: number },
): Promise<PublicationPage> {
  const publication = await requirePublication(context, input.number);
  const { published } = context;
  const { number, newest, planCode, roundCode } = publication;
  const [{ publications, withdrawals }, documents] = await Promise.all([
    published.list(),
    readDocuments(published, number, 'rounds', 'lists', 'plan', 'coverage', 'indicators'),
  ]);
  const ofPlan = publications.filter((each) => each.plan.code === planCode);
  const header = ofPlan.find((each) => each.number === number);
  if (!header) throw new DomainError('NOT_FOUND', `There is no publication ${number}.`);
  const before = ofPlan.findLast((each) => each.number < number);
  const next = ofPlan.find((each) => each.number > number && each.number <= newest);
  const { lists, plan, indicators, rounds, coverage } = documents;
  const [details, figureStates, errata, defined, changes] = await Promise.all([
    describeListed(context, header, withdrawals),
    countFigureStates(context, number, documents),
    number === newest ? [] : listErrata(context, publication),
    listFigures(context, { publication: number }),
    before ? listPublicationChanges(context, header, before) : null,
  ]);
  return {
    publication,
    details,
    rounds: rounds.map(asPublicRound),
    coverage: lists.reporters
      .toSorted(
        (a, b) => Number(a.kind === 'body') - Number(b.kind === 'body') || compareText(a.name, b.name),
      )
      .flatMap(({ code, name, kind }) => {
        const state = coverage[code]?.[roundCode];
        return state ? [{ code, name, kind, state }] : [];
      }),
    figureStates,
    activities: plan.activities.length,
    indicators: indicators.length,
    errata,
    figures: defined.map(({ id, title, summary }) => ({ id, title, summary })),
    previous: before?.number ?? null,
    next: next?.number ?? null,
    changes,
  };
}

/** How many documents are read in one go. */
const readAtOnce = 200;

async function countFigureStates(
  { published }: PublicContext,
  publication: number,
  { indicators, rounds }: { indicators: DocumentBody<'indicators'>; rounds: DocumentBody<'rounds'> },
): Promise<PublicationPage['figureStates']> {
  const addresses = indicators.flatMap(({ code }) =>
    rounds.map((round): Address => addressOf.values(code, round.code)),
  );
  const counts: PublicationPage['figureStates'] = {};
  for (let start = 0; start < addresses.length; start += readAtOnce) {
    const found = await published.read(publication, addresses.slice(start, start + readAtOnce));
    for (const values of found.values()) {
      for (const { state } of values as DocumentBody<'values'>) counts[state] = (counts[state] ?? 0) + 1;
    }
  }
  return counts;
}
