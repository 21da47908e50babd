import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { readRows } from '#db/rows.ts';
import { findAnswerProblems } from '#server/domain/consent/consent.rules.ts';
import { DomainError, requireNoProblems } from '#server/domain/error/domain-error.ts';
import { type ConsentQuestion, findQuestion } from '#server/loaders/consent/load-consent.ts';
import { queueConsentMail } from '#server/notifications/queue-desk-mail.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';

export type AnswerConsentInput = {
  question: number;
  /** Yes or no by indicator; what is not named stays as it is. */
  answers: Record<string, boolean>;
};

/**
 * Keeps the first answers of the viewer to a question, under their name, and tells the secretariat. The same answer once more keeps nothing; one
 * that differs from what was answered already is a change, and refused here (CONFLICT, with the question as it stands).
 * Throws NOT_FOUND for whoever may not answer, BAD_INPUT for what was not asked, NOT_ALLOWED_NOW where it is too late or
 * the report is another by now.
 */
export function answerConsent(
  context: OperationContext,
  input: AnswerConsentInput,
): Promise<ConsentQuestion> {
  return runOperation(
    context,
    { permission: 'consent.answer', resource: findQuestion },
    input,
    async (run) => {
      const { tx, resource: asked } = run;
      const now = context.now();
      requireNoProblems(findAnswerProblems(input.answers, asked.indicators));
      const [row] = await readRows(
        tx,
        { added: z.number().nullable() },
        sql`
        select tracker.answer_consent(${input.question}, ${JSON.stringify(input.answers)}::text::jsonb,
          ${now.toISOString()}::timestamptz) as added`,
      );
      const current = await findQuestion(run, input);
      if (row?.added == null) {
        throw new DomainError(
          'CONFLICT',
          'A different answer has already been given, so nothing was saved. Check the answers below. You can change each one, giving a reason.',
          { current },
        );
      }
      if (row.added > 0) {
        const given = Object.values(input.answers).filter((agreed) => agreed).length;
        const refused = Object.values(input.answers).length - given;
        await queueConsentMail(
          tx,
          asked,
          {
            question: input.question,
            news: { kind: 'answered', agreed: given, refused },
            by: run.personId,
          },
          now.toISOString(),
        );
      }
      return current;
    },
  );
}
