import type { Accounts } from '#server/auth/accounts.ts';
import { findCurrentSession } from '#server/auth/sign-in.ts';
import { readSignedToken } from '#server/auth/session-cookie.ts';

type Session = NonNullable<Awaited<ReturnType<typeof findCurrentSession>>>;

/**
 * Who sends a request, which decides how large a body may be: a signed-in member, a former member (the cookie
 * is ours, but its session has ended), or a stranger.
 */
export type Caller = { kind: 'member'; session: Session } | { kind: 'former' } | { kind: 'stranger' };

const stranger: Caller = { kind: 'stranger' };

/**
 * Reads the session of a request before its body. Looks up only cookies that we signed. Cached responses are
 * sent before this, to anybody.
 */
export async function getCaller(accounts: Accounts, headers: Headers): Promise<Caller> {
  if (readSignedToken(accounts.authentication, headers) === null) return stranger;
  const session = await findCurrentSession(accounts, headers);
  return session ? { kind: 'member', session } : { kind: 'former' };
}
