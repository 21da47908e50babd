import type { FieldProblem } from '#server/domain/error/domain-error.ts';

/** What a person must see to before the work can go on. */
export type SaverTrouble = { kind: 'refused' | 'shut' | 'conflict'; sentence: string };

/** One attempt to save: the same id for every repetition of the same content. */
export type Attempt<Draft> = { draft: Draft; version: number; requestId: string };

/** What became of an attempt. */
export type SaveAnswer =
  | { kind: 'saved'; version: number; at: string }
  /** The content breaks a rule: it passes only once it is changed. */
  | { kind: 'refused'; sentence: string; fields: FieldProblem[] }
  /** Nobody may change this any more, or this person may not. */
  | { kind: 'shut'; sentence: string }
  /** `current` is what is stored now, as the contract says it. */
  | { kind: 'conflict'; sentence: string; current?: unknown }
  | { kind: 'signed_out' }
  /** Nothing is known: no line, no answer, or a fault of the server. */
  | { kind: 'unreachable' };

/** What the quiet line says. */
export type SaverState =
  | { kind: 'saved'; at: string | null }
  /** `hold` says what somebody has to finish before it is sent. */
  | { kind: 'waiting'; hold?: string }
  | { kind: 'saving' }
  | { kind: 'kept' }
  | Extract<SaveAnswer, { kind: 'refused' | 'shut' | 'conflict' | 'signed_out' }>;

/** What lies on the device until it is saved. */
export type Kept<Draft> = {
  draft: Draft;
  version: number;
  attempt: Attempt<Draft> | null;
  trouble: SaverTrouble | null;
};

/** What the server has just been told. */
export type SavedDraft<Draft> = { draft: Draft; version: number; at: string | null };

/** One's own work together with what somebody else has stored. */
export type Merged<Draft> = { draft: Draft; theirs: SavedDraft<Draft>; sentence: string | null };

export type DraftSaverOptions<Draft> = {
  /** What is stored, and the version at which it was read. */
  saved: Draft;
  version: number;
  savedAt: string | null;
  send: (attempt: Attempt<Draft>) => Promise<SaveAnswer>;
  /**
   * Keeps unsaved work on the device; null lets go of it, with what was saved where that is why. What it returns is
   * waited for, a moment, before anything is sent.
   */
  keep: (kept: Kept<Draft> | null, saved: SavedDraft<Draft> | null) => Promise<unknown> | void;
  /**
   * Gets what merges one's own work with what somebody else has stored since `base`; that gives null where a person has
   * to decide.
   */
  loadMerge?: () => Promise<
    ((sides: { base: Draft; mine: Draft; current: unknown }) => Merged<Draft> | null) | null
  >;
  /** Told what stands there after a merge, before anything of it is sent. */
  onMerged?: (merged: Merged<Draft>) => void;
  createId: () => string;
  /** What is known of the line. While it is down nothing new is sent: work would go out in pieces, as typed. */
  line?: { isDown: () => boolean; check: () => Promise<void> };
  /** Asked before work is sent unasked: what somebody is in the middle of, in words; null when nothing holds it. */
  findHold?: () => string | null;
  /** From the last key to the attempt. */
  pauseMs?: number;
  /** From a failed attempt to the next; doubles up to a minute. */
  firstRetryMs?: number;
};

const longestRetryMs = 60_000;
/** A device that takes longer than this to write is not waited for. */
const longestWriteMs = 3000;

/**
 * Saves one draft after another while a person types: a pause after the last key, one request at a time, the same
 * request id until its fate is known. What is not known to be saved lies on the device. Knows nothing of screens.
 *
 * An attempt without an answer may have reached the server. It is therefore repeated as it was, and only then is
 * what was typed since sent: a fresh request would meet the work of the lost one as a conflict.
 */
export class DraftSaver<Draft> {
  #options: DraftSaverOptions<Draft>;
  #saved: string;
  /** The version that holds `#saved`: work from the device may build on an older one. */
  #savedVersion: number;
  #current: Draft;
  #version: number;
  #savedAt: string | null;
  #attempt: Attempt<Draft> | null = null;
  #state: SaverState;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<void> | null = null;
  #retryMs: number;
  #listeners = new Set<() => void>();
  #isStopped = false;
  /** Whether anything of ours lies on the device. */
  #isKept = false;

  constructor(options: DraftSaverOptions<Draft>) {
    this.#options = options;
    this.#saved = JSON.stringify(options.saved);
    this.#savedVersion = options.version;
    this.#current = options.saved;
    this.#version = options.version;
    this.#savedAt = options.savedAt;
    this.#state = { kind: 'saved', at: options.savedAt };
    this.#retryMs = options.firstRetryMs ?? 2000;
  }

  readonly getState = (): SaverState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The version that the next save builds on. */
  get version(): number {
    return this.#version;
  }

  /** Whether there is work that the server is not known to have. */
  get isUnsaved(): boolean {
    return this.#attempt !== null || JSON.stringify(this.#current) !== this.#saved;
  }

  /** Takes what the server is known to have where the page is older than that; only while nothing is typed. */
  adopt({ draft, version, at }: SavedDraft<Draft>): void {
    this.#saved = JSON.stringify(draft);
    this.#savedVersion = version;
    this.#current = draft;
    this.#version = version;
    this.#savedAt = at;
    this.#set({ kind: 'saved', at });
  }

  /** Takes up what lay on the device. */
  restore(kept: Omit<Kept<Draft>, 'trouble'>): void {
    this.#isStopped = false;
    this.#isKept = true;
    this.#version = kept.version;
    this.#attempt = kept.attempt;
    this.#current = kept.draft;
    this.#set({ kind: 'waiting' });
    this.#schedule(this.#options.pauseMs ?? 1500);
  }

  /** Tells what stands in the fields now. */
  change(draft: Draft): void {
    this.#current = draft;
    if (!this.isUnsaved) {
      clearTimeout(this.#timer);
      // What lies there and has not been taken up yet is not ours to let go of.
      if (this.#isKept) this.#discard(null);
      if (!this.#running) this.#set({ kind: 'saved', at: this.#savedAt });
      return;
    }
    // A conflict is for a person to settle; what they type until then is kept on the device.
    const isStuck = this.#state.kind === 'conflict' || this.#state.kind === 'shut';
    const known = this.#state.kind === 'kept' || this.#state.kind === 'signed_out';
    if (!this.#running && !known && !isStuck) this.#set({ kind: 'waiting' });
    void this.#keep();
    if (!isStuck) this.#schedule(this.#options.pauseMs ?? 1500);
  }

  /** Saves now what is unsaved, and says how that went. What could not be saved is on the device by then. */
  async flush(): Promise<SaverState> {
    clearTimeout(this.#timer);
    if (this.isUnsaved && this.#options.line?.isDown()) await this.#options.line.check();
    await this.#running;
    // Each turn sends once: a lost attempt first, then what was typed since.
    while (this.isUnsaved && this.#state.kind !== 'conflict') {
      await this.#run();
      if (!this.#isGoingOn()) break;
    }
    if (this.isUnsaved) await this.#write();
    return this.#state;
  }

  /** Sends nothing more by itself; the work stays on the device. */
  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
  }

  /** Goes on after `stop`. */
  resume(): void {
    this.#isStopped = false;
    const { kind } = this.#state;
    if (kind === 'waiting' || kind === 'kept') this.#schedule(this.#options.pauseMs ?? 1500);
  }

  #schedule(ms: number): void {
    clearTimeout(this.#timer);
    if (this.#isStopped) return;
    this.#timer = setTimeout(() => {
      if (this.#running) return;
      const hold = this.#options.findHold?.() ?? null;
      if (hold === null) void this.#run();
      else {
        if (this.#state.kind === 'waiting' && this.#state.hold !== hold) this.#set({ kind: 'waiting', hold });
        this.#schedule(ms);
      }
    }, ms);
  }

  #run(): Promise<void> {
    clearTimeout(this.#timer);
    this.#running ??= this.#sendOnce().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  /** Whether the last turn went well and more is waiting. */
  #isGoingOn(): boolean {
    return this.#state.kind === 'waiting';
  }

  async #sendOnce(): Promise<void> {
    if (this.#attempt === null && this.#options.line?.isDown()) {
      // Whoever knows of the line calls again when it is back.
      this.#set({ kind: 'kept' });
      void this.#keep();
      return;
    }
    const attempt = (this.#attempt ??= {
      draft: this.#current,
      version: this.#version,
      requestId: this.#options.createId(),
    });
    this.#set({ kind: 'saving' });
    // On the device before it is on the wire, so that whoever comes after us repeats it as it was.
    await this.#write();
    const answer = await this.#options.send(attempt);
    if (answer.kind === 'unreachable') {
      this.#set({ kind: 'kept' });
      this.#schedule(this.#retryMs);
      this.#retryMs = Math.min(this.#retryMs * 2, longestRetryMs);
      return;
    }
    if (answer.kind === 'signed_out') {
      // Whether an earlier repetition arrived is still open, so the attempt stays as it is.
      this.#set(answer);
      return;
    }
    this.#retryMs = this.#options.firstRetryMs ?? 2000;
    this.#attempt = null;
    if (answer.kind === 'saved') {
      this.#version = answer.version;
      this.#savedVersion = answer.version;
      this.#savedAt = answer.at;
      this.#saved = JSON.stringify(attempt.draft);
      if (this.isUnsaved) this.#waitForMore();
      else {
        this.#discard({ draft: attempt.draft, version: answer.version, at: answer.at });
        this.#set({ kind: 'saved', at: answer.at });
      }
      return;
    }
    if (answer.kind === 'conflict' && (await this.#merge(attempt, answer.current))) return;
    const isAboutOldWords = JSON.stringify(attempt.draft) !== JSON.stringify(this.#current);
    if (answer.kind === 'refused' && isAboutOldWords && this.isUnsaved) this.#waitForMore();
    else {
      this.#set(answer);
      void this.#keep();
    }
  }

  /** Builds on what somebody else has stored, where nobody has to decide anything; false where somebody has. */
  async #merge({ version }: Attempt<Draft>, current: unknown): Promise<boolean> {
    if (version !== this.#savedVersion) return false;
    const merge = (await this.#options.loadMerge?.().catch(() => null)) ?? null;
    const base = JSON.parse(this.#saved) as Draft;
    const merged = merge?.({ base, mine: this.#current, current }) ?? null;
    if (merged === null) return false;
    const { theirs } = merged;
    this.#saved = JSON.stringify(theirs.draft);
    this.#savedVersion = theirs.version;
    this.#version = theirs.version;
    this.#savedAt = theirs.at;
    this.#current = merged.draft;
    this.#options.onMerged?.(merged);
    if (this.isUnsaved) this.#waitForMore();
    else {
      this.#discard(theirs);
      this.#set({ kind: 'saved', at: theirs.at });
    }
    return true;
  }

  #waitForMore(): void {
    this.#set({ kind: 'waiting' });
    void this.#keep();
    this.#schedule(this.#options.pauseMs ?? 1500);
  }

  #discard(saved: SavedDraft<Draft> | null): void {
    this.#isKept = false;
    void this.#options.keep(null, saved);
  }

  #keep(): Promise<unknown> | void {
    this.#isKept = true;
    const state = this.#state;
    const isTrouble = state.kind === 'refused' || state.kind === 'shut' || state.kind === 'conflict';
    return this.#options.keep(
      {
        draft: this.#current,
        version: this.#version,
        attempt: this.#attempt,
        trouble: isTrouble ? { kind: state.kind, sentence: state.sentence } : null,
      },
      null,
    );
  }

  async #write(): Promise<void> {
    const written = this.#keep();
    if (!written) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const patience = new Promise((resolve) => {
      timer = setTimeout(resolve, longestWriteMs);
    });
    await Promise.race([written, patience]);
    clearTimeout(timer);
  }

  #set(state: SaverState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
