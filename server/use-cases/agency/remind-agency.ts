import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { readRows } from '#db/rows.ts';
import { formatDay } from '#server/domain/calendar/local-day.calculations.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { toUtcDay } from '#server/domain/submission/due-dates.rules.ts';
import { queueMail } from '#server/notifications/queue-mail.ts';
import { buildAgencyReminderMail } from '#server/notifications/texts/build-report-mail.ts';
import { isActiveOn, listColleagues } from '#server/loaders/agency/list-colleagues.ts';
import { requireOpenForWriting, createReportLoader } from '#server/loaders/submission/load-submission.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';

export type RemindAgencyInput = {
  round: string;
  reporter: string;
  agency: string;
  requestId?: string | undefined;
};

/** How many people were written to, and how many had a reminder today already. */
export type RemindedAgency = { reminded: number; already: number };

/**
 * Writes to the people of an agency that its part is awaited; to each at most once a day. Throws NOT_ALLOWED_NOW when
 * there is nobody to write to, or nothing to ask for; ROUND_CLOSED or NOT_OPEN.
 */
export function remindAgency(context: OperationContext, input: RemindAgencyInput): Promise<RemindedAgency> {
  return runOperation(
    context,
    { permission: 'report.assign', once: 'agency.remind', resource: createReportLoader('share') },
    input,
    async ({ tx, viewer, resource: submission }) => {
      requireOpenForWriting(submission, context);
      const [agency] = await readRows(
        tx,
        {
          id: z.number(),
          name: z.string(),
          holds: z.boolean(),
          delivered: z.boolean(),
          due_on: z.string(),
          title: z.string(),
        },
        sql`
        select g.id, g.name, s.due_on::text, r.title,
          exists (select from tracker.responsibility x where x.reporter_id = s.reporter_id and x.agency_id = g.id
            and x.ended_at is null) as holds,
          exists (select from tracker.delivery d where d.submission_id = s.id and d.agency_id = g.id
            and d.taken_back_at is null) as delivered
        from tracker.submission s
        join tracker.round r on r.id = s.round_id
        join tracker.reporter p on p.id = s.reporter_id
        join tracker.agency g on g.state_id = p.state_id and g.to_on is null
        where s.id = ${submission.id} and g.acronym = ${input.agency}`,
      );
      if (!agency) throw new DomainError('NOT_FOUND', `There is no agency "${input.agency}".`);
      if (!agency.holds)
        throw new DomainError('NOT_ALLOWED_NOW', `${agency.name} has no part of the report.`);
      if (agency.delivered)
        throw new DomainError('NOT_ALLOWED_NOW', `${agency.name} has delivered its part.`);
      const at = context.now().toISOString();
      const day = toUtcDay(context.now());
      const colleagues = await listColleagues(tx, submission.reporter.id);
      const people = new Map(
        colleagues
          .filter((one) => one.role === 'contributor' && one.agencyId === agency.id && isActiveOn(one, day))
          .map((one) => [one.personId, one]),
      );
      if (people.size === 0) {
        throw new DomainError(
          'NOT_ALLOWED_NOW',
          `Nobody has an account for ${agency.name} yet. The secretariat invites its people.`,
        );
      }
      let reminded = 0;
      for (const { personId, name, email } of people.values()) {
        const text = buildAgencyReminderMail({
          name,
          round: { code: submission.round.code, title: agency.title },
          reporter: submission.reporter,
          dueOn: formatDay(agency.due_on),
          agency: agency.name,
          by: viewer.name,
        });
        const isNew = await queueMail(
          tx,
          {
            personId,
            toAddress: email,
            kind: 'agency_reminder',
            ...text,
            submissionId: submission.id,
            memory: `agency_reminder/${personId}/${submission.id}/${day}`,
          },
          at,
        );
        if (isNew) reminded += 1;
      }
      return { reminded, already: people.size - reminded };
    },
  );
}
