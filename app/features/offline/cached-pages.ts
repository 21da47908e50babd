import { readItemName } from './outbox-entry.ts';
import { buildDataPath, pagesCachePrefix, readDataPath, shellPath, stampHeader } from './page-addresses.ts';

/** The browser's caches; null where it has none (plain HTTP). */
const findCaches = () => (globalThis.caches as CacheStorage | undefined) ?? null;

async function openPages(person: string): Promise<Cache | null> {
  const caches = findCaches();
  const name = pagesCachePrefix + person;
  return caches && (await caches.has(name)) ? caches.open(name) : null;
}

/** The pages of a person of which this device has a copy, in the order of their addresses. */
export async function listCachedPages(person: string): Promise<string[]> {
  const requests = (await (await openPages(person))?.keys()) ?? [];
  return requests
    .map(({ url }) => readDataPath(new URL(url)))
    .filter((page) => page !== null && page !== shellPath)
    .toSorted((a, b) => (a ?? '').localeCompare(b ?? '', 'en', { numeric: true })) as string[];
}

/** The state that the copy of a page shows; null when there is none. */
export async function readStamp(person: string, page: string): Promise<string | null> {
  const copy = await (await openPages(person))?.match(buildDataPath(page));
  return copy?.headers.get(stampHeader) ?? null;
}

export async function isKept(person: string, page: string): Promise<boolean> {
  return (await (await openPages(person))?.match(buildDataPath(page))) !== undefined;
}

/** Whether the page that stands in for others is there. */
export async function hasShell(person: string): Promise<boolean> {
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
export function nameCachedPage(page: string): string {
  const [path = '', search = ''] = page.split('?');
  const [, , round, folder, code] = path.split('/').map(decodeURIComponent);
  if (!round) return 'My reports';
  const reporter = new URLSearchParams(search).get('reporter');
  const about = `${round}${reporter ? `, ${reporter}` : ''}`;
  if (!folder) return round === 'unsent' ? 'What waits on this device' : `Task list, ${about}`;
  const kinds: Record<string, string> = { activities: 'Activity', indicators: 'Indicator' };
  const kind = kinds[folder];
  return kind && code
    ? `${kind} ${code}, ${about}`
    : `${folder[0]?.toUpperCase()}${folder.slice(1)}, ${about}`;
}
