import type { Accounts } from '#server/auth/accounts.ts';
import { readSession } from '#server/auth/sign-in.ts';
import { hasSignedSession } from '#server/auth/session-cookie.ts';

type Session = NonNullable<Awaited<ReturnType<typeof readSession>>>;

/**
 * Who sends a request, as far as it decides how much of it is taken in: somebody who is signed in, somebody who was (the
 * cookie is ours, its session has ended), or a stranger.
 */
export type Caller = { kind: 'member'; session: Session } | { kind: 'former' } | { kind: 'stranger' };

const stranger: Caller = { kind: 'stranger' };

/**
 * Reads the session of a request before its body. Only a cookie that we signed is looked up; what is cached is answered
 * before, whoever asks.
 */
export async function identify(accounts: Accounts, headers: Headers): Promise<Caller> {
  if (!hasSignedSession(accounts.authentication, headers)) return stranger;
  const session = await readSession(accounts, headers);
  return session ? { kind: 'member', session } : { kind: 'former' };
}
