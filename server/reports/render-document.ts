import { LRUCache } from 'lru-cache';
import type { HandoutFormat } from '#server/domain/handout/build-handout.calculations.ts';
import type { PackFormat } from '#server/domain/clearance/clearance-pack.rules.ts';
import type { PrintedDocument, ReportFormat, PaperDocument } from '#server/domain/report/document.types.ts';
import { createJobThread } from '#server/publications/job-thread.ts';
import { buildPaperDocument } from './printed-document.ts';

export type RenderWork = {
  job:
    | { format: PackFormat | 'pptx'; document: PaperDocument }
    | { format: 'xlsx'; printed: PrintedDocument };
  answer: Uint8Array;
};

/** Longer than any real report takes; a thread that has not answered by then is terminated. */
const patienceMs = 60_000;
/**
 * Heap limit of the thread, beyond which only the thread dies. A report of ten rounds and 200 indicators
 * needs 320 MB.
 */
const memoryMb = 512;

const render = createJobThread<RenderWork>(
  new URL('./render-worker.ts', import.meta.url),
  { resourceLimits: { maxOldGenerationSizeMb: memoryMb } },
  patienceMs,
);

/**
 * Renders a clearance pack in a separate thread: typesetting a whole report takes a tenth of a second or
 * more, during which the server could not answer. Throws if it cannot be rendered.
 */
export const renderDocument = (document: PaperDocument, format: PackFormat): Promise<Uint8Array> =>
  render({ format, document });

/** Renders an edition of the report as a file, in the same thread. Throws if it cannot be rendered. */
export const renderReport = (printed: PrintedDocument, format: ReportFormat): Promise<Uint8Array> =>
  format === 'xlsx' ? render({ format, printed }) : render({ format, document: buildPaperDocument(printed) });

/** Briefs and decks that were asked for last: whoever asks at the same time waits for the same drawing. */
const handouts = new LRUCache<string, Uint8Array, { document: PaperDocument; format: HandoutFormat }>({
  maxSize: 24 * 1024 * 1024,
  sizeCalculation: ({ length }) => length,
  fetchMethod: (_key, _old, { context }) => render(context),
  ignoreFetchAbort: true,
});

/** Renders a brief or its deck, in the same thread. `key` names the publication, the subject and the format. */
export const renderHandout = (
  key: string,
  document: PaperDocument,
  format: HandoutFormat,
): Promise<Uint8Array> => handouts.forceFetch(key, { context: { document, format } });
