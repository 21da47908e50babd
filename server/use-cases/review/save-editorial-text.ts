import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { readRows } from '#db/rows.ts';
import { DomainError, requireNoProblems } from '#server/domain/error/domain-error.ts';
import { isEditedField } from '#server/domain/review/reviewed-fields.rules.ts';
import { findTextProblem, normaliseText } from '#server/domain/submission/text.rules.ts';
import { isReceived } from '#server/domain/submission/submission.workflow.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { findReportItem, type ItemPlace } from './find-report-item.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import { createReportLoader } from '#server/loaders/submission/load-submission.ts';

export type EditorialTextInput = ItemPlace & {
  round: string;
  reporter: string;
  /** "achievements", "challenges", "nextSteps" or "note". */
  field: string;
  words: string;
  /** Takes it out: editions carry the reporter's own words again. */
  withdrawn: boolean;
  /** What was read; 0 where there was none. */
  version: number;
  requestId?: string | undefined;
};

/**
 * Sets the secretariat's wording of one field beside the reporter's own, for editions, which mark it as edited. The
 * report itself is not touched: what the reporter wrote stays as it was received. Throws BAD_INPUT with the fields at
 * fault, NOT_ALLOWED_NOW before a report was received, and CONFLICT with what stands there now.
 */
export function saveEditorialText(
  context: OperationContext,
  input: EditorialTextInput,
): Promise<{ version: number }> {
  return runOperation(
    context,
    {
      permission: 'review.annotate',
      once: 'review.saveEditorialText',
      resource: createReportLoader('share'),
    },
    input,
    async ({ tx, personId, resource: submission }) => {
      const everReturned = submission.returnScope !== null;
      if (!isReceived({ status: submission.status, everReturned }) || submission.timesSubmitted === 0) {
        throw new DomainError('NOT_ALLOWED_NOW', 'There is no report to suggest wording for yet.');
      }
      if (!isEditedField(input.subject, input.field)) {
        const message =
          'You can only suggest other wording for achievements, challenges, next steps and notes.';
        requireNoProblems([{ path: 'field', message }]);
      }
      const { activity, indicator } = await findReportItem(tx, submission, input, '');
      const [stored] = await readRows(
        tx,
        { version: z.number(), words: z.string(), withdrawn: z.boolean(), by: z.string() },
        sql`
        select t.version, t.words, t.withdrawn, p.name as by
        from tracker.editorial_text t join auth.person p on p.id = t.changed_by
        where t.submission_id = ${submission.id} and t.activity_id is not distinct from ${activity}::integer
          and t.indicator_id is not distinct from ${indicator}::integer and t.field = ${input.field} for update of t`,
      );
      // One that was taken out is as if there were none, and comes back under the next version.
      const isKnown = stored
        ? stored.version === input.version || (stored.withdrawn && input.version === 0)
        : input.version === 0;
      if (!isKnown) {
        throw new DomainError(
          'CONFLICT',
          `${stored?.by ?? 'Somebody'} changed this wording while you were editing. Nothing was saved.`,
          { current: stored ?? null },
        );
      }
      const words = input.withdrawn ? (stored?.words ?? '') : normaliseText(input.words).trim();
      const problem =
        words === '' ? 'Write the wording, or leave the reporter’s text.' : findTextProblem(words);
      requireNoProblems(problem ? [{ path: 'words', message: problem }] : []);
      const version = (stored?.version ?? 0) + 1;
      const at = context.now().toISOString();
      await tx.execute(sql`
        insert into tracker.editorial_text (submission_id, activity_id, indicator_id, field, words, times_submitted,
          version, changed_by, changed_at, withdrawn)
        values (${submission.id}, ${activity}, ${indicator}, ${input.field}, ${words}, ${submission.timesSubmitted},
          ${version}, ${personId}, ${at}::timestamptz, ${input.withdrawn})
        on conflict (submission_id, activity_id, indicator_id, field) do update
        set words = excluded.words, times_submitted = excluded.times_submitted, version = excluded.version,
          changed_by = excluded.changed_by, changed_at = excluded.changed_at, withdrawn = excluded.withdrawn`);
      return { version };
    },
  );
}
