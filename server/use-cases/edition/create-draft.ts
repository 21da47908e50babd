import { desc, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows } from '#db/rows.ts';
import { reportDraft } from '#db/schema/edition.ts';
import { round as roundTable } from '#db/schema/submission.ts';
import { DomainError, requireNoProblems } from '#server/domain/error/domain-error.ts';
import {
  type BuiltEdition,
  buildEditions,
  type PlainFacts,
} from '#server/domain/report/build-editions.calculations.ts';
import { listEditions, type ChosenParts } from '#server/domain/report/edition.rules.ts';
import { listDraftProblems } from '#server/domain/report/section-problems.rules.ts';
import { readEmblem } from '#server/pictures/read-emblem.ts';
import { findTextProblem } from '#server/domain/submission/text.rules.ts';
import { loadOwnReports } from '#server/loaders/edition/load-own-report.ts';
import { loadMidtermReview } from '#server/loaders/learning/load-learning.ts';
import { listReportSections } from '#server/loaders/report/load-section.ts';
import { loadReportFacts } from '#server/loaders/report/load-report-facts.ts';
import { hashContent } from '#server/operation/hash-content.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import {
  type LoadedFacts,
  listEditorialWordings,
  loadEditionFacts,
} from '#server/loaders/edition/load-edition-facts.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import { recordRevision } from '#server/operation/record-revision.ts';
import { publicationSource } from '#db/schema/compilation.ts';
import type { ContentMap } from '#server/domain/publication/approved-report.rules.ts';
import { type BuiltPublication, buildPublication } from '#server/domain/publication/build-publication.ts';
import { addShownFigures } from '#server/domain/publication/add-shown-figures.ts';
import { setEditorialWords } from '#server/domain/report/editorial-words.calculations.ts';
import { decideInThread } from '#server/publications/decide-thread.ts';
import { buildEditionRules } from '#server/domain/publication/edition-rule.rules.ts';
import { createMemoryReader } from '#server/publications/memory-reader.ts';
import { readDocuments } from '#server/publications/publication-reader.ts';
import { getBuiltContent, loadStoredContent } from '#server/publications/read-content.ts';
import { type EditionRuleOfRound, loadEditionRule } from '#server/loaders/edition/load-edition-rule.ts';
import { listCompiledRounds } from '#server/loaders/publication/load-compiled.ts';
import { loadPublicationInput } from '#server/loaders/publication/load-publication-input.ts';

export type CreateDraftInput = {
  round: string;
  meeting?: string | undefined;
  /** ISO date of the meeting. */
  meetingOn?: string | undefined;
  /** A picture (PNG or JPEG) in base64 for the cover; null is none. Left out, it is that of the draft before. */
  emblem?: string | null | undefined;
  /** The parts of each edition in order; without them an edition has those of its rule. */
  parts?: ChosenParts | undefined;
  note?: string | undefined;
  requestId?: string | undefined;
};
export type CreatedDraft = { number: number; sha256: string; editions: number };

type Beside = Pick<PlainFacts, 'compilation' | 'meeting' | 'meetingOn' | 'editionRule'>;
type SealedEdition = BuiltEdition & { sha256: string };

/**
 * Freezes the report of a round as a numbered draft: every edition as a document of its own with a checksum. What was
 * drafted never changes; a change of the text or a new compilation is another draft. Throws NOT_ALLOWED_NOW where the
 * round is not compiled.
 */
export async function createDraft(context: OperationContext, input: CreateDraftInput): Promise<CreatedDraft> {
  return runOperation(
    context,
    { permission: 'edition.make', once: 'edition.createDraft' },
    input,
    async (run) => {
      const { tx, personId } = run;
      const meeting = input.meeting?.trim() ?? '';
      const note = input.note?.trim() ?? '';
      const limits = { meeting: 300, note: 2000 };
      const drawn = await loadEmblem(tx, input);
      requireNoProblems([
        ...(['meeting', 'note'] as const).flatMap((path) => {
          const words = { meeting, note }[path];
          const message = findTextProblem(words, limits[path]);
          return message ? [{ path, message }] : [];
        }),
        ...('problem' in drawn ? [{ path: 'emblem', message: drawn.problem }] : []),
      ]);
      const rehearsed = await rehearsePublication(context, tx, input);
      const { rule, history } = rehearsed.editionRule;
      const [round] = await tx
        .select({ id: roundTable.id })
        .from(roundTable)
        .where(eq(roundTable.code, input.round))
        .for('update');
      if (!round) throw new DomainError('NOT_FOUND', `There is no round ${input.round}.`);
      const { compilation } = rehearsed;
      const asOf = context.now().toISOString().slice(0, 10);
      const editionRule = { reporters: rule, decidedOn: history[0]?.at.slice(0, 10) ?? null };
      const beside = { compilation, meeting, meetingOn: input.meetingOn ?? null, editionRule };
      const parts = input.parts ?? {};
      const sections = await listReportSections(tx, input.round);
      const all = await loadReportFacts(tx, { compilation: compilation.id, audience: 'restricted' });
      const built = buildEditions({
        rules: listEditions(parts),
        public: { ...withoutChecksum(rehearsed.public), ...beside },
        restricted: { ...withoutChecksum(rehearsed.restricted), ...beside },
        sections,
        own: await loadOwnReports(tx, compilation.id),
        all,
        review: {
          ...(await loadMidtermReview(tx, context, { plan: rehearsed.public.plan.code, today: asOf })),
          asOf,
        },
      }).map((edition): SealedEdition => ({ ...edition, sha256: hashContent(edition.document) }));
      const problems = listDraftProblems(sections, all);
      const sha256 = hashContent(built.map((each) => [each.edition, each.scope, each.sha256]));
      const [made] = await readRows(
        tx,
        { id: z.number(), number: z.number() },
        sql`
        insert into tracker.report_draft (round_id, compilation_id, number, meeting, note, made_by, made_at, sha256,
          public_content_sha256, public_documents, meeting_on, emblem, parts, problems)
        select ${round.id}, ${rehearsed.compilation.id}, coalesce(max(number), 0) + 1, ${meeting}, ${note}, ${personId},
          ${context.now().toISOString()}::timestamptz, ${sha256}, ${rehearsed.public.contentSha256},
          ${JSON.stringify(rehearsed.publicDocuments)}::text::jsonb, ${input.meetingOn ?? null}::date,
          ${'emblem' in drawn ? drawn.emblem : null}, ${JSON.stringify(parts)}::text::jsonb, ${JSON.stringify(problems)}::text::jsonb
        from tracker.report_draft where round_id = ${round.id}
        returning id, number`,
      );
      if (!made) throw new Error('An insert of one row returns one row.');
      await writeEditions(tx, made.id, built);
      await recordRevision(run, context.now().toISOString(), {
        subject: 'report_draft',
        key: `${input.round}/${made.number}`,
        after: { event: 'made', sha256, editions: built.length },
      });
      return { number: made.number, sha256, editions: built.length };
    },
  );
}

/** The emblem of a draft: the uploaded one, or that of the draft that was made last. */
async function loadEmblem(
  tx: Transaction,
  { emblem }: CreateDraftInput,
): Promise<{ emblem: string | null } | { problem: string }> {
  if (emblem === null) return { emblem: null };
  if (emblem !== undefined) return readEmblem(emblem);
  const [before] = await tx
    .select({ emblem: reportDraft.emblem })
    .from(reportDraft)
    .orderBy(desc(reportDraft.id))
    .limit(1);
  return { emblem: before?.emblem ?? null };
}

function withoutChecksum(loaded: LoadedFacts): Omit<PlainFacts, keyof Beside> {
  const { contentSha256: _, ...facts } = loaded;
  return facts;
}

async function writeEditions(tx: Transaction, draft: number, built: readonly SealedEdition[]): Promise<void> {
  // One by one: together they would be one huge parameter.
  for (const [position, { edition, scope, name, document, sha256 }] of built.entries()) {
    await tx.execute(sql`
      insert into tracker.report_edition (draft_id, edition, scope, scope_name, position, document, sha256)
      values (${draft}, ${edition}, ${scope}, ${name}, ${position}, ${JSON.stringify(document)}::text::jsonb,
        ${sha256})`);
  }
}

export type RehearsedFacts = {
  compilation: { id: number; number: number; sha256: string; madeAt: string };
  public: LoadedFacts;
  /** The documents that the public edition is built from, as checksums by address. */
  publicDocuments: ContentMap;
  restricted: LoadedFacts;
  editionRule: EditionRuleOfRound;
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
  const editionRule = await loadEditionRule(tx, round);
  const rules = buildEditionRules(editionRule.rule);
  const input = await loadPublicationInput(tx, spoken, chosen, { publishedAt: now() });
  const { number } = input.publication;
  const read = async ({ documents }: BuiltPublication) =>
    withWordings(
      tx,
      await loadEditionFacts(createMemoryReader(published, documents), number),
      spoken.map(({ compilationId }) => compilationId),
    );
  if (publication !== null) {
    await decideInThread(input.figures, rules);
    const shown = await loadEditionFacts(published, publication);
    return {
      compilation,
      public: await withWordings(tx, shown, await listSources(tx, publication)),
      publicDocuments: (await loadStoredContent(tx, publication)).documents,
      restricted: await read(buildPublication(input, 'reporters', editionRule.rule)),
      editionRule,
    };
  }
  await decideInThread(input.figures);
  const built = buildPublication(input);
  const figures = addShownFigures(input.figures, number, built.decided.figures);
  await decideInThread(figures, rules);
  return {
    compilation,
    public: await read(built),
    publicDocuments: getBuiltContent(built).documents,
    restricted: await read(buildPublication({ ...input, figures }, 'reporters', editionRule.rule)),
    editionRule,
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
