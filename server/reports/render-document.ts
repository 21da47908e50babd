import { Worker } from 'node:worker_threads';
import type { PackFormat } from '#server/domain/clearance/clearance-pack.rules.ts';
import type { PrintedDocument, ReportFormat, PaperDocument } from '#server/domain/report/document.types.ts';
import { buildPaperDocument } from './printed-document.ts';

type Work = { format: PackFormat; document: PaperDocument } | { format: 'xlsx'; printed: PrintedDocument };
export type RenderJob = { id: number } & Work;
export type RenderAnswer = { id: number; file: Uint8Array } | { id: number; fault: string };

type Waiting = { resolve: (file: Uint8Array) => void; reject: (error: Error) => void };

/** Longer than any real report takes; a thread that has not answered by then is terminated. */
const patienceMs = 60_000;
/**
 * Heap limit of the thread, beyond which only the thread dies. A report of ten rounds and 200 indicators
 * needs 320 MB.
 */
const memoryMb = 512;
/** The thread holds some 60 MB of fonts, so it ends when nobody has printed for a while. */
const idleMs = 60_000;

let worker: Worker | null = null;
let idle: NodeJS.Timeout | null = null;
let lastId = 0;
const waiting = new Map<number, Waiting>();

/**
 * Renders a clearance pack in a separate thread: typesetting a whole report takes a tenth of a second or
 * more, during which the server could not answer. Throws if it cannot be rendered.
 */
export const renderDocument = (document: PaperDocument, format: PackFormat): Promise<Uint8Array> =>
  render({ format, document });

/** Renders an edition of the report as a file, in the same thread. Throws if it cannot be rendered. */
export const renderReport = (printed: PrintedDocument, format: ReportFormat): Promise<Uint8Array> =>
  format === 'xlsx' ? render({ format, printed }) : render({ format, document: buildPaperDocument(printed) });

function render(work: Work): Promise<Uint8Array> {
  const thread = openWorker();
  lastId += 1;
  const id = lastId;
  if (idle) clearTimeout(idle);
  return new Promise<Uint8Array>((resolve, reject) => {
    const late = setTimeout(() => {
      endWorker(thread, new Error(`Document ${id} was not drawn within ${patienceMs / 1000} seconds.`));
    }, patienceMs);
    late.unref();
    const done = () => {
      clearTimeout(late);
      waiting.delete(id);
      if (waiting.size === 0) rest(thread);
    };
    waiting.set(id, {
      resolve: (file) => {
        done();
        resolve(file);
      },
      reject: (error) => {
        done();
        reject(error);
      },
    });
    thread.ref();
    thread.postMessage({ id, ...work } satisfies RenderJob);
  });
}

function openWorker(): Worker {
  if (worker) return worker;
  const thread = new Worker(new URL('./render-worker.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
  });
  thread.on('message', (answer: RenderAnswer) => {
    const job = waiting.get(answer.id);
    if ('file' in answer) job?.resolve(answer.file);
    else job?.reject(new Error(answer.fault));
  });
  thread.on('error', (error) => endWorker(thread, error instanceof Error ? error : new Error(String(error))));
  thread.on('exit', () => endWorker(thread, new Error('The drawing thread has ended.')));
  worker = thread;
  return thread;
}

/** Lets the process exit while nothing is being rendered, and ends the thread after a while. */
function rest(thread: Worker): void {
  thread.unref();
  if (idle) clearTimeout(idle);
  idle = setTimeout(() => {
    if (waiting.size === 0) endWorker(thread, new Error('Nobody waits for this.'));
  }, idleMs);
  idle.unref();
}

function endWorker(thread: Worker, reason: Error): void {
  if (worker !== thread) return;
  worker = null;
  for (const { reject } of waiting.values()) reject(reason);
  void thread.terminate();
}
