import { sql } from 'drizzle-orm';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Database } from '#db/client.ts';
import { readRows } from '#db/rows.ts';
import type { Accounts } from '#server/auth/accounts.ts';
import { addLinkTry, isResetDue } from '#server/auth/link-limiter.ts';
import { createLinkToken } from '#server/auth/link-token.ts';
import { DomainError, requireNoProblems } from '#server/domain/error/domain-error.ts';
import { resetHours } from '#server/domain/person/invitation.rules.ts';
import { isMailAddress } from '#server/notifications/mail-url.rules.ts';
import { queueResetMail } from '#server/notifications/queue-account-mail.ts';

/** How people get back into an account whose password they have forgotten. */
export type AccountHelp = {
  /** Whether the tracker can send them a link. */
  sendsLinks: boolean;
  /** Whom they can ask, as CONTACT names them. */
  contact: { name: string; address: string } | null;
};

/**
 * Sends a link by which somebody sets a new password, to the address that they typed, if it is that of an account. The
 * answer is the same and as quick if it is not, so it tells nobody who has an account. An address gets few links a day,
 * without a word about it. Throws BAD_INPUT for what is no address, TOO_MANY_ATTEMPTS for a place that asks too often,
 * NOT_ALLOWED_NOW where no mail is sent.
 */
export async function requestReset(
  {
    accounts,
    help,
    log,
    ip,
    now,
  }: {
    accounts: Accounts;
    help: AccountHelp;
    log: Logger;
    ip: string;
    now: () => Date;
  },
  input: { email: string },
): Promise<{ asked: true }> {
  const email = input.email.trim().toLowerCase();
  requireNoProblems(
    isMailAddress(email)
      ? []
      : [{ path: 'email', message: 'Enter your e-mail address, such as name@example.org.' }],
  );
  if (!help.sendsLinks) throw new DomainError('NOT_ALLOWED_NOW', 'The tracker cannot send links by mail.');
  await addLinkTry(accounts.auth, ip);
  const issue = async () => {
    try {
      await issueOwnReset(accounts.auth, email, now());
    } catch (error) {
      log.error({ err: error }, 'a link to a new password could not be sent');
    }
  };
  accounts.pending.start(issue());
  return { asked: true };
}

async function issueOwnReset(auth: Database, email: string, at: Date): Promise<void> {
  const moment = at.toISOString();
  const [person] = await readRows(
    auth,
    { id: z.string(), name: z.string(), email: z.string() },
    sql`select id, name, email from auth.person
      where lower(email) = ${email} and disabled_at is null and id <> 'calendar'`,
  );
  if (!person || !(await isResetDue(auth, email, at))) return;
  const { token, hash } = createLinkToken();
  await auth.transaction(async (tx) => {
    const expiresAt = new Date(at.getTime() + resetHours * 3_600_000).toISOString();
    await tx.execute(sql`
      delete from auth.verification where value = ${person.id} and identifier like 'reset:%'`);
    await tx.execute(sql`
      insert into auth.verification (id, identifier, value, expires_at, created_at, updated_at)
      values (gen_random_uuid()::text, ${`reset:${hash}`}, ${person.id}, ${expiresAt}::timestamptz,
        ${moment}::timestamptz, ${moment}::timestamptz)`);
    await tx.execute(
      sql`select tracker.note_account_event(${person.id}, 'reset_requested', ${moment}::timestamptz)`,
    );
    const { id: personId, name } = person;
    await queueResetMail(
      tx,
      { personId, email: person.email, name, token, hash, expiresAt, by: 'self' },
      moment,
    );
  });
}
