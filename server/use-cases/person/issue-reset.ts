import { sql } from 'drizzle-orm';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { resetHours } from '#server/domain/person/invitation.rules.ts';
import { queueResetMail } from '#server/notifications/queue-account-mail.ts';
import { inTransaction, requirePermission, type UseCaseContext } from '../use-case-context.ts';
import { createLinkToken } from './link-token.ts';

/** `token` is the secret end of the link; it is here once and can be read nowhere afterwards. */
export type IssuedReset = { token: string; email: string; name: string; expiresAt: string };

/**
 * Makes a link by which a person sets a new password, and sends it to them; an earlier one stops working. Throws NOT_FOUND, and
 * NOT_ALLOWED_NOW for a disabled account.
 */
export function issueReset(context: UseCaseContext, input: { person: string }): Promise<IssuedReset> {
  requirePermission(context, 'people.revoke');
  return inTransaction(context, async (tx) => {
    const [person] = await tx.execute<{ name: string; email: string }>(sql`
      select name, email from auth.person where id = ${input.person}`);
    if (!person) throw new DomainError('NOT_FOUND', 'There is no such account.');
    const at = context.now();
    const expiresAt = new Date(at.getTime() + resetHours * 3_600_000).toISOString();
    const { token, hash } = createLinkToken();
    const [made] = await tx.execute<{ issued: boolean }>(sql`
      select tracker.issue_reset(${input.person}, ${hash}, ${expiresAt}::timestamptz,
        ${at.toISOString()}::timestamptz) as issued`);
    if (!made?.issued) {
      throw new DomainError('NOT_ALLOWED_NOW', 'This account is disabled. Enable it first.');
    }
    await queueResetMail(tx, { ...person, personId: input.person, token, hash, expiresAt }, at.toISOString());
    return { token, email: person.email, name: person.name, expiresAt };
  });
}
