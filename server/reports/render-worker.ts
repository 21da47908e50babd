import { parentPort } from 'node:worker_threads';
import type { RenderAnswer, RenderJob } from './render-document.ts';
import { renderDocx } from './render-docx.ts';
import { renderPdf } from './render-pdf.ts';
import { renderReportXlsx } from './render-report-xlsx.ts';

/** Renders documents in a separate thread, one after the other. */
parentPort?.on('message', (job: RenderJob) => {
  void answer(job).then((said) => parentPort?.postMessage(said));
});

async function answer(job: RenderJob): Promise<RenderAnswer> {
  const { id } = job;
  try {
    // Copied, because the buffer may be a slice of a larger one.
    return { id, file: new Uint8Array(await draw(job)) };
  } catch (error) {
    return { id, fault: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

function draw(job: RenderJob): Uint8Array | Promise<Uint8Array> {
  if (job.format === 'xlsx') return renderReportXlsx(job.printed);
  return job.format === 'pdf' ? renderPdf(job.document) : renderDocx(job.document);
}
