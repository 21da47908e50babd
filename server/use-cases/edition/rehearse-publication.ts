import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows } from '#db/rows.ts';
import { publicationSource } from '#db/schema/compilation.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import type { ContentMap } from '#server/domain/publication/approved-report.rules.ts';
import { type BuiltPublication, buildPublication } from '#server/domain/publication/build-publication.ts';
import { rememberFigures } from '#server/domain/publication/remember-figures.ts';
import { setEditorialWords } from '#server/domain/report/editorial-words.calculations.ts';
import { createMemoryReader } from '#server/publications/memory-reader.ts';
import { readDocuments } from '#server/publications/publication-reader.ts';
import { readBuiltContent, readStoredContent } from '#server/publications/read-content.ts';
import { listEditorialWordings } from '#server/loaders/edition/list-editorial-wordings.ts';
import { type LoadedFacts, loadEditionFacts } from '#server/loaders/edition/load-edition-facts.ts';
import { listCompiledRounds } from '#server/loaders/publication/load-compiled.ts';
import { loadPublicationInput } from '#server/loaders/publication/load-publication-input.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';

export type RehearsedFacts = {
  compilation: { id: number; number: number; sha256: string; madeAt: string };
  public: LoadedFacts;
  /** The documents that the public edition is built from, as checksums by address. */
  publicDocuments: ContentMap;
  restricted: LoadedFacts;
};

/**
 * Reads what the editions of a round are built from. What the public may see is not worked out a second time: it is the
 * publication that would be made now, built as publishing builds it and read in memory. Where the round's newest
 * compilation is public already, that publication is read. What member states may see of each other is built from the
 * same input, by the same rules but for small counts, on top of the publication: whoever reads a restricted edition reads
 * the public one too, and nothing that neither shows may follow from both. Writes nothing.
 */
export async function rehearsePublication(
  { published, now }: Pick<OperationContext, 'published' | 'now'>,
  tx: Transaction,
  { round }: { round: string },
): Promise<RehearsedFacts> {
  const { publication, ...compilation } = await loadCompilation(tx, round);
  const rounds = await listCompiledRounds(tx, round);
  const newest =
    publication === null
      ? rounds.at(-1)?.code
      : (await readDocuments(published, publication, 'publication')).publication.round;
  if (newest !== round) {
    throw new DomainError(
      'NOT_ALLOWED_NOW',
      `A correction of ${round} is public together with ${newest}. Make the draft for ${newest}.`,
    );
  }
  // Up to the round of the report, as it stood for its meeting.
  const spoken = rounds.slice(0, rounds.findIndex(({ code }) => code === round) + 1);
  const chosen = spoken.at(-1);
  if (!chosen) throw new Error('A compiled round was found before.');
  const input = await loadPublicationInput(tx, spoken, chosen, { publishedAt: now() });
  const { number } = input.publication;
  const read = async ({ documents }: BuiltPublication) =>
    withWordings(
      tx,
      await loadEditionFacts(createMemoryReader(published, documents), number),
      spoken.map(({ compilationId }) => compilationId),
    );
  if (publication !== null) {
    const shown = await loadEditionFacts(published, publication);
    return {
      compilation,
      public: await withWordings(tx, shown, await listSources(tx, publication)),
      publicDocuments: (await readStoredContent(tx, publication)).documents,
      restricted: await read(buildPublication(input, 'reporters')),
    };
  }
  const built = buildPublication(input);
  const figures = rememberFigures(input.figures, number, built.decided.figures);
  return {
    compilation,
    public: await read(built),
    publicDocuments: readBuiltContent(built).documents,
    restricted: await read(buildPublication({ ...input, figures }, 'reporters')),
  };
}

/** The compilations that a publication is made from. */
async function listSources(tx: Transaction, publication: number): Promise<number[]> {
  const rows = await tx
    .select({ id: publicationSource.compilationId })
    .from(publicationSource)
    .where(eq(publicationSource.publicationNumber, publication));
  return rows.map(({ id }) => id);
}

/** With the secretariat's wording where it has one of what these compilations hold. */
async function withWordings(
  tx: Transaction,
  facts: LoadedFacts,
  compilations: number[],
): Promise<LoadedFacts> {
  const wordings = await listEditorialWordings(tx, compilations);
  return { ...facts, activities: setEditorialWords(facts.activities, facts.round.code, wordings) };
}

async function loadCompilation(tx: Transaction, round: string) {
  const [row] = await readRows(
    tx,
    {
      id: z.number(),
      number: z.number(),
      sha256: z.string(),
      madeAt: z.string(),
      publication: z.number().nullable(),
    },
    sql`
    select k.id, k.number, k.sha256, to_json(k.created_at)#>>'{}' as "madeAt",
      (select max(e.publication_number) from tracker.publication_event e where e.compilation_id = k.id) as publication
    from tracker.compilation k join tracker.round r on r.id = k.round_id
    where r.code = ${round} order by k.number desc limit 1`,
  );
  if (!row) throw new DomainError('NOT_ALLOWED_NOW', `Compile ${round} before making a draft of its report.`);
  return row;
}
