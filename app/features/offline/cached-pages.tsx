import { rememberWorker } from './early-files.ts';
import { send } from '#app/features/http/http-client.ts';
import {
  buildDataPath,
  claimPlease,
  pagesCachePrefix,
  readDataPath,
  shellPath,
  stampHeader,
} from './page-addresses.ts';
import { readItemName } from './outbox-store.ts';
import { useEffect, useState } from 'react';

/** A page to keep, and the state of what it shows: it is fetched again only when that has changed. */
type PageToCache = { page: string; stamp: string };

type Connection = { saveData?: boolean; effectiveType?: string };

/** A line that somebody pays for by the byte, or that hardly carries the pages that are read. */
function isLinePoor(): boolean {
  const { saveData, effectiveType } = (navigator as { connection?: Connection }).connection ?? {};
  return saveData === true || effectiveType === 'slow-2g' || effectiveType === '2g';
}

/** Resolves when the service worker stands between this page and the line; false where there is none. */
async function waitForWorker(): Promise<boolean> {
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
  rememberWorker();
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

/** Fetches a page to its end, however long that takes; says whether it is one. The worker keeps it. */
const fetchWhole = (path: string, options: { headers?: Record<string, string>; signal?: AbortSignal } = {}) =>
  send(path, { ...options, longestWait: null }, async (answer) => {
    await answer.arrayBuffer();
    return answer.ok;
  });

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
    if (!(await fetchWhole(buildDataPath(page), { headers: { [stampHeader]: stamp }, signal }))) return;
    await waitForCopy(person, page);
  }
}

/** The worker writes its copy while the page reads the answer; how long it may take after that. */
const copyTries = 30;
const copyPauseMs = 100;

async function waitForCopy(person: string, page: string): Promise<void> {
  for (let tries = 0; tries < copyTries && !(await isKept(person, page)); tries += 1) {
    await new Promise((resolve) => {
      setTimeout(resolve, copyPauseMs);
    });
  }
}

function waitForIdle(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof requestIdleCallback === 'function') requestIdleCallback(() => resolve(), { timeout: 2000 });
    else setTimeout(resolve, 200);
  });
}

/** The browser's caches; null where it has none (plain HTTP). */
const findCaches = () => (globalThis.caches as CacheStorage | undefined) ?? null;

async function openPages(person: string): Promise<Cache | null> {
  const caches = findCaches();
  const name = pagesCachePrefix + person;
  return caches && (await caches.has(name)) ? caches.open(name) : null;
}

/** The pages of a person of which this device has a copy, in the order of their addresses. */
async function listCachedPages(person: string): Promise<string[]> {
  const requests = (await (await openPages(person))?.keys()) ?? [];
  return requests
    .map(({ url }) => readDataPath(new URL(url)))
    .filter((page) => page !== null && page !== shellPath)
    .toSorted((a, b) => (a ?? '').localeCompare(b ?? '', 'en', { numeric: true })) as string[];
}

/** The state that the copy of a page shows; null when there is none. */
async function readStamp(person: string, page: string): Promise<string | null> {
  const copy = await (await openPages(person))?.match(buildDataPath(page));
  return copy?.headers.get(stampHeader) ?? null;
}

export async function isKept(person: string, page: string): Promise<boolean> {
  return (await (await openPages(person))?.match(buildDataPath(page))) !== undefined;
}

/** Whether the page that stands in for others is there. */
async function hasShell(person: string): Promise<boolean> {
  return (await (await openPages(person))?.match(shellPath)) !== undefined;
}

/** Lets go of all copies of pages on this device, or of those of everybody but one. */
export async function deleteCachedPages(exceptPerson: string | null = null): Promise<void> {
  const caches = findCaches();
  if (!caches) return;
  const stays = exceptPerson === null ? null : pagesCachePrefix + exceptPerson;
  const names = (await caches.keys()).filter((name) => name.startsWith(pagesCachePrefix) && name !== stays);
  await Promise.all(names.map((name) => caches.delete(name)));
}

/** Lets go of what earlier versions of the tracker kept of a person. */
export function forgetLocalCopies(person: string): void {
  try {
    const storage = window.localStorage;
    const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index));
    for (const key of keys) if (key !== null && readItemName(key)?.person === person) storage.removeItem(key);
  } catch {
    // Without storage nothing lies there.
  }
}

/** The words for a page in a list: "Activity A1.1", "Check and send". */
function nameCachedPage(page: string): string {
  const [path = '', search = ''] = page.split('?');
  const [, , round, folder, code] = path.split('/').map(decodeURIComponent);
  if (!round) return 'My reports';
  const reporter = new URLSearchParams(search).get('reporter');
  const about = `${round}${reporter ? `, ${reporter}` : ''}`;
  if (!folder) return round === 'unsent' ? 'Waiting to be sent' : `Task list, ${about}`;
  const kinds: Record<string, string> = { activities: 'Activity', indicators: 'Indicator' };
  const kind = kinds[folder];
  return kind && code
    ? `${kind} ${code}, ${about}`
    : `${folder[0]?.toUpperCase()}${folder.slice(1)}, ${about}`;
}

/** The pages that this device can show without a line. */
export function CachedPagesList({ personId }: { personId: string }) {
  const [pages, setPages] = useState<string[] | null>(null);
  useEffect(() => {
    let isHere = true;
    listCachedPages(personId).then(
      (found) => isHere && setPages(found),
      () => isHere && setPages([]),
    );
    return () => {
      isHere = false;
    };
  }, [personId]);
  if (pages === null) return null;
  if (pages.length === 0) return <p>No page is available offline.</p>;
  return (
    <section aria-labelledby="kept-pages">
      <h2 id="kept-pages">Pages available offline</h2>
      <ul>
        {pages.map((page) => (
          <li key={page}>
            <a href={page}>{nameCachedPage(page)}</a>
          </li>
        ))}
      </ul>
    </section>
  );
}
