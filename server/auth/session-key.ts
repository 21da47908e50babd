import { createHash } from 'node:crypto';

/**
 * Names the sign-in of a request by a checksum of its cookie, which can be kept where the cookie must not. The same for
 * all requests of one sign-in; "none" for a request without one.
 */
export function readSessionKey(headers: Headers): string {
  const token = /(?:^|;\s*)(?:__Secure-)?bohol\.session_token=([^;]+)/.exec(headers.get('cookie') ?? '')?.[1];
  return token === undefined ? 'none' : createHash('sha256').update(token).digest('hex');
}
