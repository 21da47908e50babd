import { APIError } from 'better-auth/api';
import type { Logger } from 'pino';
import type { Viewer } from '#server/domain/access/can.rules.ts';
import { shortenAddress } from '#server/domain/access/address-group.rules.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { isIdle, isWorthNoting } from '#server/domain/person/sign-in.rules.ts';
import { getViewer } from '#server/queries/person/get-viewer.query.ts';
import type { Accounts } from './accounts.ts';

/** The one answer for an unknown address, a wrong password and a disabled account. */
const refusal = 'The e-mail address or the password is not right.';

/** What is known of the request in which somebody signs in. */
export type SignInRequest = { headers: Headers; ip: string; now: Date; log: Logger };

/**
 * Has a password looked at: counts the try first, and afterwards either writes down that it failed or forgets that it
 * was counted. `look` does the work of better-auth. Throws TOO_MANY_ATTEMPTS when the try has to wait, and what `refuse`
 * makes when the password is not right.
 */
export async function tryPassword<T>(
  accounts: Accounts,
  email: string,
  request: SignInRequest,
  look: () => Promise<T>,
  refuse: () => DomainError,
): Promise<T> {
  const { ip, now, log } = request;
  // Where devices cannot be looked up, the counters cannot be reached either, and they say so.
  const device = await accounts.devices.recognise(email, request.headers, now).catch(() => null);
  const attempt = { email, ip, device, now };
  const { began } = await accounts.limiter.consume(attempt);
  let result: T;
  try {
    result = await look();
  } catch (error) {
    if (!(error instanceof APIError) || error.statusCode >= 500) throw error;
    accounts.failures.note({ email, place: shortenAddress(ip), began, at: now }, log);
    throw refuse();
  }
  await accounts.limiter.forget(attempt);
  return result;
}

/**
 * Signs a person in and returns them with the cookies to set: that of the session and the one by which this browser is
 * known again. A session that the browser held ends. Throws BAD_INPUT with the same sentence whatever was wrong,
 * TOO_MANY_ATTEMPTS when the limiter says so.
 */
export async function signIn(
  accounts: Accounts,
  input: { email: string; password: string },
  request: SignInRequest,
): Promise<{ viewer: Viewer; cookies: string[] }> {
  const { authentication, devices } = accounts;
  const email = input.email.trim().toLowerCase();
  const describeRefused = () =>
    new DomainError('BAD_INPUT', refusal, { fields: [{ path: 'email', message: refusal }] });
  const { headers, response } = await tryPassword(
    accounts,
    email,
    request,
    () =>
      authentication.api.signInEmail({
        body: { email, password: input.password },
        headers: request.headers,
        returnHeaders: true,
      }),
    describeRefused,
  );
  const { internalAdapter } = await authentication.$context;
  const viewer = await getViewer(accounts.database, accounts.viewerSecret, response.user.id);
  if (!viewer) {
    // Disabled between two lines.
    await internalAdapter.deleteSession(response.token);
    throw describeRefused();
  }
  const earlier = await readSessionToken(accounts, request.headers);
  if (earlier !== null) await internalAdapter.deleteSession(earlier);
  const device = await devices.remember(email, request.headers, request.now);
  return { viewer, cookies: [...headers.getSetCookie(), device] };
}

async function findSession(accounts: Accounts, headers: Headers) {
  if (!headers.get('cookie')?.includes('bohol.session_token')) return null;
  return accounts.authentication.api.getSession({ headers });
}

/** The token of the session that these headers hold; null without one. */
export async function readSessionToken(accounts: Accounts, headers: Headers): Promise<string | null> {
  return (await findSession(accounts, headers))?.session.token ?? null;
}

/**
 * Who is asking, and the token of their session; null without one. One that has lain unused for too long ends here; better-auth ends the one that
 * is too old. Sessions run by the machine's real clock.
 */
export async function readSession(
  accounts: Accounts,
  headers: Headers,
): Promise<{ viewer: Viewer; token: string } | null> {
  const found = await findSession(accounts, headers);
  if (!found) return null;
  const { token, updatedAt } = found.session;
  const now = new Date();
  if (isIdle(updatedAt, now)) {
    await (await accounts.authentication.$context).internalAdapter.deleteSession(token);
    return null;
  }
  if (isWorthNoting(updatedAt, now)) {
    await (await accounts.authentication.$context).internalAdapter.updateSession(token, { updatedAt: now });
  }
  const viewer = await getViewer(accounts.database, accounts.viewerSecret, found.user.id);
  return viewer ? { viewer, token } : null;
}

/** Ends this session; returns the cookies that make the browser forget it. It stays a known device. */
export async function signOut(accounts: Accounts, headers: Headers): Promise<string[]> {
  const { headers: answer } = await accounts.authentication.api.signOut({ headers, returnHeaders: true });
  return answer.getSetCookie();
}

/** Ends every session of a person, on every device. */
export async function signOutEverywhere(accounts: Accounts, personId: string): Promise<void> {
  const context = await accounts.authentication.$context;
  await context.internalAdapter.deleteUserSessions(personId);
}
