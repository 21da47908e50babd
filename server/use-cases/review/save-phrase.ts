import { sql } from 'drizzle-orm';
import { DomainError, refuseBadInput } from '#server/domain/error/domain-error.ts';
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

export type StoredPhrase = { id: number; version: number; title: string; words: string; ended: boolean };

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
          : await tx.execute<StoredPhrase & { by: string }>(sql`
            select f.id, f.version, f.title, f.words, f.ended_at is not null as ended, p.name as by
            from tracker.review_phrase f join auth.person p on p.id = f.changed_by
            where f.id = ${input.id} for update of f`);
      if (input.id !== null && !stored) throw new DomainError('NOT_FOUND', 'There is no such phrase.');
      if (stored && stored.version !== input.version) {
        const { by, ...current } = stored;
        throw new DomainError(
          'CONFLICT',
          `${by} changed this phrase while you were at it. Nothing was saved.`,
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
      refuseBadInput([
        ...(onTitle ? [{ path: 'title', message: onTitle }] : []),
        ...(same && !input.ended && !onTitle
          ? [{ path: 'title', message: 'There is a phrase of this name. Choose another name.' }]
          : []),
        ...(onWords ? [{ path: 'words', message: onWords }] : []),
      ]);
      const at = context.now().toISOString();
      const endedAt = input.ended ? sql`${at}::timestamptz` : sql`null`;
      const [row] = await tx.execute<{ id: number; version: number }>(
        stored
          ? sql`update tracker.review_phrase set title = ${title}, words = ${words}, ended_at = ${endedAt},
            version = version + 1, changed_by = ${personId}, changed_at = ${at}::timestamptz
            where id = ${stored.id} returning id, version`
          : sql`insert into tracker.review_phrase (title, words, ended_at, changed_by, changed_at)
            values (${title}, ${words}, ${endedAt}, ${personId}, ${at}::timestamptz) returning id, version`,
      );
      if (!row) throw new Error('A write of one row returns one row.');
      return { id: row.id, version: row.version };
    },
  );
}
