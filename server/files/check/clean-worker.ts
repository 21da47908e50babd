import { parentPort } from 'node:worker_threads';
import { type CleanedFile, sanitiseFile } from './sanitise-file.ts';
import { FileRefusal } from './file-refusal.ts';

/** What a worker answers: the file, or the sentence that refuses it, or what broke. */
export type WorkerAnswer =
  | ({ outcome: 'cleaned' } & CleanedFile)
  | { outcome: 'refused'; sentence: string }
  | { outcome: 'failed'; error: string };

parentPort?.once('message', (content: Uint8Array) => {
  void answer(content).then((found) => parentPort?.postMessage(found));
});

async function answer(content: Uint8Array): Promise<WorkerAnswer> {
  try {
    return { outcome: 'cleaned', ...(await sanitiseFile(content)) };
  } catch (error) {
    if (error instanceof FileRefusal) return { outcome: 'refused', sentence: error.message };
    return {
      outcome: 'failed',
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    };
  }
}
