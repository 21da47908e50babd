import { parentPort } from 'node:worker_threads';
import type { FigureDocument } from '#server/domain/publication/documents.ts';
import type { DrawingAnswer, DrawingJob } from './draw-thread.ts';
import { drawFigureDocument } from './draw-figures.ts';
import { parseDocument, serialiseDocument } from './serialise-document.ts';

/** Draws figures in a separate thread, one after the other. */
parentPort?.on('message', ({ id, address, figure }: DrawingJob) => {
  const answer = (said: DrawingAnswer, transferred: ArrayBuffer[] = []) =>
    parentPort?.postMessage(said, transferred);
  try {
    const body = parseDocument(Buffer.from(figure.buffer).toString()) as FigureDocument;
    const document = serialiseDocument(address, drawFigureDocument(body));
    // Copied, because the buffer may be a slice of a larger one.
    const bytes = new Uint8Array(document.bytes);
    answer({ id, document: { ...document, bytes } }, [bytes.buffer]);
  } catch (error) {
    answer({ id, fault: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
});
