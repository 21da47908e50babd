import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { consumeLinkTry } from '#server/auth/link-limiter.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { findInvitation, sayNoInvitation } from '#server/queries/person/get-invitation.query.ts';
import type { UseCaseContext } from '../use-case-context.ts';
import { hashLinkToken } from './link-token.ts';
import { refuseWeakPassword, storePassword } from './store-password.ts';

export type AcceptedInvitation = { email: string; created: boolean };

/**
 * Accepts an invitation. Somebody new gets an account with the given password and the role; somebody with an account
 * must be signed in to it and gets the role only. Runs as the role that writes accounts, in one transaction: the
 * database gives the role by the stored invitation. Throws NOT_FOUND with one sentence for links that are unknown,
 * used, revoked or too old; BAD_INPUT for a weak password; UNAUTHENTICATED or FORBIDDEN when the wrong person is
 * signed in.
 */
export async function acceptInvitation(
  context: UseCaseContext,
  input: { token: string; password?: string | undefined },
  ip: string,
): Promise<AcceptedInvitation> {
  await consumeLinkTry(context.connections.auth, ip);
  const hash = hashLinkToken(input.token);
  const at = context.now().toISOString();
  const { auth } = context.connections;
  const invitation = await findInvitation(auth, hash, at);
  if (!invitation) throw sayNoInvitation();
  if (invitation.personId !== null) {
    if (!context.viewer) {
      throw new DomainError('UNAUTHENTICATED', `Sign in as ${invitation.email} to accept this invitation.`);
    }
    if (context.viewer.personId !== invitation.personId) {
      throw new DomainError(
        'FORBIDDEN',
        `This invitation is for ${invitation.email}. You are signed in as ${context.viewer.email}.`,
      );
    }
  } else refuseWeakPassword(input.password ?? '', invitation, 'password');
  return auth.transaction(async (tx) => {
    let { personId } = invitation;
    const created = personId === null;
    if (personId === null) {
      personId = randomUUID();
      const made = await tx.execute(sql`
        insert into auth.person (id, name, email, email_verified, created_at, updated_at)
        values (${personId}, ${invitation.name}, ${invitation.email}, true, ${at}::timestamptz, ${at}::timestamptz)
        on conflict (email) do nothing returning id`);
      // Somebody used the link, or another one to this address, a moment earlier.
      if (made.length === 0) throw sayNoInvitation();
      await storePassword(tx, personId, input.password ?? '', at);
    }
    const [answer] = await tx.execute<{ given: boolean }>(sql`
      select tracker.accept_invitation(${hash}, ${personId}, ${at}::timestamptz) as given`);
    if (!answer?.given) throw sayNoInvitation();
    return { email: invitation.email, created };
  });
}
