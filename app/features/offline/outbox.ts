import type { KeptWork, OutboxEntry, SavedItem, OutboxRow, OutboxStore, Seal } from './outbox-store.ts';

/** What of a row is sealed. */
type Content = Pick<OutboxEntry, 'draft' | 'outgoing' | 'attempt' | 'trouble' | 'page'>;

/** An entry that the key at hand does not open. */
export type UnreadableEntry = { id: string; item: string; unreadable: true };

/**
 * The unsaved work of one person on this device. Every write is one transaction and is on the disk when it
 * resolves. Others' work lies in the same store and is neither listed nor opened.
 */
export class Outbox {
  readonly person: string;
  readonly #store: OutboxStore;
  readonly #seal: Seal;
  readonly #onChange: () => void;

  constructor(options: { person: string; store: OutboxStore; seal: Seal; onChange?: () => void }) {
    this.person = options.person;
    this.#store = options.store;
    this.#seal = options.seal;
    this.#onChange = options.onChange ?? (() => {});
  }

  get durable(): boolean {
    return this.#store.durable;
  }

  /** How much of it there is, without opening anything. */
  async count(): Promise<{ waiting: number; troubled: number }> {
    const rows = await this.#listRows();
    const troubled = rows.filter(({ troubleKind }) => troubleKind !== null).length;
    return { waiting: rows.length, troubled };
  }

  /** The entries in their order; those that cannot be opened are named. */
  async list(): Promise<(OutboxEntry | UnreadableEntry)[]> {
    const rows = await this.#listRows();
    return Promise.all(
      rows.map(async (row) => (await this.#open(row)) ?? { id: row.id, item: row.item, unreadable: true }),
    );
  }

  /** Which entries there are, in their order. */
  async listIds(item?: string): Promise<string[]> {
    const rows = await this.#listRows();
    return rows.filter((row) => item === undefined || row.item === item).map(({ id }) => id);
  }

  async get(id: string): Promise<OutboxEntry | null> {
    const row = await this.#store.get(id);
    return row && row.person === this.person ? this.#open(row) : null;
  }

  /** Puts work in, or what has become of it; it keeps its place in the order. */
  async keep(id: string, item: string, work: KeptWork): Promise<void> {
    const sealed = await this.#seal.close(readContent(work));
    await this.#store.change(id, (row, nextSeq) => ({
      id,
      item,
      person: this.person,
      seq: row?.seq ?? nextSeq,
      version: work.version,
      requestId: work.attempt?.requestId ?? null,
      troubleKind: work.trouble?.kind ?? null,
      sealed,
    }));
    this.#onChange();
  }

  /**
   * Like keep, for what has become of an attempt: only while that attempt is still the open one. Null takes the
   * entry away.
   */
  async settle(id: string, requestId: string, work: KeptWork | null): Promise<void> {
    const sealed = work && (await this.#seal.close(readContent(work)));
    await this.#store.change(id, (row) => {
      if (!row || row.requestId !== requestId) return undefined;
      if (!work || !sealed) return null;
      return {
        ...row,
        version: work.version,
        requestId: work.attempt?.requestId ?? null,
        troubleKind: work.trouble?.kind ?? null,
        sealed,
      };
    });
    this.#onChange();
  }

  async remove(id: string): Promise<void> {
    await this.#store.change(id, (row) => (row && row.person === this.person ? null : undefined));
    this.#onChange();
  }

  /** Remembers what the server has: pages stored on this device may have been made before. */
  async remember(item: string, saved: SavedItem): Promise<void> {
    const { version, ...content } = saved;
    const sealed = await this.#seal.close(content);
    const known = await this.#store.getSaved(item);
    if (known && known.version >= version) return;
    await this.#store.putSaved({ item, person: this.person, version, sealed });
  }

  /** What the server is known to have when that is newer than a page; older memories are let go. */
  async recall(item: string, pageVersion: number): Promise<SavedItem | null> {
    const row = await this.#store.getSaved(item);
    if (!row) return null;
    if (row.person !== this.person || row.version <= pageVersion) {
      await this.#store.deleteSaved(item);
      return null;
    }
    try {
      const content = (await this.#seal.open(row.sealed)) as Omit<SavedItem, 'version'>;
      return { ...content, version: row.version };
    } catch {
      return null;
    }
  }

  /** Lets go of everything of this person. */
  async forget(): Promise<void> {
    await this.#store.forget(this.person);
    this.#onChange();
  }

  /** Whether somebody else's work lies here too. */
  async hasOthers(): Promise<boolean> {
    return (await this.#store.list()).some(({ person }) => person !== this.person);
  }

  async #listRows(): Promise<OutboxRow[]> {
    return (await this.#store.list()).filter(({ person }) => person === this.person);
  }

  async #open(row: OutboxRow): Promise<OutboxEntry | null> {
    try {
      const content = (await this.#seal.open(row.sealed)) as Content;
      return { id: row.id, item: row.item, seq: row.seq, version: row.version, ...content };
    } catch {
      return null;
    }
  }
}

const readContent = ({ draft, outgoing, attempt, trouble, page }: KeptWork): Content => ({
  draft,
  outgoing,
  attempt,
  trouble,
  page,
});
