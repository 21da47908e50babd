import type { SaveAnswer } from '../entry/draft-saver.ts';
import type { Outgoing } from './outbox-entry.ts';
import type { ErrorData } from '#server/trpc/init.ts';

/** A line this slow is as good as none; the attempt is repeated under the same id. */
const longestWaitMs = 20_000;
const longestProbeMs = 8000;

export type Sending = {
  outgoing: Outgoing;
  version: number;
  requestId: string;
  /** In whose name: the server refuses when somebody else has signed in since. */
  person: string;
  signal?: AbortSignal | undefined;
};

type Answer = {
  result?: { data?: { version?: number; savedAt?: string } };
  error?: { data?: ErrorData };
};

/**
 * Sends one save and says what became of it, whatever happens on the way. Anything but an answer of the tracker (a
 * hotel's sign-in page, a proxy's error) counts as no line.
 */
export async function sendOutgoing(sending: Sending): Promise<SaveAnswer> {
  const { outgoing, version, requestId, person, signal } = sending;
  // Not AbortSignal.timeout: browsers of a few years ago do not know it, and then nothing would be saved.
  const patience = new AbortController();
  const giveUp = () => patience.abort();
  const timer = setTimeout(giveUp, longestWaitMs);
  signal?.addEventListener('abort', giveUp);
  if (signal?.aborted) giveUp();
  try {
    const response = await fetch(`/api/trpc/submission.${outgoing.procedure}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-person': person },
      body: JSON.stringify({
        ...outgoing.input,
        version,
        // A repeated answer to a question is known by its words.
        ...(outgoing.procedure === 'answerQuery' ? {} : { requestId }),
      }),
      signal: patience.signal,
    });
    const answer = (await response.json()) as Answer;
    return readAnswer(answer, outgoing, response.headers.get('date'));
  } catch {
    return { kind: 'unreachable' };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', giveUp);
  }
}

/** Whether the tracker answers at all. */
export async function probeLine(): Promise<boolean> {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), longestProbeMs);
  try {
    const response = await fetch('/healthz', { cache: 'no-store', signal: patience.signal });
    return response.ok;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}

function readAnswer({ result, error }: Answer, outgoing: Outgoing, date: string | null): SaveAnswer {
  const at = new Date(date ?? Date.now()).toISOString();
  const saved = result?.data;
  if (typeof saved?.version === 'number') {
    return { kind: 'saved', version: saved.version, at: saved.savedAt ?? at };
  }
  if (!error?.data) return { kind: 'unreachable' };
  if (outgoing.procedure === 'answerQuery') {
    const known = error.data.current as { answer?: unknown; version?: unknown } | null;
    const isSame = known?.answer === String(outgoing.input.answer).trim();
    if (known && isSame && typeof known.version === 'number') {
      return { kind: 'saved', version: known.version, at };
    }
  }
  return readSaveError(error.data);
}

/** What an error of the contract means to somebody who saves. */
export function readSaveError(error: Pick<ErrorData, 'stableCode' | 'sentence' | 'fields'>): SaveAnswer {
  const { stableCode, sentence, fields } = error;
  switch (stableCode) {
    case 'UNAUTHENTICATED':
      return { kind: 'signed_out' };
    case 'CONFLICT':
      return { kind: 'conflict', sentence };
    case 'BAD_INPUT':
    case 'TOO_LARGE':
      return { kind: 'refused', sentence, fields };
    case 'FORBIDDEN':
    case 'NOT_FOUND':
    case 'ROUND_CLOSED':
    case 'NOT_OPEN':
    case 'NOT_ALLOWED_NOW':
      return { kind: 'shut', sentence };
    default:
      return { kind: 'unreachable' };
  }
}
