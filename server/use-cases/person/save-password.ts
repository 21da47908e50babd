import { randomUUID } from 'node:crypto';
import { hashPassword } from 'better-auth/crypto';
import { sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import { isCommonPassword } from '#server/auth/common-passwords.ts';
import { requireNoProblems } from '#server/domain/error/domain-error.ts';
import { findPasswordProblem } from '#server/domain/person/sign-in.rules.ts';

/** Throws BAD_INPUT at `path` when a new password is too weak for this person. */
export function requireStrongPassword(
  password: string,
  person: { email: string; name: string },
  path: string,
): void {
  const problem = findPasswordProblem(password, { ...person, isCommon: isCommonPassword });
  requireNoProblems(problem ? [{ path, message: problem }] : []);
}

/** Sets the password by which a person signs in, as better-auth keeps it. For the role that writes accounts. */
export async function savePassword(
  tx: Transaction,
  personId: string,
  password: string,
  at: string,
): Promise<void> {
  const hash = await hashPassword(password);
  await tx.execute(sql`
    insert into auth.account (id, account_id, provider_id, person_id, password, created_at, updated_at)
    values (${randomUUID()}, ${personId}, 'credential', ${personId}, ${hash}, ${at}::timestamptz, ${at}::timestamptz)
    on conflict (provider_id, account_id) do update set password = excluded.password, updated_at = excluded.updated_at`);
}
