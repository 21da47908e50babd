import { Worker } from 'node:worker_threads';
import { DomainError, requireNoProblems } from '#server/domain/error/domain-error.ts';
import type { RawWorkbook } from '#server/domain/workbook/raw-workbook.ts';
import { damaged } from './normalise-package.ts';
import {
  findFileProblem,
  describeTooLarge,
  type WorkbookLimits,
  workbookLimits,
} from './recognise-file.rules.ts';

const script = new URL('parse.worker.ts', import.meta.url);
const tooHard =
  'The workbook is too large or too tangled to be read. Start from a fresh one and paste your answers.';

let running = 0;
const queue: (() => void)[] = [];

/**
 * Reads a workbook from a file's bytes in a thread with limited memory and time, so that no file can stop the
 * server. Throws BAD_INPUT with a sentence at "file", or TOO_MANY_ATTEMPTS while many other files are being
 * read.
 */
export async function readWorkbookFile(
  bytes: Uint8Array,
  limits: WorkbookLimits = workbookLimits,
): Promise<RawWorkbook> {
  const problem = findFileProblem(bytes);
  if (problem) refuseFile(problem);
  await waitForTurn(limits);
  try {
    const answer = await parseInThread(bytes, limits);
    return 'workbook' in answer ? answer.workbook : refuseFile(answer.problem);
  } finally {
    running -= 1;
    queue.shift()?.();
  }
}

/** Throws for a file that was too large to keep; only its size in bytes is known. */
export function requireKeptFile(size: number): void {
  if (size > workbookLimits.fileBytes) refuseFile(describeTooLarge(size));
}

function refuseFile(message: string): never {
  requireNoProblems([{ path: 'file', message }]);
  throw new Error('A problem is always refused.');
}

async function waitForTurn({ atOnce, waiting }: WorkbookLimits): Promise<void> {
  if (running >= atOnce) {
    if (queue.length >= waiting) {
      throw new DomainError('TOO_MANY_ATTEMPTS', 'Many workbooks are being read. Try again in a minute.');
    }
    await new Promise<void>((resolve) => queue.push(resolve));
  }
  running += 1;
}

type Answer = { workbook: RawWorkbook } | { problem: string };

function parseInThread(bytes: Uint8Array, limits: WorkbookLimits): Promise<Answer> {
  return new Promise((resolve) => {
    const worker = new Worker(script, {
      workerData: { bytes, limits },
      resourceLimits: {
        maxOldGenerationSizeMb: limits.heapMegabytes,
        maxYoungGenerationSizeMb: 64,
        stackSizeMb: 4,
      },
      // The thread needs no environment variables, so it gets none.
      env: {},
      stdout: true,
      stderr: true,
    });
    const finish = (answer: Answer) => {
      clearTimeout(timer);
      resolve(answer);
      void worker.terminate();
    };
    const timer = setTimeout(() => finish({ problem: tooHard }), limits.milliseconds);
    worker.on('message', (message: { workbook: RawWorkbook } | { problem: string | null }) => {
      finish('workbook' in message ? message : { problem: message.problem ?? damaged });
    });
    worker.on('error', () => finish({ problem: tooHard }));
    worker.on('exit', () => finish({ problem: tooHard }));
  });
}
