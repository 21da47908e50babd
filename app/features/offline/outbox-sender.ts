import type { SaveAnswer } from '../entry/draft-saver.ts';
import type { Locks } from './locks.ts';
import type { Outbox } from './outbox.ts';
import { isSameDraft, type OutboxEntry, type SentAttempt } from './outbox-store.ts';
import type { Sending } from './send-outgoing.ts';

/** How the line to the tracker was when it was last tried. */
export type Line = 'up' | 'down' | 'signed_out';

export type OutboxSenderOptions = {
  outbox: Outbox;
  locks: Locks;
  send: (sending: Sending) => Promise<SaveAnswer>;
  createId: () => string;
  /** Asks whether there is a line, where there is nothing to send that would tell. */
  probe: () => Promise<boolean>;
  /** Told which entry is under way, and how the line is. */
  onState: (state: { sending: string | null; line: Line }) => void;
  /** From a failed round to the next; doubles up to a minute. */
  firstRetryMs?: number;
};

const longestRetryMs = 60_000;

/**
 * Sends what lies in the outbox while nobody has it open: in order, one at a time, each under one request id until
 * its fate is known. Entries that are open in a page belong to that page's saver; of several tabs one sends.
 */
export class OutboxSender {
  readonly #options: OutboxSenderOptions;
  #running: Promise<void> | null = null;
  #again = false;
  #stopped = true;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #retryMs: number;
  #line: Line = 'up';
  #current: { id: string; give: AbortController } | null = null;
  /** Reports that were shut may have been opened again since: each is tried once by every page. */
  readonly #triedShut = new Set<string>();

  constructor(options: OutboxSenderOptions) {
    this.#options = options;
    this.#retryMs = options.firstRetryMs ?? 2000;
  }

  start(): void {
    this.#stopped = false;
    void this.wake();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#current?.give.abort();
  }

  /** Gives an entry up because a page wants it. The page repeats the attempt as it was. */
  yield(id: string): void {
    if (this.#current?.id === id) this.#current.give.abort();
  }

  /** Tries now: something is new, or the line may be back. Resolves when nothing more can be done for now. */
  wake(): Promise<void> {
    if (this.#stopped) return Promise.resolve();
    clearTimeout(this.#timer);
    if (this.#running) {
      this.#again = true;
      return this.#running;
    }
    this.#running = this.#run().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  /** Like wake, for news that say nothing about the line: waits for the next try while it is down. */
  nudge(): void {
    if (this.#line === 'up') void this.wake();
  }

  /** What a page's own saver found out about the line. */
  report(line: Line): void {
    const isBack = line === 'up' && this.#line !== 'up';
    this.#setLine(line);
    if (isBack) void this.wake();
    else if (line === 'down') this.#retryLater();
  }

  /** What another tab found out. */
  hear(line: Line): void {
    this.#line = line;
  }

  /** Finds out whether the line is back; the next try waits longer where it is not. */
  async check(): Promise<void> {
    const isUp = await this.#options.probe();
    if (this.#stopped) return;
    if (isUp) {
      this.#retryMs = this.#options.firstRetryMs ?? 2000;
      this.report('up');
    } else {
      this.#setLine('down');
      this.#retryLater();
    }
  }

  async #run(): Promise<void> {
    const { outbox, locks } = this.#options;
    const release = await locks.claim(`sender/${outbox.person}`, 0);
    // Another tab sends. Should it go, this one looks again.
    if (!release) return this.#retryLater();
    try {
      do {
        this.#again = false;
        for (const id of await outbox.listIds()) {
          if (this.#stopped) return;
          const outcome = await this.#sendOne(id);
          if (outcome === 'stop') {
            this.#retryLater();
            return;
          }
        }
        if (this.#line === 'down') await this.check();
      } while (this.#again && !this.#stopped);
    } finally {
      release();
      this.#options.onState({ sending: null, line: this.#line });
    }
  }

  /** Sends an entry until nothing of it is left or nothing more can be done. "stop": there is no line. */
  async #sendOne(id: string): Promise<'next' | 'stop'> {
    const release = await this.#options.locks.claim(id, 0);
    if (!release) return 'next';
    try {
      for (;;) {
        const entry = await this.#options.outbox.get(id);
        if (!entry || !this.#isSendable(entry)) return 'next';
        const outcome = await this.#attempt(entry);
        if (outcome !== 'again') return outcome;
      }
    } finally {
      release();
    }
  }

  #isSendable(entry: OutboxEntry): boolean {
    if ((entry.attempt ?? entry).outgoing === null) return false;
    if (entry.trouble === null) return true;
    if (entry.trouble.kind !== 'shut' || this.#triedShut.has(entry.id)) return false;
    this.#triedShut.add(entry.id);
    return true;
  }

  async #attempt(entry: OutboxEntry): Promise<'again' | 'next' | 'stop'> {
    const { outbox, send, createId, onState } = this.#options;
    const { id, item, draft, outgoing } = entry;
    const attempt: SentAttempt = entry.attempt ?? {
      draft,
      outgoing,
      version: entry.version,
      requestId: createId(),
    };
    if (!attempt.outgoing) return 'next';
    // On the disk before it is on the wire: whoever comes after us repeats it as it was.
    if (!entry.attempt) await outbox.keep(id, item, { ...entry, attempt });
    const give = new AbortController();
    this.#current = { id, give };
    onState({ sending: id, line: this.#line });
    const answer = await send({
      outgoing: attempt.outgoing,
      version: attempt.version,
      requestId: attempt.requestId,
      person: outbox.person,
      signal: give.signal,
    });
    this.#current = null;
    if (answer.kind === 'unreachable' || answer.kind === 'signed_out') {
      if (give.signal.aborted) return 'next';
      this.#setLine(answer.kind === 'unreachable' ? 'down' : 'signed_out');
      return 'stop';
    }
    this.#retryMs = this.#options.firstRetryMs ?? 2000;
    this.#setLine('up');
    return this.#settle(entry, attempt, answer);
  }

  async #settle(
    { id, item, draft, outgoing, version, page }: OutboxEntry,
    attempt: SentAttempt,
    answer: Exclude<SaveAnswer, { kind: 'unreachable' | 'signed_out' }>,
  ): Promise<'again' | 'next'> {
    const { outbox } = this.#options;
    const isWhole = isSameDraft(attempt.draft, draft);
    if (answer.kind === 'saved') {
      await outbox.remember(item, { draft: attempt.draft, version: answer.version, at: answer.at });
      const rest = { draft, outgoing, version: answer.version, attempt: null, trouble: null, page };
      await outbox.settle(id, attempt.requestId, isWhole ? null : rest);
      return isWhole ? 'next' : 'again';
    }
    // What was refused were older words: those that stand there now may pass.
    const isAboutOldWords = answer.kind === 'refused' && !isWhole;
    await outbox.settle(id, attempt.requestId, {
      draft,
      outgoing,
      version,
      attempt: null,
      page,
      trouble: isAboutOldWords ? null : { kind: answer.kind, sentence: answer.sentence },
    });
    return isAboutOldWords ? 'again' : 'next';
  }

  #setLine(line: Line): void {
    if (this.#line === line) return;
    this.#line = line;
    this.#options.onState({ sending: this.#current?.id ?? null, line });
  }

  #retryLater(): void {
    if (this.#stopped) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.wake(), this.#retryMs);
    this.#retryMs = Math.min(this.#retryMs * 2, longestRetryMs);
  }
}
