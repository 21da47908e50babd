import { sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import type { Role } from '#server/domain/access/can.rules.ts';
import { queueMail } from './queue-mail.ts';
import {
  writeColleagueInvited,
  writeInvitation,
  writeReset,
  writeRoleGiven,
} from './texts/write-account-mail.ts';

type InvitedPerson = {
  email: string;
  name: string;
  role: Role;
  /** The reporter, for a role that is held for one. */
  place: { id: number; kind: 'state' | 'body'; name: string } | null;
  /** Who invites. */
  by: string;
  token: string;
  /** Of the token: names the mail without giving it away. */
  hash: string;
  expiresAt: string;
};

/**
 * Sends an invitation with its link. When somebody becomes a state's focal point, those who answer for its report
 * already are told: nobody is put beside them without their knowing.
 */
export async function queueInvitationMail(
  tx: Transaction,
  invited: InvitedPerson,
  at: string,
): Promise<void> {
  const { email, role, place, by, hash } = invited;
  await queueMail(
    tx,
    {
      personId: null,
      toAddress: email,
      kind: 'invitation',
      ...writeInvitation({ ...invited, place: place?.name ?? null }),
      memory: `invitation/${hash}`,
      secret: true,
    },
    at,
  );
  await tellColleagues(tx, { email, role, place, by }, hash, at);
}

/** Tells somebody that they got a further role, and those who answer for the report of the same state. */
export async function queueRoleMail(
  tx: Transaction,
  given: { person: { id: string; name: string; email: string } } & Pick<
    InvitedPerson,
    'role' | 'place' | 'by'
  >,
  at: string,
): Promise<void> {
  const { person, role, place, by } = given;
  const key = `${person.id}/${role}/${place?.id ?? ''}/${at}`;
  await queueMail(
    tx,
    {
      personId: person.id,
      toAddress: person.email,
      kind: 'role_given',
      ...writeRoleGiven({ name: person.name, role, place: place?.name ?? null, by }),
      memory: `role_given/${key}`,
    },
    at,
  );
  await tellColleagues(tx, { email: person.email, role, place, by }, key, at);
}

/** A state's focal points and clearing officers learn of every further focal point, and when they do by whom. */
async function tellColleagues(
  tx: Transaction,
  { email, role, place, by }: Pick<InvitedPerson, 'email' | 'role' | 'place' | 'by'>,
  key: string,
  at: string,
): Promise<void> {
  if (role !== 'focal_point' || place?.kind !== 'state') return;
  const colleagues = await tx.execute<{ id: string; email: string }>(sql`
    select distinct p.id, p.email from tracker.assignment a join auth.person p on p.id = a.person_id
    where a.reporter_id = ${place.id} and a.role in ('focal_point', 'clearing_officer')
      and a.revoked_at is null and p.disabled_at is null and p.email <> ${email}
    order by p.id`);
  for (const colleague of colleagues) {
    await queueMail(
      tx,
      {
        personId: colleague.id,
        toAddress: colleague.email,
        kind: 'colleague_invited',
        ...writeColleagueInvited({ role, place: place.name, by }),
        memory: `colleague_invited/${key}/${colleague.id}`,
      },
      at,
    );
  }
}

/** Sends the link by which somebody chooses a new password. */
export async function queueResetMail(
  tx: Transaction,
  reset: { personId: string; email: string; name: string; token: string; hash: string; expiresAt: string },
  at: string,
): Promise<void> {
  await queueMail(
    tx,
    {
      personId: reset.personId,
      toAddress: reset.email,
      kind: 'password_link',
      ...writeReset(reset),
      memory: `password_link/${reset.hash}`,
      secret: true,
    },
    at,
  );
}
