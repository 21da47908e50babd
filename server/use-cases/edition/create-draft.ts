import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows } from '#db/rows.ts';
import { round as roundTable } from '#db/schema/submission.ts';
import { DomainError, refuseBadInput } from '#server/domain/error/domain-error.ts';
import {
  type BuiltEdition,
  buildEditions,
  type PlainFacts,
} from '#server/domain/report/build-editions.calculations.ts';
import { findTextProblem } from '#server/domain/submission/text.rules.ts';
import { loadOwnReports } from '#server/loaders/edition/load-own-report.ts';
import { loadMidtermReview } from '#server/loaders/learning/load-midterm-review.ts';
import { listReportSections } from '#server/loaders/report/list-report-sections.ts';
import { loadReportFacts } from '#server/loaders/report/load-report-facts.ts';
import { hashContent } from '#server/operation/hash-content.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import type { LoadedFacts } from '#server/loaders/edition/load-edition-facts.ts';
import { rehearsePublication } from './rehearse-publication.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import { writeRevision } from '#server/operation/write-revision.ts';

export type CreateDraftInput = {
  round: string;
  meeting?: string | undefined;
  note?: string | undefined;
  requestId?: string | undefined;
};
export type CreatedDraft = { number: number; sha256: string; editions: number };

type Beside = Pick<PlainFacts, 'compilation' | 'meeting'>;
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
      refuseBadInput(
        (['meeting', 'note'] as const).flatMap((path) => {
          const words = { meeting, note }[path];
          const message = findTextProblem(words, limits[path]);
          return message ? [{ path, message }] : [];
        }),
      );
      const rehearsed = await rehearsePublication(context, tx, input);
      const [round] = await tx
        .select({ id: roundTable.id })
        .from(roundTable)
        .where(eq(roundTable.code, input.round))
        .for('update');
      if (!round) throw new DomainError('NOT_FOUND', `There is no round ${input.round}.`);
      const { compilation } = rehearsed;
      const asOf = context.now().toISOString().slice(0, 10);
      const beside = { compilation, meeting };
      const built = buildEditions({
        public: { ...withoutChecksum(rehearsed.public), ...beside },
        restricted: { ...withoutChecksum(rehearsed.restricted), ...beside },
        sections: await listReportSections(tx, input.round),
        own: await loadOwnReports(tx, compilation.id),
        all: await loadReportFacts(tx, { compilation: compilation.id, audience: 'restricted' }),
        review: {
          ...(await loadMidtermReview(tx, context, { plan: rehearsed.public.plan.code, today: asOf })),
          asOf,
        },
      }).map((edition): SealedEdition => ({ ...edition, sha256: hashContent(edition.document) }));
      const sha256 = hashContent(built.map((each) => [each.edition, each.scope, each.sha256]));
      const [made] = await readRows(
        tx,
        { id: z.number(), number: z.number() },
        sql`
        insert into tracker.report_draft (round_id, compilation_id, number, meeting, note, made_by, made_at, sha256,
          public_content_sha256, public_documents)
        select ${round.id}, ${rehearsed.compilation.id}, coalesce(max(number), 0) + 1, ${meeting}, ${note}, ${personId},
          ${context.now().toISOString()}::timestamptz, ${sha256}, ${rehearsed.public.contentSha256},
          ${JSON.stringify(rehearsed.publicDocuments)}::text::jsonb
        from tracker.report_draft where round_id = ${round.id}
        returning id, number`,
      );
      if (!made) throw new Error('An insert of one row returns one row.');
      await writeEditions(tx, made.id, built);
      await writeRevision(run, context.now().toISOString(), {
        subject: 'report_draft',
        key: `${input.round}/${made.number}`,
        after: { event: 'made', sha256, editions: built.length },
      });
      return { number: made.number, sha256, editions: built.length };
    },
  );
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
