/** What is to be said to the server, without what changes from attempt to attempt: the version and the request id. */
export type Outgoing = {
  procedure: 'saveActivityReport' | 'saveIndicatorValues' | 'answerQuery';
  input: Readonly<Record<string, unknown>>;
};

/** Why work lies still until a person sees to it. */
export type Trouble = { kind: 'conflict' | 'refused' | 'shut'; sentence: string };

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
