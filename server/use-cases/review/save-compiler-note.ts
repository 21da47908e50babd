import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { readRows } from '#db/rows.ts';
import { compilerNote } from '#db/schema/review.ts';
import { DomainError, requireNoProblems } from '#server/domain/error/domain-error.ts';
import { findTextProblem, normaliseText } from '#server/domain/submission/text.rules.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { findReportItem, type ItemPlace } from './find-report-item.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import { createReportLoader } from '#server/loaders/submission/load-submission.ts';

export type CompilerNoteInput = {
  round: string;
  reporter: string;
  /** Null: a new one. */
  id: number | null;
  /** What was read; 0 for a new one. */
  version: number;
  /** What it is about; null for the whole report. Of a stored note it stays. */
  item: ItemPlace | null;
  words: string;
  /** Settled: it is shown no more. */
  ended: boolean;
  requestId?: string | undefined;
};

/**
 * Writes a note for whoever compiles the round, changes it, or ends it. Only the secretariat reads it; it is no part of
 * the report. Throws BAD_INPUT, NOT_FOUND, and CONFLICT with the stored note.
 */
export function saveCompilerNote(
  context: OperationContext,
  input: CompilerNoteInput,
): Promise<{ id: number; version: number }> {
  return runOperation(
    context,
    { permission: 'review.annotate', once: 'review.saveCompilerNote', resource: createReportLoader('none') },
    input,
    async ({ tx, personId, resource: submission }) => {
      const words = normaliseText(input.words).trim();
      const problem = words === '' ? 'Write the note.' : findTextProblem(words, 2000);
      const [stored] =
        input.id === null
          ? []
          : await readRows(
              tx,
              { id: z.number(), version: z.number(), words: z.string(), by: z.string() },
              sql`
            select n.id, n.version, n.words, p.name as by
            from tracker.compiler_note n join auth.person p on p.id = n.changed_by
            where n.id = ${input.id} and n.submission_id = ${submission.id} for update of n`,
            );
      if (input.id !== null && !stored) throw new DomainError('NOT_FOUND', 'There is no such note.');
      if (stored && stored.version !== input.version) {
        throw new DomainError(
          'CONFLICT',
          `${stored.by} changed this note while you were editing. Nothing was saved.`,
          { current: { id: stored.id, version: stored.version, words: stored.words } },
        );
      }
      requireNoProblems(problem ? [{ path: 'words', message: problem }] : []);
      const at = context.now().toISOString();
      if (stored) {
        const [row] = await tx
          .update(compilerNote)
          .set({
            words,
            endedAt: input.ended ? at : null,
            version: sql`${compilerNote.version} + 1`,
            changedBy: personId,
            changedAt: at,
          })
          .where(eq(compilerNote.id, stored.id))
          .returning({ version: compilerNote.version });
        return { id: stored.id, version: row?.version ?? stored.version + 1 };
      }
      const { activity, indicator } = input.item
        ? await findReportItem(tx, submission, input.item, '')
        : { activity: null, indicator: null };
      const [row] = await tx
        .insert(compilerNote)
        .values({
          submissionId: submission.id,
          activityId: activity,
          indicatorId: indicator,
          words,
          writtenBy: personId,
          writtenAt: at,
          changedBy: personId,
          changedAt: at,
        })
        .returning({ id: compilerNote.id });
      if (!row) throw new Error('A write of one row returns one row.');
      return { id: row.id, version: 1 };
    },
  );
}
