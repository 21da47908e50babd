import { toLocalTime } from '#server/domain/calendar/local-day.calculations.ts';
import { listOwed, getTimeZone } from '#server/domain/calendar/reminders.rules.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { buildSectionKey } from '#server/domain/round/section-progress.calculations.ts';
import { queueMail } from '#server/notifications/queue-mail.ts';
import { listReminderFacts } from '#server/notifications/reminder-facts.ts';
import { buildSectionReminderMail } from '#server/notifications/texts/build-reminder-mail.ts';
import { listSectionProgress } from '#server/loaders/round/list-section-progress.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import type { Reminded } from './remind-reporter.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import { createReportLoader } from '#server/loaders/submission/load-submission.ts';

/**
 * Reminds the focal points of one report of one section of it, by a mail that names the section and how much of it is
 * missing. Once a day for each section and person. Throws NOT_FOUND for a section that is not asked, NOT_ALLOWED_NOW
 * when nothing of it is missing or nobody can be told.
 */
export async function remindSection(
  context: OperationContext,
  input: { round: string; reporter: string; section: string },
): Promise<Reminded> {
  return runOperation(
    context,
    { permission: 'round.remind', resource: createReportLoader('none') },
    input,
    async ({ tx, resource: submission }) => {
      const now = context.now();
      const facts = (await listReminderFacts(context.connections.jobs, { round: input.round })).filter(
        (one) =>
          one.round.code === input.round &&
          one.reporter.code === input.reporter &&
          one.role === 'focal_point' &&
          listOwed([one], now).length > 0,
      );
      const sections = await listSectionProgress(tx, submission.round.id);
      const asked = sections.find(
        (one) => one.submissionId === submission.id && buildSectionKey(one.section) === input.section,
      );
      if (!asked) throw new DomainError('NOT_FOUND', 'This section is not asked of this reporter.');
      if (asked.touched >= asked.due && asked.returned === 0) {
        throw new DomainError('NOT_ALLOWED_NOW', 'Nothing is missing in this section.');
      }
      if (facts.length === 0) {
        throw new DomainError(
          'NOT_ALLOWED_NOW',
          `Nobody with an account owes the report of ${input.reporter} for ${input.round} now.`,
        );
      }
      let reminded = 0;
      for (const one of facts) {
        const today = toLocalTime(now, getTimeZone([one])).date;
        const isNew = await queueMail(
          tx,
          {
            personId: one.personId,
            toAddress: one.email,
            kind: 'section_reminder',
            ...buildSectionReminderMail(one, asked),
            submissionId: submission.id,
            memory: `section_reminder/${submission.id}/${input.section}/${one.personId}/${today}`,
          },
          now.toISOString(),
        );
        if (isNew) reminded += 1;
      }
      return { reminded, already: facts.length - reminded };
    },
  );
}
