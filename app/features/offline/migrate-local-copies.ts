import { buildActivityInput, parseActivityDraft } from '../entry/activity-draft.ts';
import type { Outbox } from './outbox.ts';
import { type ItemName, type Outgoing, readItemName, type SentAttempt } from './outbox-entry.ts';

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
