/**
 * Returns the URL of a request in the canonical form that limits, caches and routes share: characters that
 * need no escape are not escaped (RFC 3986, 6.2.2), escapes are in capitals, and slashes do not repeat. So
 * "/%64ata/v1" is "/data/v1" everywhere. Returns null if it is not a URL of ours.
 */
export function parseRequestUrl(path: string, host: string): URL | null {
  // A path with two leading slashes would be parsed as another host.
  if (!path.startsWith('/') || path.startsWith('//')) return null;
  const url = URL.parse(path, `http://${host}`);
  if (!url) return null;
  url.pathname = url.pathname
    .replace(/%([0-9a-f]{2})/gi, (escape: string, code: string) => {
      const character = String.fromCharCode(Number.parseInt(code, 16));
      return /[\w.~-]/.test(character) ? character : escape.toUpperCase();
    })
    .replace(/\/{2,}/g, '/');
  return url;
}
