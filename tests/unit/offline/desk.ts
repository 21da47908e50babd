import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import type { SaveAnswer } from '#app/features/entry/draft-saver.ts';
import { createTabLocks } from '#app/features/offline/locks.ts';
import { Outbox } from '#app/features/offline/outbox.ts';
import {
  buildItemName,
  type KeptWork,
  openOutboxStore,
  createSeal,
} from '#app/features/offline/outbox-store.ts';
import { OutboxSender } from '#app/features/offline/outbox-sender.ts';
import type { Sending } from '#app/features/offline/send-outgoing.ts';

export const key = 'MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE';
export const otherKey = 'eHl6eHl6eHl6eHl6eHl6eHl6eHl6eHl6eHl6eHl6eHk';

/** A browser in which nothing has been kept yet. */
export function wipeBrowser(): void {
  globalThis.indexedDB = new IDBFactory();
}

export async function openOutbox(person = 'ana', sealedWith: string | null = key): Promise<Outbox> {
  return new Outbox({ person, store: await openOutboxStore(), seal: createSeal(sealedWith) });
}

export const nameItem = (code: string, person = 'ana') =>
  buildItemName(person, '2026-H1', 'TH', 'activity', code);

/** Words typed on a version of an item. */
export const buildWork = (code: string, text: string, version = 0): KeptWork => ({
  draft: { text },
  outgoing: { procedure: 'saveActivityReport', input: { activity: code, text } },
  version,
  attempt: null,
  trouble: null,
  page: null,
});

type Write = { code: string; text: string; version: number };

/** The server: versions, conflicts, and the same answer to the same request id. */
export class Office {
  readonly writes: Write[] = [];
  readonly texts = new Map<string, { text: string; version: number }>();
  readonly #answered = new Map<string, { content: string; answer: SaveAnswer }>();

  save({ outgoing, version, requestId }: Sending): SaveAnswer {
    const { activity, text } = outgoing.input as { activity: string; text: string };
    const content = JSON.stringify([activity, text, version]);
    const known = this.#answered.get(requestId);
    if (known) {
      if (known.content !== content) throw new Error('One request id was used for two contents.');
      return known.answer;
    }
    const stored = this.texts.get(activity) ?? { text: '', version: 0 };
    if (text.includes('!')) return { kind: 'refused', sentence: 'No shouting.', fields: [] };
    if (stored.version !== version) return { kind: 'conflict', sentence: 'Somebody else has changed this.' };
    this.texts.set(activity, { text, version: version + 1 });
    this.writes.push({ code: activity, text, version: version + 1 });
    const answer: SaveAnswer = { kind: 'saved', version: version + 1, at: '2026-11-25T01:00:00.000Z' };
    this.#answered.set(requestId, { content, answer });
    return answer;
  }

  /** Somebody else saves. */
  overtake(activity: string, text: string): void {
    const version = (this.texts.get(activity)?.version ?? 0) + 1;
    this.texts.set(activity, { text, version });
  }
}

let ids = 0;
export const createId = () => {
  ids += 1;
  return `request-${ids}`;
};

/** A sender that makes its rounds only when it is woken. */
export function createSender(
  outbox: Outbox,
  send: (sending: Sending) => Promise<SaveAnswer>,
  locks = createTabLocks(),
) {
  const sender = new OutboxSender({
    outbox,
    locks,
    send,
    createId,
    probe: () => Promise.resolve(false),
    onState: () => {},
    // No round of its own within a test.
    firstRetryMs: 1_000_000,
  });
  return sender;
}
