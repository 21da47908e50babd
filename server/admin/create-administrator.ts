import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Sql } from '#db/client.ts';
import { readRows } from '#db/rows.ts';
import type { SqlTransaction } from '#db/sql.ts';
import { checkInvitation, resetHours } from '#server/domain/person/invitation.rules.ts';
import { createLinkToken } from '#server/auth/link-token.ts';
import { AdminError, type Command, formatMoment } from './command.ts';
import { withTrackerDatabase } from './tracker-database.ts';

/** `token` is the secret end of the link; it is here once and can be read nowhere afterwards. */
export type FirstLink = { token: string; email: string; name: string; expiresAt: string };

/**
 * Makes an account with the role of administrator and a link by which its password is set. For the owner of the
 * database, who needs nobody's invitation. Throws AdminError when there is an account with this address.
 */
function createAdministrator(
  owner: Sql,
  input: { email: string; name: string },
  now: Date,
): Promise<FirstLink> {
  const { invitation, problems } = checkInvitation({ ...input, role: 'administrator' }, null);
  if (problems.length > 0) throw new AdminError(problems.map(({ message }) => message).join(' '));
  const { email, name } = invitation;
  return owner.begin(async (tx) => {
    const id = randomUUID();
    const at = now.toISOString();
    const made = await tx`
      insert into auth.person (id, name, email, email_verified, created_at, updated_at)
      values (${id}, ${name}, ${email}, true, ${at}, ${at})
      on conflict (email) do nothing returning id`;
    if (made.length === 0) {
      throw new AdminError(
        `There is an account with the address ${email} already. An administrator can give it this role on the page of people; with --new-link an administrator's account gets a new link to set its password.`,
      );
    }
    await tx`
      insert into tracker.assignment (person_id, role, assigned_at) values (${id}, 'administrator', ${at})`;
    return issueLink(tx, { id, email, name }, now);
  });
}

/**
 * Makes a new link to set the password of an administrator who cannot sign in; an earlier one stops working. Throws
 * AdminError when the address is not that of an administrator, or the account is disabled.
 */
function renewAdministratorLink(owner: Sql, input: { email: string }, now: Date): Promise<FirstLink> {
  const email = input.email.trim().toLowerCase();
  return owner.begin(async (tx) => {
    const [person] = await readRows(
      tx,
      {
        id: z.string(),
        email: z.string(),
        name: z.string(),
        disabled: z.boolean(),
        administrator: z.boolean(),
      },
      sql`select id, email, name, disabled_at is not null as disabled,
        exists (select from tracker.assignment a where a.person_id = p.id and a.role = 'administrator'
          and a.revoked_at is null) as administrator
      from auth.person p where email = ${email} for update`,
    );
    if (!person) throw new AdminError(`There is no account with the address ${email}. Leave out --new-link.`);
    if (!person.administrator) {
      throw new AdminError(
        `${email} is not an administrator. An administrator gives out links on the page of people.`,
      );
    }
    if (person.disabled) {
      throw new AdminError(`The account ${email} is disabled. Another administrator can enable it.`);
    }
    await tx`select tracker.note_account_event(${person.id}, 'reset_issued', ${now.toISOString()})`;
    return issueLink(tx, person, now);
  });
}

async function issueLink(
  tx: SqlTransaction,
  person: { id: string; email: string; name: string },
  now: Date,
): Promise<FirstLink> {
  const at = now.toISOString();
  const expiresAt = new Date(now.getTime() + resetHours * 3_600_000).toISOString();
  const { token, hash } = createLinkToken();
  await tx`delete from auth.verification where value = ${person.id} and identifier like 'reset:%'`;
  await tx`
    insert into auth.verification (id, identifier, value, expires_at, created_at, updated_at)
    values (${randomUUID()}, ${`reset:${hash}`}, ${person.id}, ${expiresAt}, ${at}, ${at})`;
  return { token, email: person.email, name: person.name, expiresAt };
}

export const createAdministratorCommand: Command = {
  name: 'create-administrator',
  summary: "make an administrator's account and print the link to set its password",
  words: [],
  options: [
    { name: 'email', value: 'ADDRESS', required: true, meaning: 'The address to sign in with.' },
    {
      name: 'name',
      value: 'NAME',
      meaning: 'The name of the person, in quotation marks. Needed for a new account.',
    },
    {
      name: 'new-link',
      value: null,
      meaning: 'Make no account, but a new link for an administrator who cannot sign in.',
    },
  ],
  about: [
    'Makes an account with the role of administrator and prints a link by which its password is set. The link works ' +
      'once and for a day. Everybody else is invited from the screens.',
    'Works whether or not the tracker is running. Before the first start it makes the database.',
  ],
  async run({ text, has }, say) {
    const email = text('email') ?? '';
    const name = text('name');
    if (name === null && !has('new-link')) throw new AdminError('--name NAME is missing.');
    await withTrackerDatabase({ make: true, current: true }, async (owner, { config }) => {
      const link = has('new-link')
        ? await renewAdministratorLink(owner, { email }, new Date())
        : await createAdministrator(owner, { email, name: name ?? '' }, new Date());
      if (!has('new-link')) say(`${link.name} (${link.email}) is an administrator now.`);
      say(`This link sets the password. It works once, until ${formatMoment(link.expiresAt)}:`);
      say(`${config.origin}/reset?token=${link.token}`);
    });
  },
};
