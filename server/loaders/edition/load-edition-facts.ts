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
import { loadNationalTargets } from '#server/loaders/publication/load-published-targets.ts';
import {
  type PublicationReader,
  readDocument,
  readDocuments,
} from '#server/publications/publication-reader.ts';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows } from '#db/rows.ts';
import type { EditorialWording } from '#server/domain/report/editorial-words.calculations.ts';

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
  const [{ publications }, documents, recommendations, support, arrangements] = await Promise.all([
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
      'library',
    ),
    readDocument(published, number, 'recommendations'),
    readDocument(published, number, 'support'),
    readDocument(published, number, 'arrangements'),
  ]);
  // The last of this number: a value in memory stands after what is out.
  const listed = publications.findLast((each) => each.number === number);
  if (!listed) throw new Error(`There is no publication ${number}.`);
  const { rounds, lists, plan, indicators } = documents;
  const figures = listPrintedFigures(plan.areas, lists.lenses, indicators).map((id) => addressOf.figure(id));
  const found = await published.read(number, [
    ...figures,
    ...plan.activities.map(({ code }) => addressOf.narratives(code)),
    ...indicators.flatMap(({ code }): Address[] => rounds.map((round) => addressOf.values(code, round.code))),
  ]);
  const nationalTargets = await loadNationalTargets(
    published,
    number,
    lists.reporters.flatMap(({ code, kind }) => (kind === 'state' ? [code] : [])),
  );
  const facts = buildPublicationFacts({
    ...documents,
    nationalTargets,
    recommendations,
    support,
    arrangements,
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

const editorialWordingShape = {
  round: z.string(),
  activity: z.string(),
  reporter: z.string(),
  field: z.enum(['achievements', 'challenges', 'nextSteps']),
  words: z.string(),
};

/**
 * The secretariat's wordings of what is in these compilations: of each field the newest that edits the very submission
 * that was compiled. One that has been taken out counts for nothing, and neither does one that edits what was sent later.
 * Needs the secretariat's eyes.
 */
export function listEditorialWordings(
  tx: Transaction,
  compilations: readonly number[],
): Promise<EditorialWording[]> {
  return readRows(
    tx,
    editorialWordingShape,
    sql`select distinct on (k.id, t.id) r.code as round, a.code as activity, p.code as reporter, t.field,
      v.content->>'words' as words
    from tracker.compiled_submission s
    join tracker.compilation k on k.id = s.compilation_id
    join tracker.round r on r.id = k.round_id
    join tracker.reporter p on p.id = s.reporter_id
    join tracker.editorial_text t on t.submission_id = s.submission_id and not t.withdrawn
    join tracker.activity a on a.id = t.activity_id
    join tracker.review_text_revision v on v.kind = 'editorial_text' and v.row_id = t.id
      and (v.content->>'times_submitted')::integer = s.snapshot_number and not (v.content->>'withdrawn')::boolean
    where s.included and k.id = any (${sql.param([...compilations])}::integer[])
    order by k.id, t.id, v.version desc`,
  );
}
