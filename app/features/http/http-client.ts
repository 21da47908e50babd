import type { TRPCClient } from '@trpc/client';
import type { AppRouter, ErrorData } from '#app/contract.ts';

/** A connection this slow is as good as none. */
const longestWaitMs = 20_000;

type Options = {
  method?: 'GET' | 'POST';
  body?: string | URLSearchParams | null;
  headers?: Record<string, string>;
  cache?: RequestCache;
  signal?: AbortSignal | undefined;
  /** After how long it counts as unanswered; null for what may take its time. */
  longestWait?: number | null;
};

/**
 * Sends one request to the tracker and reads the answer to its end: one whose body nobody reads keeps its connection
 * occupied, and a browser has six to a server. Rejects where nothing came back in time.
 */
export async function send<T>(
  path: string,
  options: Options,
  read: (answer: Response) => Promise<T>,
): Promise<T> {
  const { signal, longestWait = longestWaitMs, ...request } = options;
  // Not AbortSignal.timeout: browsers of a few years ago do not know it, and then nothing would be sent.
  const patience = new AbortController();
  const giveUp = () => patience.abort();
  const timer = longestWait === null ? undefined : setTimeout(giveUp, longestWait);
  signal?.addEventListener('abort', giveUp);
  if (signal?.aborted) giveUp();
  try {
    return await read(await fetch(path, { ...request, signal: patience.signal }));
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', giveUp);
  }
}

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
type Called = { data: unknown; at: string };

/**
 * Calls one procedure of the contract; says when it was answered as well. Anything but an answer of the tracker (a
 * hotel's sign-in page, a proxy's error) counts as no connection. Throws CallError for what the tracker refuses.
 */
export function callProcedure(
  kind: 'query' | 'mutate',
  procedure: string,
  input: unknown,
  options: Pick<Options, 'headers' | 'signal'> = {},
): Promise<Called> {
  const text = JSON.stringify(input);
  const search = kind === 'query' && text !== undefined ? `?input=${encodeURIComponent(text)}` : '';
  const headers = { 'content-type': 'application/json', ...options.headers };
  const request: Options =
    kind === 'query' ? options : { ...options, method: 'POST', headers, body: text ?? null };
  return send(`/api/trpc/${procedure}${search}`, request, async (response) => {
    const { result, error } = (await response.json()) as Answer;
    const at = new Date(response.headers.get('date') ?? Date.now()).toISOString();
    if (result) return { data: result.data, at };
    if (error?.data) throw new CallError(error.data);
    throw new TypeError('The tracker did not answer.');
  });
}

/** A router or procedure of the contract by its path: "submission", then "submission.get". */
function follow(path: readonly string[]): unknown {
  return new Proxy(() => {}, {
    // Whoever awaits the client itself must not find a promise.
    get: (_target, name) =>
      typeof name === 'string' && name !== 'then' ? follow([...path, name]) : undefined,
    async apply(_target, _this, [input]: unknown[]) {
      const kind = path.at(-1) === 'query' ? 'query' : 'mutate';
      return (await callProcedure(kind, path.slice(0, -1).join('.'), input)).data;
    },
  });
}

/**
 * The contract over HTTP, for what is asked without leaving the page. Typed by tRPC's own client, without its code:
 * one call at a time and JSON are all that is needed here, and that is six kilobytes less on every page.
 */
export const trackerClient = /* @__PURE__ */ follow([]) as TRPCClient<AppRouter>;

/** What came of an upload: the body of the answer, which is null where it is no JSON, and 0 where nothing came back. */
export type Uploaded = { status: number; body: unknown };

/**
 * Uploads a form and tells how much of it has left. Not `fetch`: that does not say how far a request has come, and on a
 * slow connection that is what one wants to know.
 */
export function upload(path: string, form: FormData, onProgress: (share: number) => void): Promise<Uploaded> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const lost = () => resolve({ status: 0, body: null });
    request.open('POST', path);
    request.responseType = 'json';
    request.upload.addEventListener('progress', ({ loaded, total }) =>
      onProgress(total > 0 ? loaded / total : 0),
    );
    request.addEventListener('load', () => resolve({ status: request.status, body: request.response }));
    request.addEventListener('error', lost);
    request.addEventListener('abort', lost);
    request.send(form);
  });
}

/** A new request id. Pages on plain HTTP have no randomUUID; random bytes they have. */
export function createRequestId(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  const hex = [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
  return serialiseRequestId(hex);
}

/** The first 32 hex digits in the shape that request ids have. */
export const serialiseRequestId = (hex: string): string =>
  [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
