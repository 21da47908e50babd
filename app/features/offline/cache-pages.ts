import { buildDataPath, claimPlease, shellPath, stampHeader } from './page-addresses.ts';
import { deleteCachedPages, hasShell, isKept, readStamp } from './cached-pages.ts';

/** A page to keep, and the state of what it shows: it is fetched again only when that has changed. */
export type PageToCache = { page: string; stamp: string };

type Connection = { saveData?: boolean; effectiveType?: string };

/** A line that somebody pays for by the byte, or that hardly carries the pages that are read. */
function isLinePoor(): boolean {
  const { saveData, effectiveType } = (navigator as { connection?: Connection }).connection ?? {};
  return saveData === true || effectiveType === 'slow-2g' || effectiveType === '2g';
}

/** Resolves when the service worker stands between this page and the line; false where there is none. */
export async function waitForWorker(): Promise<boolean> {
  const container = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  if (!container) return false;
  if (container.controller) return true;
  return new Promise((resolve) => {
    container.addEventListener('controllerchange', () => resolve(true), { once: true });
  });
}

/**
 * Starts the service worker, in built pages only. Where the browser has none, or does not let us, everything works
 * as without it.
 */
export async function startWorker(): Promise<void> {
  const container = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  if (!import.meta.env.PROD || !container) return;
  await container.register('/workspace-worker.js', { scope: '/workspace', updateViaCache: 'none' });
  const { active } = await container.ready;
  // A page that was still loading when the worker came to life was left out.
  if (!container.controller) active?.postMessage(claimPlease);
}

/**
 * Keeps the page that stands in for others, and the page in view when it came as a document. Copies of the pages of
 * whoever was here before go first.
 */
export async function cacheThisPage(person: string, page: string): Promise<void> {
  await deleteCachedPages(person);
  if (!(await waitForWorker())) return;
  if (!(await hasShell(person))) await fetchWhole(shellPath);
  if (!(await isKept(person, '/workspace/unsent'))) await fetchWhole(buildDataPath('/workspace/unsent'));
  if (!page.startsWith(shellPath)) await fetchWhole(buildDataPath(page));
}

/** To its end: an answer whose body nobody reads keeps its line occupied, and a browser has six to a server. */
async function fetchWhole(path: string): Promise<void> {
  await (await fetch(path)).arrayBuffer();
}

/**
 * Fetches pages that nobody has opened yet, so that one look at the task list makes the whole report usable without
 * a line: one at a time, when the page has nothing to do, and only what has changed. Ends when the line fails.
 */
export async function cachePages(
  person: string,
  pages: readonly PageToCache[],
  signal: AbortSignal,
): Promise<void> {
  if (isLinePoor() || !(await waitForWorker())) return;
  for (const { page, stamp } of pages) {
    if ((await readStamp(person, page)) === stamp) continue;
    await waitForIdle();
    if (signal.aborted) return;
    const response = await fetch(buildDataPath(page), { headers: { [stampHeader]: stamp }, signal });
    if (!response.ok) return;
    await response.arrayBuffer();
  }
}

function waitForIdle(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof requestIdleCallback === 'function') requestIdleCallback(() => resolve(), { timeout: 2000 });
    else setTimeout(resolve, 200);
  });
}
