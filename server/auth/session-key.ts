import { createHash } from 'node:crypto';

/** The session cookie of a request as it was sent: a token and its signature; undefined without one. */
export const findSessionCookie = (headers: Headers): string | undefined =>
  /(?:^|;\s*)(?:__Secure-)?bohol\.session_token=([^;]+)/.exec(headers.get('cookie') ?? '')?.[1];

/**
 * Names the sign-in of a request by a checksum of its cookie, which can be kept where the cookie must not. The same for
 * all requests of one sign-in; "none" for a request without one.
 */
export function hashSessionCookie(headers: Headers): string {
  const token = findSessionCookie(headers);
  return token === undefined ? 'none' : createHash('sha256').update(token).digest('hex');
}
