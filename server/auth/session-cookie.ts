import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Authentication } from './authentication.ts';

/** Over HTTPS only the cookie that no unencrypted answer can have set. */
const cookies = {
  open: /(?:^|;\s*)bohol\.session_token=([^;]+)/,
  secure: /(?:^|;\s*)__Secure-bohol\.session_token=([^;]+)/,
};

/**
 * The token in the session cookie of a request, where we signed it, whatever became of the session since; null without
 * one. Costs no database: what is made up is told apart before anything is read for it.
 */
export function readSignedToken({ options }: Authentication, headers: Headers): string | null {
  const cookie = options.advanced.useSecureCookies ? cookies.secure : cookies.open;
  const value = decode(cookie.exec(headers.get('cookie') ?? '')?.[1] ?? '');
  const at = value.lastIndexOf('.');
  if (at < 1) return null;
  const token = value.slice(0, at);
  const expected = createHmac('sha256', options.secret).update(token).digest();
  const given = Buffer.from(value.slice(at + 1), 'base64');
  return given.length === expected.length && timingSafeEqual(given, expected) ? token : null;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
