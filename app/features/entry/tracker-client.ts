import { createTRPCClient, httpLink, TRPCClientError } from '@trpc/client';
import type { AppRouter } from '#server/trpc/root.ts';
import type { SaveAnswer } from './draft-saver.ts';

/** A line this slow is as good as none; the attempt is repeated under the same id. */
const longestWaitMs = 20_000;

const client = createTRPCClient<AppRouter>({
  links: [
    httpLink({
      url: '/api/trpc',
      // Not AbortSignal.timeout: browsers of a few years ago do not know it, and then nothing would be saved.
      async fetch(url, options) {
        const patience = new AbortController();
        const timer = setTimeout(() => patience.abort(), longestWaitMs);
        try {
          return await fetch(url, { ...options, signal: patience.signal });
        } finally {
          clearTimeout(timer);
        }
      },
    }),
  ],
});

/** The contract over HTTP, for saving without leaving the page. */
export const trackerClient = client;

/** Makes a call that saves and says what became of it, whatever happens on the way. */
export async function answerSave(
  call: () => Promise<{ version: number; savedAt: string } | undefined>,
): Promise<SaveAnswer> {
  try {
    const saved = await call();
    return saved ? { kind: 'saved', version: saved.version, at: saved.savedAt } : { kind: 'unreachable' };
  } catch (error) {
    return readSaveError(error);
  }
}

function readSaveError(error: unknown): SaveAnswer {
  const data = error instanceof TRPCClientError ? (error as TRPCClientError<AppRouter>).data : null;
  switch (data?.stableCode) {
    case 'UNAUTHENTICATED':
      return { kind: 'signed_out' };
    case 'CONFLICT':
      return { kind: 'conflict', sentence: data.sentence };
    case 'BAD_INPUT':
    case 'TOO_LARGE':
      return { kind: 'refused', sentence: data.sentence, fields: data.fields };
    case 'FORBIDDEN':
    case 'NOT_FOUND':
    case 'ROUND_CLOSED':
    case 'NOT_OPEN':
    case 'NOT_ALLOWED_NOW':
      return { kind: 'shut', sentence: data.sentence };
    default:
      return { kind: 'unreachable' };
  }
}

/** Sends the answer to a question of the secretariat. An answer that is there already word for word is saved. */
export async function answerQuestion(input: {
  round: string;
  reporter: string;
  query: number;
  answer: string;
  version: number;
}): Promise<SaveAnswer> {
  try {
    const { version } = await client.submission.answerQuery.mutate(input);
    return { kind: 'saved', version, at: new Date().toISOString() };
  } catch (error) {
    const stored =
      error instanceof TRPCClientError ? (error as TRPCClientError<AppRouter>).data?.current : null;
    const known = stored as { answer?: unknown; version?: unknown } | null | undefined;
    if (known && known.answer === input.answer.trim() && typeof known.version === 'number') {
      return { kind: 'saved', version: known.version, at: new Date().toISOString() };
    }
    return readSaveError(error);
  }
}

/** A new request id. Pages on plain HTTP have no randomUUID; random bytes they have. */
export function createRequestId(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  const hex = [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
