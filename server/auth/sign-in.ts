import { APIError } from 'better-auth/api';
import type { Database } from '#db/client.ts';
import type { Viewer } from '#server/domain/access/can.rules.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { getViewer } from '#server/queries/person/get-viewer.query.ts';
import type { Authentication } from './authentication.ts';
import type { SignInLimiter } from './sign-in-limiter.ts';

export type Accounts = {
  authentication: Authentication;
  limiter: SignInLimiter;
  database: Database;
  viewerSecret: string;
};

/** The one answer for an unknown address, a wrong password and a disabled account. */
const refusal = 'The e-mail address or the password is not right.';

/**
 * Signs a person in and returns them with the cookies to set. Throws BAD_INPUT with the same sentence whatever
 * was wrong, TOO_MANY_ATTEMPTS when the limiter says so.
 */
export async function signIn(
  accounts: Accounts,
  input: { email: string; password: string },
  request: { headers: Headers; ip: string },
): Promise<{ viewer: Viewer; cookies: string[] }> {
  const email = input.email.trim().toLowerCase();
  await accounts.limiter.consume(email, request.ip);
  try {
    const { headers, response } = await accounts.authentication.api.signInEmail({
      body: { email, password: input.password },
      headers: request.headers,
      returnHeaders: true,
    });
    const viewer = await getViewer(accounts.database, accounts.viewerSecret, response.user.id);
    if (!viewer) {
      const context = await accounts.authentication.$context;
      await context.internalAdapter.deleteSession(response.token);
      throw new DomainError('BAD_INPUT', refusal, { fields: [{ path: 'email', message: refusal }] });
    }
    await accounts.limiter.forget(email, request.ip);
    return { viewer, cookies: headers.getSetCookie() };
  } catch (error) {
    if (error instanceof APIError && error.statusCode < 500) {
      throw new DomainError('BAD_INPUT', refusal, { fields: [{ path: 'email', message: refusal }] });
    }
    throw error;
  }
}

/** Who is asking, with the cookies to renew when the session slides on; null without a session. */
export async function readSession(
  accounts: Accounts,
  headers: Headers,
): Promise<{ viewer: Viewer; token: string; cookies: string[] } | null> {
  if (!headers.get('cookie')?.includes('bohol.session_token')) return null;
  const { headers: answer, response } = await accounts.authentication.api.getSession({
    headers,
    returnHeaders: true,
  });
  if (!response) return null;
  const viewer = await getViewer(accounts.database, accounts.viewerSecret, response.user.id);
  return viewer ? { viewer, token: response.session.token, cookies: answer.getSetCookie() } : null;
}

/** Ends this session; returns the cookies that make the browser forget it. */
export async function signOut(accounts: Accounts, headers: Headers): Promise<string[]> {
  const { headers: answer } = await accounts.authentication.api.signOut({ headers, returnHeaders: true });
  return answer.getSetCookie();
}

/** Ends every session of a person, on every device. */
export async function signOutEverywhere(accounts: Accounts, personId: string): Promise<void> {
  const context = await accounts.authentication.$context;
  await context.internalAdapter.deleteUserSessions(personId);
}
