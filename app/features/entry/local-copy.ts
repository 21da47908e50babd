import type { Attempt, Kept } from './draft-saver.ts';

const prefix = 'bohol-draft/';
/** Work that nobody came back for in this time is let go. */
const keptForMs = 14 * 24 * 60 * 60 * 1000;

/** Names unsaved work on this device: the person, so that nobody else is offered it, and the item. */
export const buildCopyKey = (...parts: string[]): string => prefix + parts.map(encodeURIComponent).join('/');

/** Storage may be switched off or full: then there is no copy, and saving goes on. */
function withStorage<T>(work: (storage: Storage) => T, otherwise: T): T {
  try {
    return work(window.localStorage);
  } catch {
    return otherwise;
  }
}

/** Keeps unsaved work, or lets go of it. Returns false when the device does not take it. */
export function writeLocalCopy<Draft>(key: string, kept: Kept<Draft> | null): boolean {
  return withStorage((storage) => {
    if (kept === null) storage.removeItem(key);
    else storage.setItem(key, JSON.stringify({ ...kept, at: new Date().toISOString() }));
    return true;
  }, false);
}

/** The unsaved work under a key with the time when it was kept; null when there is none that can be read. */
export function readLocalCopy<Draft>(
  key: string,
  parse: (draft: unknown) => Draft | null,
): (Kept<Draft> & { at: string }) | null {
  return withStorage((storage) => {
    const text = storage.getItem(key);
    if (text === null) return null;
    const stored = JSON.parse(text) as Record<string, unknown>;
    const draft = parse(stored.draft);
    if (draft === null || typeof stored.version !== 'number' || typeof stored.at !== 'string') return null;
    return { draft, version: stored.version, at: stored.at, attempt: parseAttempt(stored.attempt, parse) };
  }, null);
}

function parseAttempt<Draft>(
  stored: unknown,
  parse: (draft: unknown) => Draft | null,
): Attempt<Draft> | null {
  if (typeof stored !== 'object' || stored === null) return null;
  const { draft, version, requestId } = stored as Record<string, unknown>;
  const read = parse(draft);
  if (read === null || typeof version !== 'number' || typeof requestId !== 'string') return null;
  return { draft: read, version, requestId };
}

const listKeys = (storage: Storage) =>
  Array.from({ length: storage.length }, (_, index) => storage.key(index)).filter(
    (key): key is string => key?.startsWith(prefix) === true,
  );

/** Lets go of all unsaved work on this device: when a person signs out. */
export function forgetLocalCopies(): void {
  withStorage((storage) => {
    for (const key of listKeys(storage)) storage.removeItem(key);
  }, undefined);
}

/** Lets go of what has lain here too long. */
export function forgetOldLocalCopies(now: number): void {
  withStorage((storage) => {
    for (const key of listKeys(storage)) {
      const at = /"at":"([^"]+)"\}$/.exec(storage.getItem(key) ?? '')?.[1];
      if (at === undefined || now - Date.parse(at) > keptForMs) storage.removeItem(key);
    }
  }, undefined);
}
