import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { type RowOf, readRows } from '#db/rows.ts';
import { addLinkTry } from '#server/auth/link-limiter.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { type RoleOutcome, roleOutcomes } from '#server/domain/person/roles.rules.ts';
import { buildRoleGivenEvent, notifyReporter } from '#server/notifications/queue-role-mail.ts';
import {
  findInvitation,
  describeNoInvitation,
  type StoredInvitation,
} from '#server/loaders/person/find-invitation.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { hashLinkToken } from '#server/auth/link-token.ts';
import { requireStrongPassword, savePassword } from './save-password.ts';

/** `waits`: the role has to be confirmed by the reporter's own people first. */
export type AcceptedInvitation = { email: string; created: boolean; waits: boolean };

/**
 * Accepts an invitation. Somebody new gets an account with the given password and the role; somebody with an account
 * must be signed in to it and gets the role only. Where the reporter's own people have to confirm the role it waits,
 * and gives nothing yet. The people of the reporter are told. Runs as the role that writes accounts, in one transaction: the
 * database gives the role by the stored invitation. Throws NOT_FOUND with one sentence for links that are unknown,
 * used, revoked or too old; BAD_INPUT for a weak password; UNAUTHENTICATED or FORBIDDEN when the wrong person is
 * signed in.
 */
export async function acceptInvitation(
  context: OperationContext,
  input: { token: string; password?: string | undefined },
  ip: string,
): Promise<AcceptedInvitation> {
  await addLinkTry(context.connections.auth, ip);
  const hash = hashLinkToken(input.token);
  const at = context.now().toISOString();
  const { auth } = context.connections;
  const invitation = await findInvitation(auth, hash, at);
  if (!invitation) throw describeNoInvitation();
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
  } else requireStrongPassword(input.password ?? '', invitation, 'password');
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
      if (made.length === 0) throw describeNoInvitation();
      await savePassword(tx, personId, input.password ?? '', at);
    }
    const [answer] = await readRows(
      tx,
      acceptedShape,
      sql`
      select a.outcome, a.reporter_id as "reporterId", a.has_agency as "hasAgency", a.invited_by as "invitedBy",
        i.name as inviter, p.name
      from tracker.accept_invitation(${hash}, ${personId}, ${at}::timestamptz) a
      join auth.person i on i.id = a.invited_by join auth.person p on p.id = ${personId}`,
    );
    if (!answer) throw describeNoInvitation();
    await notifyOfAccepted(tx, { ...answer, personId, invitation }, at);
    return { email: invitation.email, created, waits: isWaiting(answer.outcome) };
  });
}

const acceptedShape = {
  outcome: z.enum(roleOutcomes),
  reporterId: z.number().nullable(),
  hasAgency: z.boolean(),
  invitedBy: z.string(),
  inviter: z.string(),
  name: z.string(),
};
type Accepted = RowOf<typeof acceptedShape>;

const isWaiting = (outcome: RoleOutcome) => outcome === 'asked' || outcome === 'waiting';

/** Tells the people of the reporter; the person sees it on the page. */
async function notifyOfAccepted(
  tx: Transaction,
  accepted: Accepted & { personId: string; invitation: StoredInvitation },
  at: string,
): Promise<void> {
  const { outcome, reporterId, hasAgency, invitedBy, inviter, name, personId, invitation } = accepted;
  if (reporterId === null || !invitation.reporter || (outcome !== 'given' && outcome !== 'asked')) return;
  await notifyReporter(
    tx,
    {
      event: buildRoleGivenEvent(invitation.role, hasAgency, outcome === 'asked'),
      place: { id: reporterId, ...invitation.reporter },
      person: { id: personId, name },
      by: { id: invitedBy, name: inviter },
      key: `${personId}/${invitation.role}/${at}`,
    },
    at,
  );
}
