import { runJobs } from '#server/publications/job-thread.ts';
import type { RenderWork } from './render-document.ts';
import { renderDeck } from './render-deck.ts';
import { renderDocx } from './render-docx.ts';
import { renderPdf } from './render-pdf.ts';
import { renderReportXlsx } from './render-report-xlsx.ts';

/** Renders documents in a separate thread, one after the other. */
// Copied, because the buffer may be a slice of a larger one.
runJobs<RenderWork>(async (job) => new Uint8Array(await draw(job)));

function draw(job: RenderWork['job']): Uint8Array | Promise<Uint8Array> {
  if (job.format === 'xlsx') return renderReportXlsx(job.printed);
  if (job.format === 'pptx') return renderDeck(job.document);
  return job.format === 'pdf' ? renderPdf(job.document) : renderDocx(job.document);
}
