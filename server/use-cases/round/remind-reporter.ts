import { toLocalTime } from '#server/domain/calendar/local-day.calculations.ts';
import { listOwed, getTimeZone } from '#server/domain/calendar/reminders.rules.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { listReminderFacts } from '#server/notifications/reminder-facts.ts';
import { queueDigest } from '../mail/queue-digests.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';

/** How many people get a reminder by this call, and how many had one of today already. */
export type Reminded = { reminded: number; already: number };

/**
 * Reminds the people who owe the report of a reporter, or of every reporter of a round: at once, whatever the
 * calendar says. It counts as the one reminder that a person gets a day. Throws NOT_ALLOWED_NOW when nobody owes
 * anything.
 */
export async function remindReporter(
  context: OperationContext,
  input: { round: string; reporter?: string | undefined },
): Promise<Reminded> {
  return runOperation(context, { permission: 'round.remind' }, input, async ({ tx }) => {
    const now = context.now();
    const facts = await listReminderFacts(context.connections.jobs, { round: input.round });
    const digests = [...Map.groupBy(facts, ({ personId }) => personId)].flatMap(([personId, own]) => {
      const owed = listOwed(own, now);
      const isAsked = owed.some(
        ({ round, reporter }) =>
          round.code === input.round && reporter.code === (input.reporter ?? reporter.code),
      );
      return isAsked ? [{ personId, today: toLocalTime(now, getTimeZone(own)).date, owed }] : [];
    });
    if (digests.length === 0) {
      throw new DomainError(
        'NOT_ALLOWED_NOW',
        input.reporter === undefined
          ? `Nobody with an account owes a report for ${input.round} now.`
          : `Nobody with an account owes the report of ${input.reporter} for ${input.round} now.`,
      );
    }
    let reminded = 0;
    for (const digest of digests) if (await queueDigest(tx, digest, facts, now)) reminded += 1;
    return { reminded, already: digests.length - reminded };
  });
}
