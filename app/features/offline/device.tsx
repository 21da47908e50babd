import { createLocks, type Locks } from './locks.ts';
import { Outbox } from './outbox.ts';
import { type Line, OutboxSender } from './outbox-sender.ts';
import {
  openOutboxStore,
  type OutboxStore,
  PageOutboxStore,
  createSeal,
  type ItemName,
  type Outgoing,
  readItemName,
  type SentAttempt,
} from './outbox-store.ts';
import { createRequestId } from '#app/features/http/http-client.ts';
import { probeLine, sendOutgoing } from './send-outgoing.ts';
import { buildActivityInput, parseActivityDraft } from '#app/features/entry/activity-draft.ts';
import { deleteCachedPages, forgetLocalCopies } from './cached-pages.tsx';
import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react';

/** What the header says about the device. */
export type DeviceSummary = {
  /** False until the outbox has been looked into. */
  isKnown: boolean;
  waiting: number;
  /** Of them, those that wait for a person. */
  troubled: number;
  sending: string | null;
  line: Line;
  /** Whether what is kept outlives the page. */
  durable: boolean;
};

const nothingKnown: DeviceSummary = {
  isKnown: false,
  waiting: 0,
  troubled: 0,
  sending: null,
  line: 'up',
  durable: true,
};

type News =
  | { kind: 'changed'; person: string }
  | { kind: 'wanted'; id: string }
  | { kind: 'line'; line: Line };

/**
 * One person's work on this device: the outbox, whoever sends it, and the news of both to every tab. Made for each
 * page load; nothing is opened before `start` or the first use.
 */
export class Device {
  readonly person: string;
  readonly locks: Locks;
  readonly outbox: Promise<Outbox>;
  #open: (outbox: Outbox) => void = () => {};
  readonly #key: string | null;
  #sender: OutboxSender | null = null;
  #channel: BroadcastChannel | null = null;
  #summary = nothingKnown;
  readonly #listeners = new Set<() => void>();
  #isOpening = false;

  constructor(person: string, key: string | null) {
    this.person = person;
    this.#key = key;
    this.locks = createLocks();
    this.outbox = new Promise((resolve) => {
      this.#open = resolve;
    });
  }

  readonly getSummary = (): DeviceSummary => this.#summary;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Opens the outbox and begins to send. Returns what ends it. */
  start(): () => void {
    if (typeof BroadcastChannel === 'function') {
      this.#channel = new BroadcastChannel('bohol-device');
      this.#channel.addEventListener('message', ({ data }: MessageEvent<News>) => {
        if (data.kind === 'wanted') this.#sender?.yield(data.id);
        else if (data.kind === 'line') {
          this.#sender?.hear(data.line);
          this.#set({ line: data.line });
        } else if (data.person === this.person) void this.#look();
      });
    }
    if (!this.#isOpening) {
      this.#isOpening = true;
      void this.#openOutbox();
    }
    void this.outbox.then((outbox) => {
      this.#sender ??= new OutboxSender({
        outbox,
        locks: this.locks,
        send: sendOutgoing,
        createId: createRequestId,
        probe: probeLine,
        onState: (state) => {
          if (state.line !== this.#summary.line) this.#tell({ kind: 'line', line: state.line });
          this.#set(state);
        },
      });
      this.#sender.start();
    });
    const wake = () => {
      if (document.visibilityState === 'visible') void this.#sender?.wake();
    };
    // Believed when it says that there is none, and looked after; not when it says that there is one.
    const lose = () => this.reportLine('down');
    window.addEventListener('offline', lose);
    window.addEventListener('online', wake);
    window.addEventListener('focus', wake);
    document.addEventListener('visibilitychange', wake);
    return () => {
      window.removeEventListener('offline', lose);
      window.removeEventListener('online', wake);
      window.removeEventListener('focus', wake);
      document.removeEventListener('visibilitychange', wake);
      this.#sender?.stop();
      this.#channel?.close();
      this.#channel = null;
    };
  }

  /** Claims an entry for a page; whoever sends it now lets go of it. */
  async claim(id: string, waitMs: number): Promise<(() => void) | null> {
    const free = await this.locks.claim(id, 0);
    if (free) return free;
    this.#sender?.yield(id);
    this.#tell({ kind: 'wanted', id });
    return this.locks.claim(id, waitMs);
  }

  /** What a page's saver learned about the line. */
  reportLine(line: Line): void {
    this.#sender?.report(line);
  }

  /** Finds out whether the line is back. */
  async checkLine(): Promise<void> {
    await this.#sender?.check();
  }

  /** Sends what can be sent, now. */
  async sendNow(): Promise<void> {
    await this.outbox;
    await this.#sender?.wake();
  }

  /** An entry has been given back: whoever sends may take it. */
  nudge(): void {
    this.#sender?.nudge();
  }

  async #openOutbox(): Promise<void> {
    let store: OutboxStore;
    try {
      store = await openOutboxStore();
    } catch {
      store = new PageOutboxStore();
    }
    const outbox = new Outbox({
      person: this.person,
      store,
      seal: createSeal(this.#key),
      onChange: () => {
        this.#tell({ kind: 'changed', person: this.person });
        void this.#look();
      },
    });
    if (store.durable) await migrateLocalCopies(outbox).catch(() => {});
    this.#open(outbox);
    await this.#look();
  }

  async #look(): Promise<void> {
    const outbox = await this.outbox;
    const { waiting, troubled } = await outbox.count();
    this.#set({ isKnown: true, waiting, troubled, durable: outbox.durable });
    if (waiting > troubled) this.nudge();
  }

  #tell(news: News): void {
    this.#channel?.postMessage(news);
  }

  #set(change: Partial<DeviceSummary>): void {
    this.#summary = { ...this.#summary, ...change };
    for (const listener of this.#listeners) listener();
  }
}

/**
 * Moves into the outbox what earlier versions of the tracker kept in localStorage. A copy is taken away there only
 * once it lies here; what cannot be read stays where it is.
 */
export async function migrateLocalCopies(outbox: Outbox): Promise<void> {
  const storage = window.localStorage;
  const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index));
  for (const key of keys) {
    const name = key === null ? null : readItemName(key);
    if (key === null || name?.person !== outbox.person) continue;
    const copy = readCopy(storage.getItem(key));
    if (!copy) continue;
    const known = await outbox.get(key);
    if (!known) await outbox.keep(key, key, buildWork(copy, name));
    storage.removeItem(key);
  }
}

type Copy = {
  draft: unknown;
  version: number;
  attempt: { draft: unknown; version: number; requestId: string } | null;
};

function readCopy(text: string | null): Copy | null {
  try {
    const { draft, version, attempt } = JSON.parse(text ?? 'null') as Partial<Copy>;
    if (draft === undefined || typeof version !== 'number') return null;
    const isWhole = typeof attempt?.requestId === 'string' && typeof attempt.version === 'number';
    return { draft, version, attempt: isWhole ? attempt : null };
  } catch {
    return null;
  }
}

function buildWork({ draft, version, attempt }: Copy, name: ItemName) {
  const sent: SentAttempt | null = attempt && { ...attempt, outgoing: guessOutgoing(attempt.draft, name) };
  return { draft, outgoing: guessOutgoing(draft, name), version, attempt: sent, trouble: null, page: null };
}

/** Activities and answers say by themselves how they are sent; an indicator needs its page. */
function guessOutgoing(draft: unknown, { round, reporter, kind, code }: ItemName): Outgoing | null {
  if (kind === 'question' && typeof draft === 'string' && draft.trim() !== '') {
    return { procedure: 'answerQuery', input: { round, reporter, query: Number(code), answer: draft } };
  }
  const activity = kind === 'activity' ? parseActivityDraft(draft) : null;
  return (
    activity && {
      procedure: 'saveActivityReport',
      input: { round, reporter, ...buildActivityInput(activity, { activity: code, version: 0 }) },
    }
  );
}

/**
 * Lets go of all that this device keeps of a person: unsent work, copies of pages, what earlier versions kept.
 * Another person's sealed work stays where it is.
 */
export async function forgetDevice(outbox: Outbox): Promise<void> {
  await outbox.forget();
  forgetLocalCopies(outbox.person);
  await deleteCachedPages();
}

const DeviceContext = createContext<Device | null>(null);

/** The signed-in person's work on this device. */
export function useDevice(): Device {
  const device = useContext(DeviceContext);
  if (!device) throw new Error('Work is kept on the device inside DeviceProvider.');
  return device;
}

export function useDeviceSummary(): DeviceSummary {
  const device = useDevice();
  return useSyncExternalStore(device.subscribe, device.getSummary, device.getSummary);
}

interface DeviceProviderProps {
  personId: string;
  /** Seals what lies on the device; null where the server gives none. */
  deviceKey: string | null;
  children: ReactNode;
}

/** Opens the outbox of the signed-in person and sends what lies in it, on whatever page they are. */
export function DeviceProvider({ personId, deviceKey, children }: DeviceProviderProps) {
  return (
    // Another person in this tab has another device.
    <OnePersonsDevice key={personId} personId={personId} deviceKey={deviceKey}>
      {children}
    </OnePersonsDevice>
  );
}

function OnePersonsDevice({ personId, deviceKey, children }: DeviceProviderProps) {
  const [device] = useState(() => new Device(personId, deviceKey));
  useEffect(() => device.start(), [device]);
  return <DeviceContext value={device}>{children}</DeviceContext>;
}
