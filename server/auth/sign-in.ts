import { APIError } from 'better-auth/api';
import { sql } from 'drizzle-orm';
import type { Logger } from 'pino';
import { z } from 'zod';
import { readMoment } from '#db/as-viewer.ts';
import { readRows } from '#db/rows.ts';
import type { Viewer } from '#server/domain/access/can.rules.ts';
import { shortenAddress } from '#server/domain/access/address-group.rules.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { isIdle, isWorthNoting } from '#server/domain/person/sign-in.rules.ts';
import { getViewer, viewerSchema } from '#server/queries/person/get-viewer.query.ts';
import type { Accounts } from './accounts.ts';
import { readSignedToken } from './session-cookie.ts';

/** The one answer for an unknown address, a wrong password and a disabled account. */
const refusal = 'The e-mail address or the password is not right.';

/** What is known of the request in which somebody signs in. */
export type SignInRequest = { headers: Headers; ip: string; now: Date; log: Logger };

/**
 * Has a password looked at: counts the try first, and afterwards either writes down that it failed or forgets that it
 * was counted. `look` does the work of better-auth. Throws TOO_MANY_ATTEMPTS when the try has to wait, and what `refuse`
 * makes when the password is not right.
 */
export async function verifyPassword<T>(
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
  const { headers, response } = await verifyPassword(
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
  const earlier = await findSessionToken(accounts, request.headers);
  if (earlier !== null) await internalAdapter.deleteSession(earlier);
  const device = await devices.remember(email, request.headers, request.now);
  return { viewer, cookies: [...headers.getSetCookie(), device] };
}

const sessionShape = {
  expires_at: z.string(),
  updated_at: z.string(),
  viewer: viewerSchema.nullable(),
};

const asDate = (moment: string): Date => new Date(readMoment(moment) ?? '');

/** The session of a request and whose it is, in one statement; null without one that still runs. */
async function findSession({ authentication, auth }: Accounts, headers: Headers, now: Date) {
  const token = readSignedToken(authentication, headers);
  if (token === null) return null;
  const [found] = await readRows(
    auth,
    sessionShape,
    sql`select s.expires_at, s.updated_at, tracker.describe_person(s.person_id) as viewer
    from auth.session s where s.token = ${token}`,
  );
  if (!found) return null;
  const updatedAt = asDate(found.updated_at);
  if (asDate(found.expires_at) > now && !isIdle(updatedAt, now))
    return { token, updatedAt, viewer: found.viewer };
  await (await authentication.$context).internalAdapter.deleteSession(token);
  return null;
}

/** The token of the session that these headers hold; null without one. */
export async function findSessionToken(accounts: Accounts, headers: Headers): Promise<string | null> {
  return (await findSession(accounts, headers, new Date()))?.token ?? null;
}

/**
 * Who is asking, and the token of their session; null without one. One that is too old or has lain unused for too long
 * ends here. Sessions run by the machine's real clock.
 */
export async function findCurrentSession(
  accounts: Accounts,
  headers: Headers,
): Promise<{ viewer: Viewer; token: string } | null> {
  const now = new Date();
  const found = await findSession(accounts, headers, now);
  if (!found) return null;
  const { token, updatedAt, viewer } = found;
  if (isWorthNoting(updatedAt, now)) {
    await (await accounts.authentication.$context).internalAdapter.updateSession(token, { updatedAt: now });
  }
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
