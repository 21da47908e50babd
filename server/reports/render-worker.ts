import { parentPort } from 'node:worker_threads';
import type { RenderAnswer, RenderJob } from './render-document.ts';
import { renderDocx } from './render-docx.ts';
import { renderPdf } from './render-pdf.ts';

/** Draws documents in a thread of its own, one after the other. */
parentPort?.on('message', (job: RenderJob) => {
  void answer(job).then((said) => parentPort?.postMessage(said));
});

async function answer({ id, format, document }: RenderJob): Promise<RenderAnswer> {
  try {
    const file = format === 'pdf' ? renderPdf(document) : await renderDocx(document);
    // Copied: the buffer may be a piece of a larger one.
    return { id, file: new Uint8Array(file) };
  } catch (error) {
    return { id, fault: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
