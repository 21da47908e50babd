import type { Kept, SavedDraft } from '../entry/draft-saver.ts';
import type { Device } from './device.tsx';
import type { Release } from './locks.ts';
import type { OutboxEntry, Outgoing, SavedItem } from './outbox-store.ts';
import { createRequestId } from '../http/http-client.ts';

/** Where unsaved work is: on its way to the device, on it, or on the page alone. */
export type Keeping = 'writing' | 'device' | 'page';

export type Found = { entry: OutboxEntry | null; saved: SavedItem | null };

type Change = { kept: Kept<unknown> | null; saved: SavedDraft<unknown> | null };

/** How long another tab may take to let go of an item. */
const patienceMs = 1500;

/** What a form lets go of in this very moment, by item: the one that takes its place was drawn from it. */
const handedOn = new Map<string, string>();

/**
 * A page's hold on one item in the outbox: claims it, puts what is typed into it, lets go of it. Writes overtake
 * each other; the last one counts.
 */
export class ItemKeeper {
  readonly #device: Device;
  readonly #item: string;
  readonly #buildOutgoing: (draft: unknown) => Outgoing | null;
  readonly #onKeeping: (keeping: Keeping) => void;
  #slot: { id: string; release: Release } | null = null;
  #next: Change | null = null;
  #writing: Promise<boolean> | null = null;
  #opened: Promise<Found | null> | null = null;
  #isClosed = false;

  constructor(options: {
    device: Device;
    item: string;
    buildOutgoing: (draft: unknown) => Outgoing | null;
    onKeeping: (keeping: Keeping) => void;
  }) {
    this.#device = options.device;
    this.#item = options.item;
    this.#buildOutgoing = options.buildOutgoing;
    this.#onKeeping = options.onKeeping;
  }

  /**
   * Claims the item and says what lay there, and what the server is known to have beyond the page's version. Work
   * that was typed before this was done goes beside what lay there, not over it.
   */
  open(pageVersion: number, isTyped: () => boolean): Promise<Found | null> {
    this.#opened ??= this.#claim(pageVersion, isTyped).catch(() => null);
    return this.#opened;
  }

  /** Keeps the work; with null lets go of it. Resolves, true when it is on the device, once all is written. */
  keep(kept: Kept<unknown> | null, saved: SavedDraft<unknown> | null): Promise<boolean> {
    if (!kept && !saved && !this.#slot) {
      // Nothing of this page is there yet. What lies there is of an earlier one.
      this.#next = null;
      return Promise.resolve(true);
    }
    this.#next = { kept, saved: saved ?? this.#next?.saved ?? null };
    if (kept) this.#onKeeping('writing');
    this.#writing ??= this.#write();
    return this.#writing;
  }

  /** Lets go of the item once what was typed is written. */
  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#slot) {
      handedOn.set(this.#item, this.#slot.id);
      setTimeout(() => handedOn.delete(this.#item));
    }
    await this.#opened;
    await this.#writing;
    this.#slot?.release();
    this.#device.nudge();
  }

  async #claim(pageVersion: number, isTyped: () => boolean): Promise<Found | null> {
    const before = handedOn.get(this.#item);
    const outbox = await this.#device.outbox;
    const ids = await outbox.listIds(this.#item);
    const saved = await outbox.recall(this.#item, pageVersion);
    for (const id of ids) {
      // A refused form came back with what it had left here: what is typed over it already is the same work.
      const isOurs = id === before;
      if (isTyped() && !isOurs) continue;
      const release = await this.#device.claim(id, patienceMs);
      if (!release) continue;
      const isEarly = isTyped();
      if (isEarly && !isOurs) {
        release();
        continue;
      }
      this.#slot = { id, release };
      if (isEarly) return { entry: null, saved };
      const entry = await outbox.get(id);
      // It was sent while we waited for it.
      const sentNow = entry ? saved : await outbox.recall(this.#item, pageVersion);
      return { entry, saved: sentNow };
    }
    const own = ids.includes(this.#item) ? null : await this.#device.claim(this.#item, patienceMs);
    const id = own ? this.#item : `${this.#item}#${createRequestId()}`;
    const release = own ?? (await this.#device.claim(id, 0));
    this.#slot = { id, release: release ?? (() => {}) };
    return { entry: null, saved };
  }

  async #write(): Promise<boolean> {
    await this.#opened;
    const outbox = await this.#device.outbox;
    let isKept = true;
    while (this.#next) {
      const { kept, saved } = this.#next;
      const id = this.#slot?.id;
      this.#next = null;
      try {
        if (id === undefined) throw new Error('The item could not be claimed.');
        if (saved) await outbox.remember(this.#item, saved);
        if (kept) await outbox.keep(id, this.#item, this.#buildWork(kept));
        else await outbox.remove(id);
        isKept = outbox.durable;
      } catch {
        isKept = false;
      }
      if (!this.#next && kept && !this.#isClosed) this.#onKeeping(isKept ? 'device' : 'page');
    }
    // In the same step in which nothing more was found: what comes now is written anew.
    this.#writing = null;
    return isKept;
  }

  #buildWork({ draft, version, attempt, trouble }: Kept<unknown>) {
    return {
      draft,
      version,
      outgoing: this.#buildOutgoing(draft),
      attempt: attempt && { ...attempt, outgoing: this.#buildOutgoing(attempt.draft) },
      trouble,
      page: readPage(),
    };
  }
}

/** The address of the page in view, as far as it says what the page is about. */
function readPage(): string | null {
  const place = globalThis.location as Location | undefined;
  if (!place) return null;
  const reporter = new URLSearchParams(place.search).get('reporter');
  return place.pathname + (reporter === null ? '' : `?reporter=${encodeURIComponent(reporter)}`);
}
