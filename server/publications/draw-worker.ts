import type { FigureDocument } from '#server/domain/publication/documents.ts';
import type { DrawingWork } from './draw-thread.ts';
import { drawFigureDocument } from './draw-figures.ts';
import { runJobs } from './job-thread.ts';
import { parseDocument, serialiseDocument } from './serialise-document.ts';

/** Draws figures in a separate thread, one after the other. */
runJobs<DrawingWork>(
  ({ address, figure }) => {
    const body = parseDocument(Buffer.from(figure.buffer).toString()) as FigureDocument;
    const document = serialiseDocument(address, drawFigureDocument(body));
    // Copied, because the buffer may be a slice of a larger one.
    return { ...document, bytes: new Uint8Array(document.bytes) };
  },
  ({ bytes }) => [bytes.buffer],
);
