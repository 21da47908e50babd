import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { readRows } from '#db/rows.ts';
import { DomainError, requireNoProblems } from '#server/domain/error/domain-error.ts';
import { isWithSecretariat } from '#server/domain/submission/submission.workflow.ts';
import { normaliseText } from '#server/domain/submission/text.rules.ts';
import { loadSubmission } from '#server/loaders/submission/load-submission.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { findExtensionProblems, saveExtension } from './extend-report.ts';
import { runOperation } from '#server/operation/run-operation.ts';

/** Who has more time now, and who had as much or more already. */
export type ExtendedRound = { extended: string[]; kept: string[] };

/**
 * Gives every reporter of a round whose report is not in more time, with one reason. Whoever has until that day or
 * later already keeps it, and gets no mail. Throws BAD_INPUT with the fields at fault, NOT_FOUND, NOT_ALLOWED_NOW when
 * nothing is owed.
 */
export function extendRound(
  context: OperationContext,
  input: { round: string; dueOn: string; reason: string; requestId?: string | undefined },
): Promise<ExtendedRound> {
  return runOperation(
    context,
    { permission: 'round.extend', once: 'round.extendAll' },
    input,
    async (run) => {
      const { tx } = run;
      const rows = await readRows(
        tx,
        { reporter: z.string().nullable(), title: z.string(), dueOn: z.string().nullable() },
        sql`
        select p.code as reporter, r.title, s.due_on as "dueOn" from tracker.round r
        left join tracker.submission s on s.round_id = r.id
        left join tracker.reporter p on p.id = s.reporter_id
        where r.code = ${input.round} order by p.id`,
      );
      if (rows.length === 0) throw new DomainError('NOT_FOUND', `There is no round ${input.round}.`);
      const reason = normaliseText(input.reason).trim();
      requireNoProblems(findExtensionProblems(context, input.dueOn, reason, null));
      const answer: ExtendedRound = { extended: [], kept: [] };
      for (const { reporter, title, dueOn } of rows) {
        if (reporter === null || dueOn === null) continue;
        const submission = await loadSubmission(tx, { round: input.round, reporter }, 'update');
        if (isWithSecretariat(submission.status)) continue;
        if (dueOn >= input.dueOn) {
          answer.kept.push(reporter);
          continue;
        }
        await saveExtension(run, { ...submission, title }, input.dueOn, reason);
        answer.extended.push(reporter);
      }
      if (answer.extended.length === 0) {
        throw new DomainError(
          'NOT_ALLOWED_NOW',
          answer.kept.length === 0
            ? `Nobody owes a report for ${input.round}: none needs more time.`
            : `Everybody who owes a report for ${input.round} has until that day already.`,
        );
      }
      return answer;
    },
  );
}
