import { planStatusKinds } from '#server/domain/plan/plan-status.calculations.ts';
import {
  type Address,
  addressOf,
  type DocumentBody,
  type FigureDocument,
  type Narrative,
} from '#server/domain/publication/documents.ts';
import {
  buildPublicationFacts,
  listPrintedFigures,
  type PublicationFacts,
} from '#server/domain/report/build-edition-facts.calculations.ts';
import { type PublicationReader, readDocuments } from '#server/publications/publication-reader.ts';

export type LoadedFacts = PublicationFacts & {
  /** Of what the publication shows; see seal.ts. */
  contentSha256: string;
};

/**
 * Everything that editions are built from, read from the documents of one publication: one that is out, or a value in
 * memory. The numbers are those that the public pages show of the same documents. Throws where the reader does not have
 * the publication.
 */
export async function loadEditionFacts(published: PublicationReader, number: number): Promise<LoadedFacts> {
  const [{ publications }, documents] = await Promise.all([
    published.list(),
    readDocuments(
      published,
      number,
      ...planStatusKinds,
      'lists',
      'coverage',
      'indicators',
      'totals',
      'comparability',
    ),
  ]);
  // The last of this number: a value in memory stands after what is out.
  const listed = publications.findLast((each) => each.number === number);
  if (!listed) throw new Error(`There is no publication ${number}.`);
  const { rounds, lists, plan, indicators } = documents;
  const figures = listPrintedFigures(plan.areas, lists.lenses).map((id) => addressOf.figure(id));
  const found = await published.read(number, [
    ...figures,
    ...plan.activities.map(({ code }) => addressOf.narratives(code)),
    ...indicators.flatMap(({ code }): Address[] => rounds.map((round) => addressOf.values(code, round.code))),
  ]);
  const facts = buildPublicationFacts({
    ...documents,
    narrativesOf: (activity) => (found.get(addressOf.narratives(activity)) ?? []) as Narrative[],
    valuesOf: (indicator, round) =>
      (found.get(addressOf.values(indicator, round)) ?? []) as DocumentBody<'values'>,
    figures: figures.flatMap((address) => {
      const figure = found.get(address);
      return figure ? [figure as FigureDocument] : [];
    }),
  });
  return { contentSha256: listed.contentSha256, ...facts };
}
