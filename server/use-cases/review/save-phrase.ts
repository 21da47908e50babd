import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { readRows } from '#db/rows.ts';
import { reviewPhrase } from '#db/schema/review.ts';
import { DomainError, requireNoProblems } from '#server/domain/error/domain-error.ts';
import { findTextProblem, normaliseText } from '#server/domain/submission/text.rules.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';

export type PhraseInput = {
  /** Null: a new one. */
  id: number | null;
  /** What was read; 0 for a new one. */
  version: number;
  title: string;
  words: string;
  /** It is offered no more. */
  ended: boolean;
  requestId?: string | undefined;
};

const phraseShape = {
  id: z.number(),
  version: z.number(),
  title: z.string(),
  words: z.string(),
  ended: z.boolean(),
  /** Who changed it last. */
  by: z.string(),
};

/**
 * Adds a phrase for questions, changes it, ends it or brings it back. Questions that were asked with it keep their
 * words. Throws BAD_INPUT with the fields at fault, NOT_FOUND, and CONFLICT with the stored phrase.
 */
export function savePhrase(
  context: OperationContext,
  input: PhraseInput,
): Promise<{ id: number; version: number }> {
  return runOperation(
    context,
    { permission: 'review.annotate', once: 'review.savePhrase' },
    input,
    async ({ tx, personId }) => {
      const [stored] =
        input.id === null
          ? []
          : await readRows(
              tx,
              phraseShape,
              sql`
            select f.id, f.version, f.title, f.words, f.ended_at is not null as ended, p.name as by
            from tracker.review_phrase f join auth.person p on p.id = f.changed_by
            where f.id = ${input.id} for update of f`,
            );
      if (input.id !== null && !stored) throw new DomainError('NOT_FOUND', 'There is no such phrase.');
      if (stored && stored.version !== input.version) {
        const { by, ...current } = stored;
        throw new DomainError(
          'CONFLICT',
          `${by} changed this phrase while you were editing. Nothing was saved.`,
          { current },
        );
      }
      const title = normaliseText(input.title).replace(/\s+/g, ' ').trim();
      const words = normaliseText(input.words).trim();
      const onTitle = title === '' ? 'Give the phrase a short name.' : findTextProblem(title, 80);
      const onWords = words === '' ? 'Write the words of the phrase.' : findTextProblem(words, 1000);
      await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('review_phrase', 0))`);
      const [same] = await tx.execute(sql`
        select from tracker.review_phrase
        where lower(title) = lower(${title}) and ended_at is null and id is distinct from ${input.id}::integer`);
      requireNoProblems([
        ...(onTitle ? [{ path: 'title', message: onTitle }] : []),
        ...(same && !input.ended && !onTitle
          ? [{ path: 'title', message: 'There is already a phrase with this name. Choose another name.' }]
          : []),
        ...(onWords ? [{ path: 'words', message: onWords }] : []),
      ]);
      const at = context.now().toISOString();
      const written = { title, words, endedAt: input.ended ? at : null, changedBy: personId, changedAt: at };
      const known = { id: reviewPhrase.id, version: reviewPhrase.version };
      const [row] = stored
        ? await tx
            .update(reviewPhrase)
            .set({ ...written, version: sql`${reviewPhrase.version} + 1` })
            .where(eq(reviewPhrase.id, stored.id))
            .returning(known)
        : await tx.insert(reviewPhrase).values(written).returning(known);
      if (!row) throw new Error('A write of one row returns one row.');
      return { id: row.id, version: row.version };
    },
  );
}
