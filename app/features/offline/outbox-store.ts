import { type DBSchema, type IDBPDatabase, openDB } from 'idb';

/** What is to be said to the server, without what changes from attempt to attempt: the version and the request id. */
export type Outgoing = {
  procedure: 'saveActivityReport' | 'saveIndicatorValues' | 'answerQuery';
  input: Readonly<Record<string, unknown>>;
};

/** Why work lies still until a person sees to it. */
type Trouble = { kind: 'conflict' | 'refused' | 'shut'; sentence: string };

/** One attempt to send, whose fate is not known yet. */
export type SentAttempt = { draft: unknown; outgoing: Outgoing | null; version: number; requestId: string };

/** Unsaved work on one item. Nothing in it comes from the device's clock: clocks are wrong, and they jump. */
export type OutboxEntry = {
  /** The item's own name, or that and a suffix where one item was written on in two tabs at once. */
  id: string;
  item: string;
  /** The order in which items became unsaved. */
  seq: number;
  draft: unknown;
  /** How to send the draft without its page; null when only the page knows. */
  outgoing: Outgoing | null;
  /** The version that the draft builds on. */
  version: number;
  attempt: SentAttempt | null;
  trouble: Trouble | null;
  /** The page on which it was written, as this device may have it; null where that is not known. */
  page: string | null;
};

/** What of an entry changes while somebody types. */
export type KeptWork = Omit<OutboxEntry, 'id' | 'item' | 'seq'>;

/** What the server is known to have, for pages that were made before it did. */
export type SavedItem = { draft: unknown; version: number; at: string | null };

/** The parts of an item's name. */
export type ItemName = { person: string; round: string; reporter: string; kind: string; code: string };

const prefix = 'bohol-draft/';

/** Names an item on this device: the person first, so that nobody else is offered their work. */
export const buildItemName = (...parts: string[]): string => prefix + parts.map(encodeURIComponent).join('/');

/** The parts of a name; null for what is none. */
export function readItemName(name: string): ItemName | null {
  if (!name.startsWith(prefix)) return null;
  try {
    const [person, round, reporter, kind, code, ...rest] = name
      .slice(prefix.length)
      .split('/')
      .map(decodeURIComponent);
    return person && round && reporter && kind && code && rest.length === 0
      ? { person, round, reporter, kind, code }
      : null;
  } catch {
    return null;
  }
}

/** Whether two drafts say the same. Drafts are made by one function each, so their keys come in one order. */
export const isSameDraft = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** Work as it lies on the device: encrypted, or plain where the browser has no cryptography (plain HTTP). */
type Sealed = { iv: Uint8Array<ArrayBuffer>; bytes: ArrayBuffer } | { plain: string };

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

/** An entry as it lies in the store: who and what in the clear, the words sealed. */
export type OutboxRow = {
  id: string;
  item: string;
  person: string;
  seq: number;
  version: number;
  /** Of the attempt whose fate is open. */
  requestId: string | null;
  troubleKind: 'conflict' | 'refused' | 'shut' | null;
  sealed: Sealed;
};

type SavedRow = { item: string; person: string; version: number; sealed: Sealed };

/** What to do with a row: put another in its place, take it away (null), or leave it (undefined). */
type RowChange = (row: OutboxRow | undefined, nextSeq: number) => OutboxRow | null | undefined;

export interface OutboxStore {
  /** Whether what it holds outlives the page. */
  readonly durable: boolean;
  /** Everybody's rows, in order. */
  list(): Promise<OutboxRow[]>;
  get(id: string): Promise<OutboxRow | undefined>;
  /** Reads and writes one row at one go. Resolves when it is on the disk. */
  change(id: string, change: RowChange): Promise<void>;
  getSaved(item: string): Promise<SavedRow | undefined>;
  putSaved(row: SavedRow): Promise<void>;
  deleteSaved(item: string): Promise<void>;
  /** Lets go of everything of one person. */
  forget(person: string): Promise<void>;
}

interface DeviceSchema extends DBSchema {
  outbox: { key: string; value: OutboxRow; indexes: { seq: number } };
  saved: { key: string; value: SavedRow };
}

const databaseName = 'bohol-device';

/** The store in IndexedDB. @throws when the browser has none or does not let us (private windows, full disks). */
export async function openOutboxStore(): Promise<OutboxStore> {
  const database = await openDB<DeviceSchema>(databaseName, 1, {
    upgrade(db) {
      db.createObjectStore('outbox', { keyPath: 'id' }).createIndex('seq', 'seq');
      db.createObjectStore('saved', { keyPath: 'item' });
    },
    // Whoever erases the device must not wait for us.
    blocking: (_from, _to, event) => (event.target as IDBDatabase).close(),
  });
  return new IndexedOutboxStore(database);
}

class IndexedOutboxStore implements OutboxStore {
  readonly durable = true;
  readonly #database: IDBPDatabase<DeviceSchema>;

  constructor(database: IDBPDatabase<DeviceSchema>) {
    this.#database = database;
  }

  list() {
    return this.#database.getAllFromIndex('outbox', 'seq');
  }

  get(id: string) {
    return this.#database.get('outbox', id);
  }

  async change(id: string, change: RowChange) {
    // "strict": done means on the disk, not in a buffer of the system.
    const transaction = this.#database.transaction('outbox', 'readwrite', { durability: 'strict' });
    const row = await transaction.store.get(id);
    const last = await transaction.store.index('seq').openCursor(null, 'prev');
    const next = change(row, (last?.value.seq ?? 0) + 1);
    if (next === null) await transaction.store.delete(id);
    else if (next !== undefined) await transaction.store.put(next);
    await transaction.done;
  }

  getSaved(item: string) {
    return this.#database.get('saved', item);
  }

  async putSaved(row: SavedRow) {
    await this.#database.put('saved', row);
  }

  async deleteSaved(item: string) {
    await this.#database.delete('saved', item);
  }

  async forget(person: string) {
    const transaction = this.#database.transaction(['outbox', 'saved'], 'readwrite');
    for (const store of [transaction.objectStore('outbox'), transaction.objectStore('saved')]) {
      for (let cursor = await store.openCursor(); cursor; cursor = await cursor.continue()) {
        if (cursor.value.person === person) await cursor.delete();
      }
    }
    await transaction.done;
  }
}

/** For browsers that keep nothing: holds the work as long as the page is open, and says so. */
export class PageOutboxStore implements OutboxStore {
  readonly durable = false;
  readonly #rows = new Map<string, OutboxRow>();
  readonly #saved = new Map<string, SavedRow>();

  list() {
    return Promise.resolve([...this.#rows.values()].sort((a, b) => a.seq - b.seq));
  }

  get(id: string) {
    return Promise.resolve(this.#rows.get(id));
  }

  change(id: string, change: RowChange) {
    const last = Math.max(0, ...[...this.#rows.values()].map(({ seq }) => seq));
    const next = change(this.#rows.get(id), last + 1);
    if (next === null) this.#rows.delete(id);
    else if (next !== undefined) this.#rows.set(id, next);
    return Promise.resolve();
  }

  getSaved(item: string) {
    return Promise.resolve(this.#saved.get(item));
  }

  putSaved(row: SavedRow) {
    this.#saved.set(row.item, row);
    return Promise.resolve();
  }

  deleteSaved(item: string) {
    this.#saved.delete(item);
    return Promise.resolve();
  }

  forget() {
    this.#rows.clear();
    this.#saved.clear();
    return Promise.resolve();
  }
}
