import { sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import { invitation as invitationTable } from '#db/schema/participants.ts';
import type { Role, Viewer } from '#server/domain/access/can.rules.ts';
import { invitationDays } from '#server/domain/person/invitation.rules.ts';
import { queueInvitationMail } from '#server/notifications/queue-account-mail.ts';
import type { Place } from './find-place.ts';
import { createLinkToken } from '#server/auth/link-token.ts';

/** What is known of an invitation that is on its way. Its link goes by mail and nowhere else. */
export type SentInvitation = { invitation: number; email: string; name: string; expiresAt: string };

/**
 * Stores an invitation that has been checked and queues its mail. An open one of the same address to the same role is
 * replaced: its link stops working.
 */
export async function sendInvitation(
  tx: Transaction,
  viewer: Viewer,
  invitation: { email: string; name: string; role: Role; place: Place | null; withAgency: boolean },
  at: Date,
): Promise<SentInvitation> {
  const { email, name, role, place, withAgency } = invitation;
  const now = at.toISOString();
  const expiresAt = new Date(at.getTime() + invitationDays * 86_400_000).toISOString();
  const { token, hash } = createLinkToken();
  await tx.execute(sql`
    update tracker.invitation set revoked_at = ${now}::timestamptz
    where email = ${email} and role = ${role} and accepted_at is null and revoked_at is null
      and reporter_id is not distinct from ${place?.id ?? null}::integer`);
  const [made] = await tx
    .insert(invitationTable)
    .values({
      tokenHash: hash,
      email,
      name,
      role,
      reporterId: place?.id ?? null,
      agencyId: withAgency ? (place?.agencyId ?? null) : null,
      invitedBy: viewer.personId,
      invitedAt: now,
      expiresAt,
    })
    .returning({ id: invitationTable.id });
  if (!made) throw new Error('An insert of one row returns one row.');
  const by = { id: viewer.personId, name: viewer.name };
  await queueInvitationMail(
    tx,
    { email, name, role, hasAgency: withAgency, place, by, token, hash, expiresAt },
    now,
  );
  return { invitation: made.id, email, name, expiresAt };
}
