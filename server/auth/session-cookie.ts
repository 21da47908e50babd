import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Authentication } from './authentication.ts';
import { readSessionCookie } from './session-key.ts';

/**
 * Whether a request carries a session cookie that we signed, whatever became of the session since. Costs no database:
 * what is made up is told apart before anything is read for it.
 */
export function hasSignedSession(authentication: Authentication, headers: Headers): boolean {
  const value = decode(readSessionCookie(headers) ?? '');
  const at = value.lastIndexOf('.');
  if (at < 1) return false;
  const expected = createHmac('sha256', authentication.options.secret).update(value.slice(0, at)).digest();
  const given = Buffer.from(value.slice(at + 1), 'base64');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
