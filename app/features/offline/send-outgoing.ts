import type { ErrorData } from '#app/contract.ts';
import { CallError, callProcedure, send } from '../http/http-client.ts';
import type { SaveAnswer } from '../entry/draft-saver.ts';
import type { Outgoing } from './outbox-store.ts';

const longestProbeMs = 8000;

export type Sending = {
  outgoing: Outgoing;
  version: number;
  requestId: string;
  /** In whose name: the server refuses when somebody else has signed in since. */
  person: string;
  signal?: AbortSignal | undefined;
};

/**
 * Sends one save and says what became of it, whatever happens on the way. Without an answer the attempt is repeated
 * under the same id.
 */
export async function sendOutgoing(sending: Sending): Promise<SaveAnswer> {
  const { outgoing, version, requestId, person, signal } = sending;
  const isAnswer = outgoing.procedure === 'answerQuery';
  // A repeated answer to a question is known by its words.
  const input = { ...outgoing.input, version, ...(isAnswer ? {} : { requestId }) };
  const headers = { 'x-person': person };
  try {
    const call = await callProcedure('mutate', `submission.${outgoing.procedure}`, input, {
      headers,
      signal,
    });
    const saved = call.data as { version?: number; savedAt?: string } | undefined;
    if (typeof saved?.version !== 'number') return { kind: 'unreachable' };
    return { kind: 'saved', version: saved.version, at: saved.savedAt ?? call.at };
  } catch (error) {
    if (!(error instanceof CallError)) return { kind: 'unreachable' };
    const known = error.data.current as { answer?: unknown; version?: unknown } | null;
    if (
      isAnswer &&
      known?.answer === String(outgoing.input.answer).trim() &&
      typeof known.version === 'number'
    ) {
      return { kind: 'saved', version: known.version, at: new Date().toISOString() };
    }
    return readSaveError(error.data);
  }
}

/** Whether the tracker answers at all. */
export const probeLine = (): Promise<boolean> =>
  send('/healthz', { cache: 'no-store', longestWait: longestProbeMs }, async (answer) => answer.ok).catch(
    () => false,
  );

/** What an error of the contract means to somebody who saves. */
export function readSaveError(
  error: Pick<ErrorData, 'stableCode' | 'sentence' | 'fields'> & { current?: unknown },
): SaveAnswer {
  const { stableCode, sentence, fields, current } = error;
  switch (stableCode) {
    case 'UNAUTHENTICATED':
      return { kind: 'signed_out' };
    case 'CONFLICT':
      return { kind: 'conflict', sentence, current };
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
