import {
  buildCachePrefix,
  buildDataPath,
  cachedAtHeader,
  pagesCachePrefix,
  shellPath,
  stampHeader,
} from '../page-addresses.ts';

const personHeader = 'x-person';

/** Deletes all copies of pages, or those of everybody else. */
export async function forgetPages(except: string | null = null): Promise<void> {
  const names = await caches.keys();
  const gone = names.filter((name) => name.startsWith(pagesCachePrefix) && name !== except);
  await Promise.all(gone.map((name) => caches.delete(name)));
}

/** The copies of the one person whose pages lie here; null when there are none. */
export async function openPages(): Promise<Cache | null> {
  const name = (await caches.keys()).find((known) => known.startsWith(pagesCachePrefix));
  return name === undefined ? null : caches.open(name);
}

/**
 * Looks at whom an answer was made for: keeps it for that person and lets go of everybody else's; where nobody is
 * signed in any more, lets go of all. Only whole answers are kept.
 */
export async function cacheCopy(path: string, response: Response, stamp: string | null): Promise<void> {
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

export async function findDataCopy(page: string): Promise<Response | undefined> {
  return (await openPages())?.match(buildDataPath(page));
}

/**
 * Keeps the stand-in page, but only one that is made of the files of this build, which lie here too. Then nothing
 * needs the files of older builds.
 */
export async function cacheShell(response: Response, build: string): Promise<void> {
  // It leads nowhere but to the sign-in page.
  if (response.redirected) return forgetPages();
  const text = await response.clone().text();
  if (!text.includes(build)) return;
  await cacheCopy(shellPath, response, null);
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(buildCachePrefix) && name !== buildCachePrefix + build);
  await Promise.all(old.map((name) => caches.delete(name)));
}

export async function findShell(): Promise<Response | undefined> {
  return (await openPages())?.match(shellPath);
}
