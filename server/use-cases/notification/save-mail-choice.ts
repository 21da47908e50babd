import { mailChoice } from '#db/schema/mail.ts';
import { requireNoProblems } from '#server/domain/error/domain-error.ts';
import { checkMailChoice, type MailChoice } from '#server/domain/mail/mail-choice.rules.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';

/** Stores which mails the viewer wants, and until when none. Throws BAD_INPUT for a day that cannot be. */
export function saveMailChoice(
  context: OperationContext,
  input: { wanted: string[]; pausedUntil: string },
): Promise<MailChoice> {
  return runOperation(context, { permission: null }, input, async ({ tx, personId }) => {
    const at = context.now().toISOString();
    const { choice, problems } = checkMailChoice(input, at.slice(0, 10));
    requireNoProblems(problems);
    const stored = { unwanted: [...choice.unwanted], pausedUntil: choice.pausedUntil, changedAt: at };
    await tx
      .insert(mailChoice)
      .values({ personId, ...stored })
      .onConflictDoUpdate({ target: mailChoice.personId, set: stored });
    return choice;
  });
}
