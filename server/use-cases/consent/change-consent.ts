import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { readRows } from '#db/rows.ts';
import { checkChangeReason } from '#server/domain/consent/consent.rules.ts';
import { DomainError, requireNoProblems } from '#server/domain/error/domain-error.ts';
import { type ConsentQuestion, findQuestion } from '#server/loaders/consent/load-consent.ts';
import { queueConsentMail } from '#server/notifications/queue-desk-mail.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';

export type ChangeConsentInput = {
  question: number;
  indicator: string;
  agreed: boolean;
  /** The answer that the viewer saw, by its number. */
  insteadOf: number;
  reason: string;
};

/**
 * Puts another answer in the place of one that was given, with a reason, under the viewer's name; the earlier one stays
 * in the history. It counts from the next compilation on: what is published stays as it was. The same answer once more
 * keeps nothing. Throws CONFLICT with the question as it stands where somebody else has changed it since, NOT_FOUND,
 * BAD_INPUT at the fields, NOT_ALLOWED_NOW where the report is another by now.
 */
export function changeConsent(
  context: OperationContext,
  input: ChangeConsentInput,
): Promise<ConsentQuestion> {
  return runOperation(
    context,
    { permission: 'consent.answer', resource: findQuestion },
    input,
    async (run) => {
      const { tx, resource: asked } = run;
      const now = context.now();
      const { reason, problems } = checkChangeReason(input.reason);
      const isAsked = asked.indicators.some(({ code }) => code === input.indicator);
      requireNoProblems([
        ...(isAsked
          ? []
          : [{ path: 'indicator', message: 'Choose one of the indicators that were asked about.' }]),
        ...problems,
      ]);
      const [row] = await readRows(
        tx,
        { outcome: z.enum(['changed', 'same', 'other']) },
        sql`
        select tracker.change_consent(${input.question}, ${input.indicator}, ${input.agreed},
          ${input.insteadOf}::bigint, ${reason}, ${now.toISOString()}::timestamptz) as outcome`,
      );
      const current = await findQuestion(run, input);
      if (row?.outcome !== 'changed' && row?.outcome !== 'same') {
        throw new DomainError(
          'CONFLICT',
          'Somebody else has changed this answer since you looked, so nothing was saved. Check the present answer.',
          { current },
        );
      }
      if (row.outcome === 'changed') {
        await queueConsentMail(
          tx,
          asked,
          {
            question: input.question,
            news: { kind: input.agreed ? 'given' : 'withdrawn' },
            by: run.personId,
          },
          now.toISOString(),
        );
      }
      return current;
    },
  );
}
