import { createHash, randomBytes } from 'node:crypto';

/** The secret part of a link. Only its hash is kept, so that a copy of the database opens no account. */
export function createLinkToken(): { token: string; hash: string } {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: hashLinkToken(token) };
}

/** SHA-256, in hex. A random token of 256 bits needs no slow hash. */
export const hashLinkToken = (token: string): string => createHash('sha256').update(token).digest('hex');
