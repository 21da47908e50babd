import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows } from '#db/rows.ts';
import type { Role } from '#server/domain/access/can.rules.ts';
import { canReadWholeDraft } from '#server/domain/person/roles.rules.ts';
import { queueMail } from './queue-mail.ts';
import { type MailedPlace, notifyReporter } from './queue-role-mail.ts';
import { buildInvitationMail, buildPasswordSetMail, buildResetMail } from './texts/build-account-mail.ts';

type InvitedPerson = {
  email: string;
  name: string;
  role: Role;
  hasAgency: boolean;
  /** The reporter, for a role that is held for one. */
  place: MailedPlace | null;
  /** The partner, for a role that is held for one. */
  partner: { name: string } | null;
  /** Who invites. */
  by: { id: string; name: string };
  token: string;
  /** Of the token: names the mail without giving it away. */
  hash: string;
  expiresAt: string;
};

/**
 * Sends an invitation with its link: the one way by which it leaves. Where the role opens the whole draft of a
 * reporter, those who answer for it are told already now: nobody is put beside them without their knowing.
 */
export async function queueInvitationMail(
  tx: Transaction,
  invited: InvitedPerson,
  at: string,
): Promise<void> {
  const { email, role, hasAgency, place, partner, by, hash } = invited;
  const plans = await readRows(
    tx,
    { title: z.string() },
    sql`
    select title from tracker.plan order by starts_on, code`,
  );
  await queueMail(
    tx,
    {
      personId: null,
      toAddress: email,
      kind: 'invitation',
      ...buildInvitationMail({
        ...invited,
        place: place?.name ?? partner?.name ?? null,
        by: by.name,
        plans: plans.map(({ title }) => title),
      }),
      memory: `invitation/${hash}`,
      secret: true,
    },
    at,
  );
  if (!place || !canReadWholeDraft(role, hasAgency)) return;
  await notifyReporter(tx, { event: { kind: 'invited', role }, place, person: null, by, key: hash }, at);
}

/** Sends the link by which somebody chooses a new password. */
export async function queueResetMail(
  tx: Transaction,
  reset: {
    personId: string;
    email: string;
    name: string;
    token: string;
    hash: string;
    expiresAt: string;
    /** Who asked for it. */
    by: 'self' | 'administrator';
  },
  at: string,
): Promise<void> {
  await queueMail(
    tx,
    {
      personId: reset.personId,
      toAddress: reset.email,
      kind: 'password_link',
      ...buildResetMail(reset),
      memory: `password_link/${reset.hash}`,
      secret: true,
    },
    at,
  );
}

/** Tells somebody that their password was set by a link, whose `hash` names the mail. */
export async function queuePasswordSet(
  tx: Transaction,
  person: { id: string; email: string; name: string },
  hash: string,
  at: string,
): Promise<void> {
  await queueMail(
    tx,
    {
      personId: person.id,
      toAddress: person.email,
      kind: 'password_set',
      ...buildPasswordSetMail(person.name),
      memory: `password_set/${hash}`,
    },
    at,
  );
}
