/** Work as it lies on the device: encrypted, or plain where the browser has no cryptography (plain HTTP). */
export type Sealed = { iv: Uint8Array<ArrayBuffer>; bytes: ArrayBuffer } | { plain: string };

export interface Seal {
  close(content: unknown): Promise<Sealed>;
  /** @throws when it was sealed with another key. */
  open(sealed: Sealed): Promise<unknown>;
}

/**
 * Seals with the key that the server gives to the signed-in person's pages (AES-GCM, 256 bits, base64url). The
 * browser holds it where scripts cannot read it out again.
 */
export function createSeal(key: string | null): Seal {
  // Plain HTTP has no such thing; typings do not know.
  const subtle = globalThis.crypto?.subtle as SubtleCrypto | undefined;
  if (key === null || !subtle) {
    return {
      close: (content) => Promise.resolve({ plain: JSON.stringify(content) }),
      async open(sealed) {
        if ('plain' in sealed) return JSON.parse(sealed.plain) as unknown;
        throw new Error('This was sealed, and there is no key for it here.');
      },
    };
  }
  let imported: Promise<CryptoKey> | null = null;
  const readKey = () =>
    (imported ??= subtle.importKey('raw', readBase64Url(key), 'AES-GCM', false, ['encrypt', 'decrypt']));
  return {
    async close(content) {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const text = new TextEncoder().encode(JSON.stringify(content));
      return { iv, bytes: await subtle.encrypt({ name: 'AES-GCM', iv }, await readKey(), text) };
    },
    async open(sealed) {
      if ('plain' in sealed) return JSON.parse(sealed.plain) as unknown;
      const text = await subtle.decrypt({ name: 'AES-GCM', iv: sealed.iv }, await readKey(), sealed.bytes);
      return JSON.parse(new TextDecoder().decode(text)) as unknown;
    },
  };
}

function readBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
