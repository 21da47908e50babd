import type { TRPCClient } from '@trpc/client';
import type { AppRouter } from '#server/trpc/root.ts';
import type { ErrorData } from '#server/trpc/init.ts';

/** A line this slow is as good as none. */
const longestWaitMs = 20_000;

/** A call that the tracker answered with an error. Where nothing came back, `fetch` throws its own. */
export class CallError extends Error {
  readonly data: ErrorData;

  constructor(data: ErrorData) {
    super(data.sentence);
    this.name = 'CallError';
    this.data = data;
  }
}

type Answer = { result?: { data?: unknown }; error?: { data?: ErrorData } };

async function call(kind: 'query' | 'mutate', procedure: string, input: unknown): Promise<unknown> {
  const text = JSON.stringify(input);
  const search = kind === 'query' && text !== undefined ? `?input=${encodeURIComponent(text)}` : '';
  // Not AbortSignal.timeout: browsers of a few years ago do not know it, and then nothing would be sent.
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), longestWaitMs);
  try {
    const response = await fetch(`/api/trpc/${procedure}${search}`, {
      signal: patience.signal,
      ...(kind === 'query'
        ? {}
        : { method: 'POST', headers: { 'content-type': 'application/json' }, body: text ?? null }),
    });
    const { result, error } = (await response.json()) as Answer;
    if (result) return result.data;
    if (error?.data) throw new CallError(error.data);
    throw new TypeError('The tracker did not answer.');
  } finally {
    clearTimeout(timer);
  }
}

/** A router or procedure of the contract by its path: "submission", then "submission.get". */
function follow(path: readonly string[]): unknown {
  return new Proxy(() => {}, {
    // Whoever awaits the client itself must not find a promise.
    get: (_target, name) =>
      typeof name === 'string' && name !== 'then' ? follow([...path, name]) : undefined,
    apply(_target, _this, [input]: unknown[]) {
      return call(path.at(-1) === 'query' ? 'query' : 'mutate', path.slice(0, -1).join('.'), input);
    },
  });
}

/**
 * The contract over HTTP, for what is asked without leaving the page. Typed by tRPC's own client, without its code:
 * one call at a time and JSON are all that is needed here, and that is six kilobytes less on every page.
 */
export const trackerClient = follow([]) as TRPCClient<AppRouter>;
