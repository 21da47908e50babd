import { DomainError } from '#server/domain/error/domain-error.ts';
import type { PublicRound, RoundFigure } from '#server/domain/finding/public-figure.types.ts';
import { addressOf, type PublishedIndicator } from '#server/domain/publication/documents.ts';
import { toPublicRound, toRoundFigure, findValue } from '#server/domain/publication/published-parts.ts';
import {
  type ComparabilityNote,
  toWorded,
  describeRewording,
  groupNotes,
} from '#server/domain/receipt/comparability.calculations.ts';
import { type Contributors, listContributors } from '#server/domain/receipt/contributors.calculations.ts';
import { parseValuePlace, type ValuePlace } from '#server/domain/receipt/value-address.ts';
import { readDocument, readDocuments } from '#server/publications/publication-reader.ts';
import { toReporter, type Reporter } from '../plan/plan-parts.ts';
import { type Publication, requirePublication } from '#server/queries/dashboard/scope.ts';
import type { PublicContext } from '#server/operation/operation-context.ts';

/** An indicator as receipts show it: what its figures mean and how they come about. */
export type ReceiptIndicator = Pick<
  PublishedIndicator,
  | 'code'
  | 'title'
  | 'measure'
  | 'unit'
  | 'aggregation'
  | 'reportedBy'
  | 'disclosureClass'
  | 'personCount'
  | 'crossBorderOverlap'
  | 'definition'
  | 'countingRule'
  | 'numeratorLabel'
  | 'denominatorLabel'
  | 'choices'
>;

/** What one publication says in the cell. */
export type CellInPublication = { number: number; publishedAt: string; round: string; figure: RoundFigure };

export type ValueReceipt = {
  publication: Publication;
  place: ValuePlace;
  indicator: ReceiptIndicator;
  round: PublicRound;
  /** Null: the region. */
  reporter: Reporter | null;
  split: { dimensionName: string; categoryName: string } | null;
  figure: RoundFigure;
  /** Whose numbers are in it, as far as that is public; null for one reporter's figure and the tracker's own counts. */
  contributors: Contributors | null;
  /** Oldest publication of the plan first, up to the one in view; only those that show the cell. */
  history: CellInPublication[];
  /** The newest publication that shows the cell, where it is newer than the one in view. */
  newer: CellInPublication | null;
  notes: ComparabilityNote[];
};

/**
 * Where one published value comes from, and what every publication of the plan up to the one in view said in its place.
 * Throws NOT_FOUND, always with the same sentence, for whatever the publication has no figure for: what is held back and
 * what does not exist are not told apart. Otherwise as `requirePublication`.
 */
export async function getValueReceipt(
  context: PublicContext,
  input: {
    publication?: number | undefined;
    indicator: string;
    round: string;
    scope: string;
    cell: string;
  },
): Promise<ValueReceipt> {
  const publication = await requirePublication(context, input.publication);
  const { number } = publication;
  const place = parseValuePlace(input);
  const found = place && (await findFigure(context, publication, place));
  if (!place || !found) {
    throw new DomainError('NOT_FOUND', `Publication ${number} shows no figure at this address.`);
  }
  const [cells, notesOn] = await Promise.all([
    listPublishedCells(context, publication, place),
    loadComparabilityNotes(context, publication),
  ]);
  const { reporter } = found;
  return {
    publication,
    place,
    ...found,
    history: cells.filter((cell) => cell.number <= number),
    newer: cells.findLast((cell) => cell.number > number) ?? null,
    // What is said of another reporter is no matter here.
    notes: notesOn(place.indicator).filter(
      (note) => !note.reporter || !reporter || note.reporter.code === reporter.code,
    ),
  };
}

async function findFigure(
  { published }: PublicContext,
  { number }: Publication,
  place: ValuePlace,
): Promise<Omit<ValueReceipt, 'publication' | 'place' | 'history' | 'newer' | 'notes'> | null> {
  const [values, documents] = await Promise.all([
    readDocument(published, number, addressOf.values(place.indicator, place.round)),
    readDocuments(published, number, 'indicators', 'rounds', 'lists', 'coverage'),
  ]);
  const indicator = documents.indicators.find(({ code }) => code === place.indicator);
  const round = documents.rounds.find(({ code }) => code === place.round);
  const value = findValue(values ?? [], place);
  if (!values || !indicator || !round || !value) return null;
  const reporter = documents.lists.reporters.find(({ code }) => code === place.scope);
  const split = indicator.dimensions.find(({ code }) => code === place.dimension);
  const part = split?.categories.find(({ code }) => code === place.category);
  return {
    indicator: toReceiptIndicator(indicator),
    round: toPublicRound(round),
    reporter: reporter ? toReporter(reporter) : null,
    split: split ? { dimensionName: split.name, categoryName: part?.name ?? place.category ?? '' } : null,
    figure: toRoundFigure(round.code, value),
    contributors: listContributors(indicator, documents, round.code, values, place),
  };
}

/** What publications of the plan say in a cell, oldest first, up to the newest that is shown or the one in view. */
async function listPublishedCells(
  { published }: PublicContext,
  { number, newest, planCode }: Publication,
  place: ValuePlace,
): Promise<CellInPublication[]> {
  const { publications } = await published.list();
  const address = addressOf.values(place.indicator, place.round);
  const cells = await Promise.all(
    publications
      .filter((each) => each.plan.code === planCode && each.number <= Math.max(number, newest))
      .map(async (each): Promise<CellInPublication[]> => {
        const value = findValue((await readDocument(published, each.number, address)) ?? [], place);
        if (!value) return [];
        const { publishedAt, round } = each;
        return [{ number: each.number, publishedAt, round, figure: toRoundFigure(place.round, value) }];
      }),
  );
  return cells.flat();
}

export const toReceiptIndicator = (indicator: PublishedIndicator): ReceiptIndicator => ({
  code: indicator.code,
  title: indicator.title,
  measure: indicator.measure,
  unit: indicator.unit,
  aggregation: indicator.aggregation,
  reportedBy: indicator.reportedBy,
  disclosureClass: indicator.disclosureClass,
  personCount: indicator.personCount,
  crossBorderOverlap: indicator.crossBorderOverlap,
  definition: indicator.definition,
  countingRule: indicator.countingRule,
  numeratorLabel: indicator.numeratorLabel,
  denominatorLabel: indicator.denominatorLabel,
  choices: indicator.choices,
});

/**
 * Looks up what a reader must know before comparing figures of an indicator: what was written by hand, as the publication
 * holds it, and how the indicator's wording changed from one publication of the plan to the next up to this one. Finds
 * nothing for an unknown code.
 */
export async function loadComparabilityNotes(
  { published }: PublicContext,
  { number, planCode }: Pick<Publication, 'number' | 'planCode'>,
): Promise<(indicator: string) => ComparabilityNote[]> {
  const [{ publications }, { comparability, lists, rounds }] = await Promise.all([
    published.list(),
    readDocuments(published, number, 'comparability', 'lists', 'rounds'),
  ]);
  const upToThis = publications.filter((each) => each.plan.code === planCode && each.number <= number);
  const worded = await Promise.all(
    upToThis.map(async (each): Promise<[number, Map<string, PublishedIndicator>]> => {
      const { indicators } = await readDocuments(published, each.number, 'indicators');
      return [each.number, new Map(indicators.map((indicator) => [indicator.code, indicator]))];
    }),
  );
  const notes = groupNotes(comparability, lists, rounds);
  return (code) => {
    const wordings = worded.flatMap(([each, indicators]) => {
      const indicator = indicators.get(code);
      return indicator ? [toWorded(each, indicator)] : [];
    });
    return [...(notes.get(code) ?? []), ...describeRewording(wordings)];
  };
}
