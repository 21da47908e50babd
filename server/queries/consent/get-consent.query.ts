import { sql } from 'drizzle-orm';
import { hashLinkToken } from '#server/auth/link-token.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import {
  type ConsentQuestion,
  describeNoConsent,
  loadConsent,
} from '#server/loaders/consent/load-consent.ts';
import { runOperation } from '#server/operation/run-operation.ts';

/** A question of consent, by its number. Throws NOT_FOUND for whoever may not answer it. */
export function getConsent(context: OperationContext, input: { question: number }): Promise<ConsentQuestion> {
  return runOperation(context, { permission: null }, {}, ({ tx, viewer }) =>
    loadConsent(tx, viewer, input.question, context.now()),
  );
}

/**
 * The number of the question that a link from before leads to. The link gives no right: it is looked at for whoever is
 * signed in. Throws NOT_FOUND for whoever may not answer the question.
 */
export function findConsent(
  context: OperationContext,
  input: { token: string },
): Promise<{ question: number }> {
  return runOperation(context, { permission: null }, {}, async ({ tx }) => {
    const [row] = await tx.execute<{ question: number | null }>(sql`
      select tracker.find_consent_question(${hashLinkToken(input.token)}) as question`);
    if (row?.question == null) throw describeNoConsent();
    return { question: row.question };
  });
}
