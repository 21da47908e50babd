import { createHash, createPrivateKey, createPublicKey, hkdfSync, sign, verify } from 'node:crypto';

/** Signs the seals of publications with Ed25519 (RFC 8032). */
export type Signer = {
  /** Names the key: the first 16 digits of the SHA-256 of its public half. */
  keyId: string;
  /** The public half, as PEM. */
  publicKey: string;
  /** The signature of a text, in Base64. */
  sign(text: string): string;
};

/** An Ed25519 private key as PKCS #8: what stands before its 32 bytes (RFC 8410, section 7). */
const pkcs8Head = Buffer.from('302e020100300506032b657004220420', 'hex');

/**
 * The key that belongs to SECRET. It is derived and lies nowhere: whoever has SECRET can sign, and nobody else. With
 * another SECRET there is another key; what the old one has signed still verifies by its public half, which is kept.
 */
export function createSigner(secret: string): Signer {
  const seed = Buffer.from(hkdfSync('sha256', secret, '', 'seal of publications', 32));
  const key = createPrivateKey({ key: Buffer.concat([pkcs8Head, seed]), format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(key).export({ format: 'pem', type: 'spki' }).toString();
  return {
    keyId: buildKeyId(publicKey),
    publicKey,
    sign: (text) => sign(null, Buffer.from(text), key).toString('base64'),
  };
}

/** The name of a public key, from the key itself. */
export const buildKeyId = (publicKey: string): string =>
  createHash('sha256')
    .update(createPublicKey(publicKey).export({ format: 'der', type: 'spki' }))
    .digest('hex')
    .slice(0, 16);

/** Whether a signature (Base64) is that of a text by the key of a public half. False for what is no key at all. */
export function isSignedBy(publicKey: string, text: string, signature: string): boolean {
  try {
    return verify(null, Buffer.from(text), publicKey, Buffer.from(signature, 'base64'));
  } catch {
    return false;
  }
}
