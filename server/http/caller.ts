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

/** Pages and procedures that ask who is signed in. All others are the same for everyone, and never read a session. */
const personal =
  /^\/(workspace|secretariat|admin|account|consent|invitation|reset|sign-in|sign-out|api)(?=[/.]|$)/;

/** Whether an address asks who is signed in. `pathname` is canonical. */
export const isPersonal = (pathname: string): boolean => personal.test(pathname);

/** Reads the session of a request before its body. */
export async function identify(accounts: Accounts, headers: Headers, pathname: string): Promise<Caller> {
  if (!isPersonal(pathname) || !hasSignedSession(accounts.authentication, headers)) return stranger;
  const session = await readSession(accounts, headers);
  return session ? { kind: 'member', session } : { kind: 'former' };
}
