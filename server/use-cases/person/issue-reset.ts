import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { readRows } from '#db/rows.ts';
import { person as personTable } from '#db/schema/auth.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { resetHours } from '#server/domain/person/invitation.rules.ts';
import { queueResetMail } from '#server/notifications/queue-account-mail.ts';
import { notifyReportersOf } from '#server/notifications/queue-role-mail.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { createLinkToken } from '#server/auth/link-token.ts';
import { runOperation } from '#server/operation/run-operation.ts';

/** What is known of a link that is on its way. It goes by mail and nowhere else. */
export type IssuedReset = { email: string; name: string; expiresAt: string };

/**
 * Sends a person a link by which they set a new password; an earlier one stops working. The people of the reporters for
 * which they work are told. Throws NOT_FOUND, and NOT_ALLOWED_NOW for a disabled account.
 */
export function issueReset(context: OperationContext, input: { person: string }): Promise<IssuedReset> {
  return runOperation(context, { permission: 'people.revoke' }, input, async ({ tx, viewer }) => {
    const [person] = await tx
      .select({ name: personTable.name, email: personTable.email })
      .from(personTable)
      .where(eq(personTable.id, input.person));
    if (!person) throw new DomainError('NOT_FOUND', 'This account does not exist.');
    const at = context.now();
    const expiresAt = new Date(at.getTime() + resetHours * 3_600_000).toISOString();
    const { token, hash } = createLinkToken();
    const [made] = await readRows(
      tx,
      { issued: z.boolean() },
      sql`
      select tracker.issue_reset(${input.person}, ${hash}, ${expiresAt}::timestamptz,
        ${at.toISOString()}::timestamptz) as issued`,
    );
    if (!made?.issued) {
      throw new DomainError('NOT_ALLOWED_NOW', 'This account is disabled. Enable it first.');
    }
    await queueResetMail(
      tx,
      { ...person, personId: input.person, token, hash, expiresAt, by: 'administrator' },
      at.toISOString(),
    );
    await notifyReportersOf(
      tx,
      { id: input.person, name: person.name },
      'reset_issued',
      { id: viewer.personId, name: viewer.name },
      at.toISOString(),
    );
    return { email: person.email, name: person.name, expiresAt };
  });
}
