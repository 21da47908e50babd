import type { Address } from '#server/domain/publication/documents.ts';
import { createJobThread } from './job-thread.ts';
import type { StoredDocument } from './serialise-document.ts';

/** `figure` is the figure's document as it is stored. */
export type DrawingWork = {
  job: { address: Address<'drawing'>; figure: Uint8Array<ArrayBuffer> };
  answer: StoredDocument & { bytes: Uint8Array<ArrayBuffer> };
};

/**
 * Young generation of the heap, in megabytes. Drawings are made of very many short strings: in the usual space a third
 * of the time would go into clearing it.
 */
const youngMb = 64;

const draw = createJobThread<DrawingWork>(new URL('./draw-worker.ts', import.meta.url), {
  resourceLimits: { maxYoungGenerationSizeMb: youngMb },
  // The thread needs no environment variables, so it gets none.
  env: {},
});

/**
 * Draws a stored figure in a separate thread and returns the document of the drawing. Throws if it cannot be drawn, or
 * if the thread ends.
 */
export function drawInThread(address: Address<'drawing'>, figure: Uint8Array): Promise<StoredDocument> {
  const copy = new Uint8Array(figure);
  return draw({ address, figure: copy }, [copy.buffer]);
}
