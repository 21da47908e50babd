import { createHash } from 'node:crypto';
import { embedPolicy } from '#server/domain/embed/embed-policy.ts';

const fixed: [string, string][] = [
  ['x-content-type-options', 'nosniff'],
  ['referrer-policy', 'strict-origin-when-cross-origin'],
  ['cross-origin-opener-policy', 'same-origin'],
  ['permissions-policy', 'camera=(), microphone=(), geolocation=()'],
];

/**
 * Keeps browsers on the encrypted connection (RFC 6797). Sent with every response, files included, if ORIGIN is
 * https.
 */
export const strictTransport = ['strict-transport-security', 'max-age=31536000; includeSubDomains'] as const;

/**
 * Sets the headers that every response carries. Only embeddable pages may be framed; their own policy allows
 * it.
 */
export function setSecurityHeaders(headers: Headers, options: { https: boolean }): void {
  // A page may set a stricter value, such as no referrer.
  for (const [name, value] of fixed) if (!headers.has(name)) headers.set(name, value);
  if (headers.get('content-security-policy') === embedPolicy) headers.delete('x-frame-options');
  else headers.set('x-frame-options', 'DENY');
  if (options.https) headers.set(...strictTransport);
}

/** Returns the content security policy of a page; `scripts` are sources beside our own files. */
export function buildContentSecurityPolicy(scripts: string[], options: { development: boolean }): string {
  return [
    "default-src 'self'",
    `script-src 'self' ${scripts.join(' ')}`,
    // Charts and progress bars set sizes inline. Styles cannot run code.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${options.development ? ' ws:' : ''}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/**
 * Makes a page the same for everyone: removes its nonce and returns the hashes of the scripts that carried
 * it. Only scripts that we rendered know the nonce, so no other script gets a hash.
 */
export function replaceNonceByHashes(html: string, nonce: string): { html: string; hashes: string[] } {
  const hashes = new Set<string>();
  const marker = ` nonce="${nonce}"`;
  const pattern = new RegExp(`<script([^>]*) nonce="${nonce}"([^>]*)>([\\s\\S]*?)</script>`, 'g');
  for (const [, , , body = ''] of html.matchAll(pattern)) {
    if (body) hashes.add(`'sha256-${createHash('sha256').update(body).digest('base64')}'`);
  }
  return { html: html.replaceAll(marker, ''), hashes: [...hashes] };
}
