import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows } from '#db/rows.ts';
import type { Database } from '#db/client.ts';
import { addLinkTry } from '#server/auth/link-limiter.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { queuePasswordSet } from '#server/notifications/queue-account-mail.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { hashLinkToken } from '#server/auth/link-token.ts';
import { requireStrongPassword, savePassword } from './save-password.ts';

type ResetPerson = { id: string; email: string; name: string };

/** The one answer for links that are unknown, used or too old, and for disabled accounts. */
const describeNoReset = () =>
  new DomainError(
    'NOT_FOUND',
    'This link has been used already or is more than a day old. Ask an administrator for a new one.',
  );

async function findReset(tx: Database | Transaction, hash: string, at: string): Promise<ResetPerson | null> {
  const [row] = await readRows(
    tx,
    { id: z.string(), email: z.string(), name: z.string() },
    sql`
    select p.id, p.email, p.name
    from auth.verification v join auth.person p on p.id = v.value and p.disabled_at is null
    where v.identifier = ${`reset:${hash}`} and v.expires_at > ${at}::timestamptz
    for update of v`,
  );
  return row ?? null;
}

/** Whose password a link sets. Reading it uses nothing up. */
export async function getReset(
  context: OperationContext,
  input: { token: string },
  ip: string,
): Promise<{ email: string }> {
  await addLinkTry(context.connections.auth, ip);
  const found = await findReset(
    context.connections.auth,
    hashLinkToken(input.token),
    context.now().toISOString(),
  );
  if (!found) throw describeNoReset();
  return { email: found.email };
}

/**
 * Sets a new password by a link, once, and ends every session of the account: whoever knew the old password is out, and
 * whoever did not set the new one learns of it by mail.
 * Throws NOT_FOUND with one sentence for whatever is wrong with the link, BAD_INPUT for a weak password.
 */
export async function resetPassword(
  context: OperationContext,
  input: { token: string; password: string },
  ip: string,
): Promise<{ email: string }> {
  await addLinkTry(context.connections.auth, ip);
  const at = context.now().toISOString();
  return context.connections.auth.transaction(async (tx) => {
    const person = await findReset(tx, hashLinkToken(input.token), at);
    if (!person) throw describeNoReset();
    requireStrongPassword(input.password, person, 'password');
    await savePassword(tx, person.id, input.password, at);
    await tx.execute(sql`delete from auth.session where person_id = ${person.id}`);
    await tx.execute(sql`
      delete from auth.verification where value = ${person.id} and identifier like 'reset:%'`);
    await tx.execute(
      sql`select tracker.note_account_event(${person.id}, 'password_reset', ${at}::timestamptz)`,
    );
    await queuePasswordSet(tx, person, hashLinkToken(input.token), at);
    return { email: person.email };
  });
}
