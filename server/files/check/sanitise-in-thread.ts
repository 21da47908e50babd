import { Worker } from 'node:worker_threads';
import { FileRefusal } from './file-refusal.ts';
import type { WorkerAnswer } from './clean-worker.ts';

/** A document that takes longer, or more memory, is built to do so. */
const longestMs = 30_000;
const mostHeapMb = 768;
const mostGrowth = 900_000_000;

const tooHeavy = 'The file is too intricate to be checked. Print it into a PDF, or send it in parts.';

/**
 * Cleans a file in a thread of its own, so that nobody else waits, and ends the thread when it takes too long or too
 * much. Throws FileRefusal, or an error when the check itself broke.
 */
export function sanitiseInThread(
  content: Uint8Array,
  limits = { ms: longestMs, growth: mostGrowth },
): Promise<Extract<WorkerAnswer, { outcome: 'cleaned' }>> {
  const worker = new Worker(new URL('./clean-worker.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: mostHeapMb },
    stdout: true,
    stderr: true,
  });
  return new Promise((resolve, reject) => {
    const before = process.memoryUsage.rss();
    const end = (settle: () => void) => {
      clearTimeout(timer);
      clearInterval(watch);
      void worker.terminate();
      settle();
    };
    const refuse = () => end(() => reject(new FileRefusal(tooHeavy)));
    const timer = setTimeout(refuse, limits.ms);
    // What lies outside the heap of the thread has no limit of its own.
    const watch = setInterval(() => {
      if (process.memoryUsage.rss() - before > limits.growth) refuse();
    }, 100);
    worker.once('message', (answer: WorkerAnswer) => {
      if (answer.outcome === 'cleaned') end(() => resolve(answer));
      else if (answer.outcome === 'refused') end(() => reject(new FileRefusal(answer.sentence)));
      else end(() => reject(new Error(`A file could not be checked: ${answer.error}`)));
    });
    worker.once('error', (error: Error & { code?: string }) => {
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') refuse();
      else end(() => reject(error));
    });
    worker.postMessage(content);
  });
}
