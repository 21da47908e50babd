import { eq, sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import {
  invitation as invitationTable,
  partner as partnerTable,
  reporter as reporterTable,
} from '#db/schema/participants.ts';
import type { Role, Viewer } from '#server/domain/access/can.rules.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { invitationDays } from '#server/domain/person/invitation.rules.ts';
import { queueInvitationMail } from '#server/notifications/queue-account-mail.ts';
import { createLinkToken } from '#server/auth/link-token.ts';
import { z } from 'zod';
import { type RowOf, readRows } from '#db/rows.ts';

const placeShape = {
  id: z.number(),
  code: z.string(),
  kind: z.enum(reporterTable.kind.enumValues),
  name: z.string(),
  /** The agency that was named, where the state has it; null otherwise. */
  agencyId: z.number().nullable(),
};
export type Place = RowOf<typeof placeShape>;
/** The partner for which a role is held; null for other roles. */
export type HeldPartner = { id: number; name: string } | null;

/** The reporter for which a role is to be held, with its agency; null where there is none of this code. */
export async function findPlace(
  tx: Transaction,
  { reporter, agency }: { reporter?: string | undefined; agency?: string | undefined },
): Promise<Place | null> {
  const [place] = await readRows(
    tx,
    placeShape,
    sql`
    select r.id, r.code, r.kind, coalesce(m.name, b.name) as name, (select g.id from tracker.agency g
      where g.state_id = r.state_id and g.acronym = ${agency ?? ''} and g.to_on is null
      order by g.from_on desc limit 1) as "agencyId"
    from tracker.reporter r
    left join tracker.member_state m on m.id = r.state_id
    left join tracker.sectoral_body b on b.id = r.body_id
    where r.code = ${reporter ?? ''}`,
  );
  return place ?? null;
}

/** The partner for which a role is to be held. Throws BAD_INPUT for an unknown one; null where none is named. */
export async function findPartner(
  tx: Transaction,
  code: string | undefined,
): Promise<{ id: number; name: string } | null> {
  if (!code) return null;
  const [found] = await tx
    .select({ id: partnerTable.id, name: partnerTable.name })
    .from(partnerTable)
    .where(eq(partnerTable.slug, code));
  if (found) return found;
  const message = 'Choose one of the partners in the list.';
  throw new DomainError('BAD_INPUT', message, { fields: [{ path: 'partner', message }] });
}

/** What is known of an invitation that is on its way. Its link goes by mail and nowhere else. */
export type SentInvitation = { invitation: number; email: string; name: string; expiresAt: string };

/**
 * Stores an invitation that has been checked and queues its mail. An open one of the same address to the same role is
 * replaced: its link stops working.
 */
export async function sendInvitation(
  tx: Transaction,
  viewer: Viewer,
  invitation: {
    email: string;
    name: string;
    role: Role;
    place: Place | null;
    withAgency: boolean;
    partner: HeldPartner;
  },
  at: Date,
): Promise<SentInvitation> {
  const { email, name, role, place, withAgency, partner } = invitation;
  const now = at.toISOString();
  const expiresAt = new Date(at.getTime() + invitationDays * 86_400_000).toISOString();
  const { token, hash } = createLinkToken();
  await tx.execute(sql`
    update tracker.invitation set revoked_at = ${now}::timestamptz
    where email = ${email} and role = ${role} and accepted_at is null and revoked_at is null
      and reporter_id is not distinct from ${place?.id ?? null}::integer
      and partner_id is not distinct from ${partner?.id ?? null}::integer`);
  const [made] = await tx
    .insert(invitationTable)
    .values({
      tokenHash: hash,
      email,
      name,
      role,
      reporterId: place?.id ?? null,
      agencyId: withAgency ? (place?.agencyId ?? null) : null,
      partnerId: partner?.id ?? null,
      invitedBy: viewer.personId,
      invitedAt: now,
      expiresAt,
    })
    .returning({ id: invitationTable.id });
  if (!made) throw new Error('An insert of one row returns one row.');
  const by = { id: viewer.personId, name: viewer.name };
  await queueInvitationMail(
    tx,
    { email, name, role, hasAgency: withAgency, place, partner, by, token, hash, expiresAt },
    now,
  );
  return { invitation: made.id, email, name, expiresAt };
}
