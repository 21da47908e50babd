import { Worker } from 'node:worker_threads';
import type { SheetRows, WorkbookAnswer, WorkbookMessage } from './build-data-workbook.ts';

const script = new URL('workbook.worker.ts', import.meta.url);
/** Longer than any real workbook takes. */
const patienceMs = 60_000;

/** Renders a workbook in a thread of its own, so that nobody else waits for it. `fill` sends its sheets, row by row. */
export async function renderWorkbook(
  { title, at }: { title: string; at: string },
  fill: (send: (message: WorkbookMessage) => void) => Promise<void> | void,
): Promise<Uint8Array<ArrayBuffer>> {
  const worker = new Worker(script, { env: {} });
  const send = (message: WorkbookMessage) => worker.postMessage(message);
  const answer = new Promise<WorkbookAnswer>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('The thread that makes workbooks has ended.')));
  });
  // Awaited below; a thread that fails while rows are read must not end the process.
  answer.catch(() => {});
  const late = setTimeout(() => void worker.terminate(), patienceMs);
  try {
    await fill(send);
    send({ kind: 'end', title, at });
    const made = await answer;
    if ('fault' in made) throw new Error(made.fault);
    return made.file as Uint8Array<ArrayBuffer>;
  } finally {
    clearTimeout(late);
    void worker.terminate();
  }
}

/** The same for sheets that are all there. */
export const renderSheets = (
  about: { title: string; at: string },
  sheets: readonly SheetRows[],
): Promise<Uint8Array<ArrayBuffer>> =>
  renderWorkbook(about, (send) => {
    for (const { name, columns, rows } of sheets) {
      send({ kind: 'sheet', name, columns });
      send({ kind: 'rows', rows });
    }
  });
