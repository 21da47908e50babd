import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Logger } from 'pino';
import type { EntryContext } from 'react-router';

/** All that a page is rendered from, in a form that another thread can be sent. */
export type PageParts = {
  criticalCss: EntryContext['criticalCss'] | undefined;
  serverHandoffString: string | undefined;
  url: string;
  nonce: string;
  /** What loaders, actions and errors gave, as the browser gets it. */
  state: string;
  place: Pick<EntryContext['staticHandlerContext'], 'basename' | 'location' | 'statusCode'>;
  matches: {
    id: string;
    params: Record<string, string | undefined>;
    pathname: string;
    pathnameBase: string;
  }[];
};

/** `html` in UTF-8; `faults`: what components threw while they were rendered, for the log. */
export type RenderedPage = { html: Uint8Array<ArrayBuffer>; faults: Error[] };

/** What a thread answers: a page, or what went wrong. */
export type RenderAnswer = { id: number; page: RenderedPage } | { id: number; error: unknown };

type Waiting = { resolve: (page: RenderedPage) => void; reject: (error: unknown) => void };
type Thread = { worker: Worker; waiting: Map<number, Waiting> };

/** Threads that turn what loaders gave into HTML. */
export type Renderers = {
  /** Rejects when the page cannot be rendered, or its thread ends. */
  render(parts: PageParts): Promise<RenderedPage>;
  /** Ends the threads; what they have not finished is rejected. */
  close(): Promise<void>;
};

/** In MB, for one thread: a page of a thousand rows takes a quarter of it. What is young is collected often. */
const mostMemory = { maxOldGenerationSizeMb: 96, maxYoungGenerationSizeMb: 16 };

/**
 * Starts a thread for each core, so that rendering never keeps a save from the process's own thread. A thread that
 * ends is replaced. Resolves when all have read the build. How many pages are made at once is for the handler to
 * bound: see docs/operations/limits.md.
 */
export async function openRenderers(
  buildUrl: string,
  log: Logger,
  count: number = availableParallelism(),
): Promise<Renderers> {
  let isClosed = false;
  let lastId = 0;
  const threads = await Promise.all(Array.from({ length: count }, start));

  async function start(): Promise<Thread> {
    const worker = new Worker(join(import.meta.dirname, 'render-thread.ts'), {
      workerData: { buildUrl },
      resourceLimits: mostMemory,
    });
    const thread: Thread = { worker, waiting: new Map() };
    await new Promise<void>((resolve, reject) => {
      worker.once('error', reject);
      worker.once('message', () => {
        worker.off('error', reject);
        resolve();
      });
    });
    worker.on('message', (answer: RenderAnswer) => {
      const waiting = thread.waiting.get(answer.id);
      thread.waiting.delete(answer.id);
      if ('page' in answer) waiting?.resolve(answer.page);
      else waiting?.reject(answer.error);
    });
    let cause: unknown = new Error('A thread that renders pages has ended.');
    worker.on('error', (error) => (cause = error));
    worker.on('exit', () => void replace(thread, cause));
    return thread;
  }

  async function replace(thread: Thread, cause: unknown): Promise<void> {
    for (const { reject } of thread.waiting.values()) reject(cause);
    thread.waiting.clear();
    if (isClosed) return;
    log.error({ err: cause }, 'a thread that renders pages has ended');
    threads.splice(threads.indexOf(thread), 1);
    try {
      threads.push(await start());
    } catch (error) {
      log.fatal({ err: error }, 'no thread that renders pages could be started');
    }
  }

  return {
    render(parts) {
      const thread = threads.toSorted((a, b) => a.waiting.size - b.waiting.size)[0];
      if (!thread) return Promise.reject(new Error('No thread renders pages.'));
      lastId += 1;
      const id = lastId;
      return new Promise((resolve, reject) => {
        thread.waiting.set(id, { resolve, reject });
        thread.worker.postMessage({ id, parts });
      });
    },
    async close() {
      isClosed = true;
      await Promise.all(threads.map(({ worker }) => worker.terminate()));
    },
  };
}
