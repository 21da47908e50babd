const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Whether a request that changes something may be served, judged by where it was made. Browsers say so in
 * Sec-Fetch-Site and Origin, which pages cannot forge. A script outside a browser sends neither, but has no
 * cookies of an unsuspecting person either.
 *
 * On a developer's machine "localhost" and "127.0.0.1" are the same place, so a loopback host counts as its
 * own origin whatever ORIGIN says.
 */
export function isAllowedOrigin(
  request: { method: string; origin: string | null; fetchSite: string | null; host: string | null },
  publicOrigin: string,
): boolean {
  if (request.method === 'GET' || request.method === 'HEAD') return true;
  if (request.fetchSite !== null && request.fetchSite !== 'same-origin' && request.fetchSite !== 'none') {
    return false;
  }
  if (request.origin === null) return true;
  if (request.origin === publicOrigin) return true;
  if (request.host === null || request.origin !== `http://${request.host}`) return false;
  return loopback.has(request.host.replace(/:\d+$/, ''));
}
