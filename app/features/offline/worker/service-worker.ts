import {
  buildCachePrefix,
  buildDataPath,
  cachedAtHeader,
  pagesCachePrefix,
  shellPath,
  stampHeader,
  buildShellPath,
  claimPlease,
  isWorkspacePath,
  readDataPath,
  type WorkerNews,
} from '#app/features/offline/page-addresses.ts';

const personHeader = 'x-person';

/** Deletes all copies of pages, or those of everybody else. */
async function forgetPages(except: string | null = null): Promise<void> {
  const names = await caches.keys();
  const gone = names.filter((name) => name.startsWith(pagesCachePrefix) && name !== except);
  await Promise.all(gone.map((name) => caches.delete(name)));
}

/** The copies of the one person whose pages lie here; null when there are none. */
async function openPages(): Promise<Cache | null> {
  const name = (await caches.keys()).find((known) => known.startsWith(pagesCachePrefix));
  return name === undefined ? null : caches.open(name);
}

/**
 * Looks at whom an answer was made for: keeps it for that person and lets go of everybody else's; where nobody is
 * signed in any more, lets go of all. Only whole answers are kept.
 */
async function cacheCopy(path: string, response: Response, stamp: string | null): Promise<void> {
  const person = response.headers.get(personHeader);
  if (person === 'nobody') return forgetPages();
  if (!person || response.status !== 200 || response.redirected) return;
  const name = pagesCachePrefix + person;
  await forgetPages(name);
  const headers = new Headers({ 'content-type': response.headers.get('content-type') ?? '' });
  for (const kept of ['content-security-policy', 'x-remix-response']) {
    const value = response.headers.get(kept);
    if (value !== null) headers.set(kept, value);
  }
  headers.set(cachedAtHeader, new Date(response.headers.get('date') ?? Date.now()).toISOString());
  if (stamp !== null) headers.set(stampHeader, stamp);
  const body = await response.arrayBuffer();
  const cache = await caches.open(name);
  await cache.put(path, new Response(body, { headers }));
}

async function findDataCopy(page: string): Promise<Response | undefined> {
  return (await openPages())?.match(buildDataPath(page));
}

/**
 * Keeps the stand-in page, but only one that is made of the files of this build, which lie here too. Then nothing
 * needs the files of older builds.
 */
async function cacheShell(response: Response, build: string): Promise<void> {
  // It leads nowhere but to the sign-in page.
  if (response.redirected) return forgetPages();
  const text = await response.clone().text();
  if (!text.includes(build)) return;
  await cacheCopy(shellPath, response, null);
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(buildCachePrefix) && name !== buildCachePrefix + build);
  await Promise.all(old.map((name) => caches.delete(name)));
}

async function findShell(): Promise<Response | undefined> {
  return (await openPages())?.match(shellPath);
}

/** Put in by the build: its manifest's name, and the files that the pages of the workspace are made of. */
declare const __BUILD__: string;
declare const __FILES__: readonly string[];

const worker = globalThis as unknown as WorkerScope;

/** After this a copy is shown, if there is one, while the answer is still waited for. */
const patienceMs = 6000;

worker.addEventListener('install', (event) => event.waitUntil(install()));
worker.addEventListener('activate', (event) => event.waitUntil(activate()));
worker.addEventListener('message', (event) => {
  if (event.data === claimPlease) event.waitUntil(worker.clients.claim());
});
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== worker.location.origin) return;
  if (url.pathname.startsWith('/assets/')) event.respondWith(getFile(request));
  else if (!isWorkspacePath(url.pathname)) return;
  else if (request.mode === 'navigate') event.respondWith(getDocument(event, url));
  else if (url.pathname === shellPath) event.respondWith(refreshShell());
  else if (url.pathname.endsWith('.data')) event.respondWith(getData(event, url));
});

/** Takes the files one after the other: somebody is reading a page on the same slow line. */
async function install(): Promise<void> {
  const cache = await caches.open(buildCachePrefix + __BUILD__);
  for (const file of __FILES__) {
    if (await cache.match(file)) continue;
    const response = await fetch(file);
    if (!response.ok) throw new Error(`${file} is not there.`);
    await cache.put(file, response);
  }
  // Files are found in the caches of all builds, so a page of an older one goes on as it was.
  await worker.skipWaiting();
}

async function activate(): Promise<void> {
  await worker.clients.claim();
  if (await findShell()) await refreshShell().catch(() => {});
}

/** Files never change under their names. */
async function getFile(request: Request): Promise<Response> {
  const known = await caches.match(request.url);
  if (known) return known;
  const response = await fetch(request);
  if (response.status === 200) {
    const cache = await caches.open(buildCachePrefix + __BUILD__);
    await cache.put(request.url, response.clone());
  }
  return response;
}

async function refreshShell(): Promise<Response> {
  const response = await fetch(shellPath, { credentials: 'same-origin' });
  await cacheShell(response.clone(), __BUILD__);
  return response;
}

/** A page from the tracker; without an answer the stand-in, which shows the copy. */
async function getDocument(event: WorkerFetchEvent, url: URL): Promise<Response> {
  const shell = await findShell();
  if (url.pathname === shellPath && shell) return shell;
  const page = url.pathname + url.search;
  const asked = fetch(event.request).then(refuseGateway);
  try {
    const hasCopy = shell !== undefined && (await findDataCopy(page)) !== undefined;
    const response = await (hasCopy ? orGiveUp(asked) : asked);
    // Where a redirect leads is not told here. It may be to the sign-in page: then copies must go.
    if (response.type === 'opaqueredirect') event.waitUntil(checkPerson());
    return response;
  } catch {
    asked.catch(() => {});
    return shell ? Response.redirect(buildShellPath(page), 302) : buildBarePage();
  }
}

async function checkPerson(): Promise<void> {
  const response = await fetch(buildDataPath(shellPath), { credentials: 'same-origin' }).catch(() => null);
  if (response?.headers.get('x-person') === 'nobody') await forgetPages();
}

/** What a page is made of when the router asks for it: from the tracker, or the copy. */
async function getData(event: WorkerFetchEvent, url: URL): Promise<Response> {
  const page = readDataPath(url);
  if (page === null) return fetch(event.request);
  // Whole, whatever the router knows already: a copy must do for every way that leads to the page.
  const asked = fetch(buildDataPath(page), {
    headers: event.request.headers,
    credentials: 'same-origin',
    signal: event.request.signal,
  }).then(refuseGateway);
  const kept = asked.then((response) =>
    cacheCopy(buildDataPath(page), response.clone(), event.request.headers.get(stampHeader)),
  );
  event.waitUntil(kept.catch(() => {}));
  const copy = await findDataCopy(page);
  try {
    const response = await (copy ? orGiveUp(asked) : asked);
    await tell(event, { kind: 'page', page, cachedAt: null });
    return response;
  } catch (error) {
    if (event.request.signal.aborted || !copy) throw error;
    await tell(event, { kind: 'page', page, cachedAt: copy.headers.get(cachedAtHeader) });
    return copy;
  }
}

async function tell({ clientId }: WorkerFetchEvent, news: WorkerNews): Promise<void> {
  (await worker.clients.get(clientId))?.postMessage(news);
}

/** A gateway that answers for a server that does not is no answer. */
function refuseGateway(response: Response): Response {
  if (response.status >= 502 && response.status <= 504) throw new Error('There is no answer.');
  return response;
}

function orGiveUp(asked: Promise<Response>): Promise<Response> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('There is no answer yet.')), patienceMs);
    asked.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** Before anything of the workspace has been kept. */
function buildBarePage(): Response {
  const html = `<!doctype html><html lang="en-GB"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Offline · Bohol tracker</title>
<style>body{font:17px/1.5 "Noto Sans",sans-serif;max-width:40rem;margin:15vh auto 0;padding:0 1rem;color-scheme:light dark}</style>
<h1>You are offline</h1>
<p>This page has not been opened on this device before, so it cannot be shown now. What you wrote is not lost.</p>
<p><a href="">Try again</a></p></html>`;
  return new Response(html, {
    status: 503,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    },
  });
}

/** As much of a service worker's world as ours uses: the compiler knows pages only. */
interface LongEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}

interface WorkerFetchEvent extends LongEvent {
  readonly request: Request;
  readonly clientId: string;
  respondWith(response: Promise<Response>): void;
}

interface WorkerScope {
  readonly location: { readonly origin: string };
  readonly clients: {
    claim(): Promise<void>;
    get(id: string): Promise<{ postMessage(message: unknown): void } | undefined>;
  };
  skipWaiting(): Promise<void>;
  addEventListener(kind: 'install' | 'activate', listener: (event: LongEvent) => void): void;
  addEventListener(kind: 'message', listener: (event: LongEvent & { readonly data: unknown }) => void): void;
  addEventListener(kind: 'fetch', listener: (event: WorkerFetchEvent) => void): void;
}
