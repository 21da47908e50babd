import { Worker } from 'node:worker_threads';
import type { Address } from '#server/domain/publication/documents.ts';
import type { StoredDocument } from './serialise-document.ts';

/** `figure` is the figure's document as it is stored. */
export type DrawingJob = { id: number; address: Address<'drawing'>; figure: Uint8Array<ArrayBuffer> };
export type DrawingAnswer = { id: number; document: StoredDocument } | { id: number; fault: string };

type Waiting = { resolve: (document: StoredDocument) => void; reject: (error: Error) => void };

/**
 * Young generation of the heap, in megabytes. Drawings are made of very many short strings: in the usual space a third
 * of the time would go into clearing it.
 */
const youngMb = 64;
/** The thread ends when nobody has published for a while. */
const idleMs = 60_000;

let worker: Worker | null = null;
let idle: NodeJS.Timeout | null = null;
let lastId = 0;
const waiting = new Map<number, Waiting>();

/**
 * Draws a stored figure in a separate thread and returns the document of the drawing: the server goes on answering
 * while a publication is drawn. Throws if it cannot be drawn, or if the thread ends.
 */
export function drawInThread(address: Address<'drawing'>, figure: Uint8Array): Promise<StoredDocument> {
  const thread = openWorker();
  lastId += 1;
  const id = lastId;
  if (idle) clearTimeout(idle);
  return new Promise<StoredDocument>((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    thread.ref();
    const copy = new Uint8Array(figure);
    thread.postMessage({ id, address, figure: copy } satisfies DrawingJob, [copy.buffer]);
  });
}

function openWorker(): Worker {
  if (worker) return worker;
  const thread = new Worker(new URL('./draw-worker.ts', import.meta.url), {
    resourceLimits: { maxYoungGenerationSizeMb: youngMb },
    // The thread needs no environment variables, so it gets none.
    env: {},
  });
  thread.on('message', (answer: DrawingAnswer) => {
    const job = waiting.get(answer.id);
    waiting.delete(answer.id);
    if ('document' in answer) job?.resolve(answer.document);
    else job?.reject(new Error(answer.fault));
    if (waiting.size === 0) rest(thread);
  });
  thread.on('error', (error) => endWorker(thread, error instanceof Error ? error : new Error(String(error))));
  thread.on('exit', () => endWorker(thread, new Error('The drawing thread has ended.')));
  worker = thread;
  return thread;
}

/** Lets the process exit while nothing is being drawn, and ends the thread after a while. */
function rest(thread: Worker): void {
  thread.unref();
  if (idle) clearTimeout(idle);
  idle = setTimeout(() => endWorker(thread, new Error('Nobody waits for this.')), idleMs);
  idle.unref();
}

function endWorker(thread: Worker, reason: Error): void {
  if (worker !== thread) return;
  worker = null;
  for (const { reject } of waiting.values()) reject(reason);
  waiting.clear();
  void thread.terminate();
}
