import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { readRows } from '#db/rows.ts';
import { extension as extensionTable } from '#db/schema/reporting-country.ts';
import { DomainError, requireNoProblems } from '#server/domain/error/domain-error.ts';
import { findNewDayProblems } from '#server/domain/round/round-days.rules.ts';
import { toUtcDay } from '#server/domain/submission/due-dates.rules.ts';
import { isWithSecretariat } from '#server/domain/submission/submission.workflow.ts';
import { normaliseText } from '#server/domain/submission/text.rules.ts';
import { queueMail } from '#server/notifications/queue-mail.ts';
import { listMailRecipients } from '#server/notifications/queue-report-mail.ts';
import { buildExtendedMail } from '#server/notifications/texts/build-report-mail.ts';
import { createReportLoader, type StoredSubmission } from '#server/loaders/submission/load-submission.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { type Run, runOperation } from '#server/operation/run-operation.ts';

export type ExtendInput = {
  round: string;
  reporter: string;
  /** The new due day, as an ISO date; the last on which the report can be written and sent. */
  dueOn: string;
  reason: string;
  requestId?: string | undefined;
};

/**
 * Gives one reporter more time, with a reason: the report is due later, can be written, cleared and submitted until
 * the end of that day though the round may be closed, and counts as late only after it. Throws BAD_INPUT with the
 * fields at fault, NOT_ALLOWED_NOW for a report that is with the secretariat.
 */
export function extendReport(context: OperationContext, input: ExtendInput): Promise<{ dueOn: string }> {
  return runOperation(
    context,
    { permission: 'round.extend', once: 'round.extend', resource: createReportLoader('update') },
    input,
    async (run) => {
      const { tx, resource: submission } = run;
      if (isWithSecretariat(submission.status)) {
        throw new DomainError(
          'NOT_ALLOWED_NOW',
          `This report is ${submission.status}: it needs no more time.`,
        );
      }
      const [stored] = await readRows(
        tx,
        { due_on: z.string(), title: z.string() },
        sql`
        select s.due_on, r.title from tracker.submission s join tracker.round r on r.id = s.round_id
        where s.id = ${submission.id}`,
      );
      const reason = normaliseText(input.reason).trim();
      requireNoProblems(findExtensionProblems(context, input.dueOn, reason, stored?.due_on ?? null));
      await saveExtension(run, { ...submission, title: stored?.title ?? '' }, input.dueOn, reason);
      return { dueOn: input.dueOn };
    },
  );
}

/** What is wrong with a new due day and its reason, at their fields; `dueOn` is the day that holds now. */
export const findExtensionProblems = (
  context: OperationContext,
  day: string,
  reason: string,
  dueOn: string | null,
) =>
  findNewDayProblems(
    { day, reason },
    { today: toUtcDay(context.now()), after: dueOn, what: 'when the report is due now' },
    { day: 'dueOn', asked: 'the new due day', missingReason: 'Say why there is more time.' },
  );

/** Writes one extension and tells the reporter's people by mail. The report is locked by the caller. */
export async function saveExtension(
  run: Run,
  submission: Pick<StoredSubmission, 'id' | 'round' | 'reporter'> & { title: string },
  dueOn: string,
  reason: string,
): Promise<void> {
  const { tx, personId } = run;
  const at = run.now().toISOString();
  const [extension] = await tx
    .insert(extensionTable)
    .values({ submissionId: submission.id, dueOn, reason, givenBy: personId, givenAt: at })
    .returning({ id: extensionTable.id });
  await tx.execute(sql`
    update tracker.submission set due_on = ${dueOn}::date, extended_until = ${dueOn}::date
    where id = ${submission.id}`);
  const report = { ...submission, round: { code: submission.round.code, title: submission.title } };
  const text = buildExtendedMail(report, dueOn);
  const people = await listMailRecipients(tx, submission.id, ['focal_point', 'clearing_officer']);
  for (const person of people) {
    const memory = `extended/${extension?.id}/${person.personId}`;
    const to = { personId: person.personId, toAddress: person.email };
    await queueMail(tx, { ...to, kind: 'extended', ...text, submissionId: submission.id, memory }, at);
  }
}
