import { sql } from 'drizzle-orm';
import { addDays, sayDay } from '#server/domain/calendar/local-day.calculations.ts';
import { DomainError, type FieldProblem, refuseBadInput } from '#server/domain/error/domain-error.ts';
import { dayOf } from '#server/domain/submission/in-time.rules.ts';
import { isWithSecretariat } from '#server/domain/submission/submission.workflow.ts';
import { findTextProblem, normaliseText } from '#server/domain/submission/text.rules.ts';
import { queueMail } from '#server/notifications/queue-mail.ts';
import { listMailRecipients } from '#server/notifications/queue-report-mail.ts';
import { writeExtended } from '#server/notifications/texts/write-report-mail.ts';
import { repeatHarmlessly } from '../repeat-harmlessly.ts';
import { loadSubmission } from '../submission/load-submission.ts';
import { inTransaction, requirePermission, type UseCaseContext } from '../use-case-context.ts';

export type ExtendInput = {
  round: string;
  reporter: string;
  /** The new due day, as an ISO date; the last on which the report can be written and sent. */
  dueOn: string;
  reason: string;
  requestId?: string | undefined;
};

/** More than this is no longer an extension: another round will have begun. */
const longestDays = 366;

/**
 * Gives one reporter more time, with a reason: the report is due later, can be written, cleared and submitted until
 * the end of that day though the round may be closed, and counts as late only after it. Throws BAD_INPUT with the
 * fields at fault, NOT_ALLOWED_NOW for a report that is with the secretariat.
 */
export function extendReport(context: UseCaseContext, input: ExtendInput): Promise<{ dueOn: string }> {
  requirePermission(context, 'round.extend');
  return inTransaction(context, (tx) =>
    repeatHarmlessly(context, tx, 'round.extend', input, async () => {
      const { personId } = requirePermission(context, 'round.extend');
      const submission = await loadSubmission(tx, input, 'update');
      if (isWithSecretariat(submission.status)) {
        throw new DomainError(
          'NOT_ALLOWED_NOW',
          `This report is ${submission.status}: it needs no more time.`,
        );
      }
      const [stored] = await tx.execute<{ due_on: string; title: string }>(sql`
        select s.due_on, r.title from tracker.submission s join tracker.round r on r.id = s.round_id
        where s.id = ${submission.id}`);
      const reason = normaliseText(input.reason).trim();
      const today = dayOf(context.now());
      refuseBadInput(findProblems(input.dueOn, reason, { today, dueOn: stored?.due_on ?? today }));
      const at = context.now().toISOString();
      const [extension] = await tx.execute<{ id: number }>(sql`
        insert into tracker.extension (submission_id, due_on, reason, given_by, given_at)
        values (${submission.id}, ${input.dueOn}::date, ${reason}, ${personId}, ${at}::timestamptz) returning id`);
      await tx.execute(sql`
        update tracker.submission set due_on = ${input.dueOn}::date, extended_until = ${input.dueOn}::date
        where id = ${submission.id}`);
      const report = { ...submission, round: { code: submission.round.code, title: stored?.title ?? '' } };
      const text = writeExtended(report, input.dueOn);
      const people = await listMailRecipients(tx, submission.id, ['focal_point', 'clearing_officer']);
      for (const person of people) {
        const memory = `extended/${extension?.id}/${person.personId}`;
        const to = { personId: person.personId, toAddress: person.email };
        await queueMail(tx, { ...to, kind: 'extended', ...text, submissionId: submission.id, memory }, at);
      }
      return { dueOn: input.dueOn };
    }),
  );
}

function findProblems(
  dueOn: string,
  reason: string,
  known: { today: string; dueOn: string },
): FieldProblem[] {
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(dueOn) && addDaysOrNull(dueOn) === dueOn;
  const after = known.dueOn > known.today ? known.dueOn : known.today;
  const onDay = !isDate
    ? 'Write the new due day as a date, such as 2026-12-15.'
    : dueOn <= known.dueOn
      ? `Choose a day after ${sayDay(known.dueOn)}, when the report is due now.`
      : dueOn < known.today
        ? 'Choose today or a later day.'
        : dueOn > addDays(after, longestDays)
          ? 'Choose a day within a year.'
          : null;
  const onReason =
    reason === ''
      ? 'Say why there is more time.'
      : reason.length > 2000
        ? 'Shorten this to 2,000 characters.'
        : findTextProblem(reason);
  return [
    ...(onDay ? [{ path: 'dueOn', message: onDay }] : []),
    ...(onReason ? [{ path: 'reason', message: onReason }] : []),
  ];
}

/** The date as the calendar knows it; null for one that it does not. */
const addDaysOrNull = (date: string): string | null =>
  Number.isNaN(Date.parse(`${date}T00:00:00Z`)) ? null : addDays(date, 0);
