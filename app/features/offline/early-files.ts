import { isWorkspacePath } from './page-addresses.ts';

/** What a browser says of itself once the service worker answers for the pages of the workspace. */
const behindWorker = 'worker=1';

/** Remembers that the service worker answers here, for the server to know with the next page. */
export function rememberWorker(): void {
  document.cookie = `${behindWorker}; path=/workspace; max-age=31536000; samesite=lax`;
}

/** Whether a page is asked for by a browser in which the service worker has its files already. */
export const isBehindWorker = (request: Request): boolean =>
  isWorkspacePath(new URL(request.url).pathname) &&
  (request.headers.get('cookie') ?? '').split('; ').includes(behindWorker);

const hint = /<link rel="modulepreload"[^>]*>/g;

/**
 * A page without the hints that load its scripts early. The worker answers for scripts from its cache, and Chrome does
 * not use a hinted script that a worker has answered for: it fetches it twice and warns in the console.
 */
export const dropEarlyFiles = (html: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(new TextDecoder().decode(html).replace(hint, ''));
