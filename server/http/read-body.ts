import type { IncomingMessage } from 'node:http';

/** Larger than any form or call has reason to be; a megabyte of text still gets an answer at its field. */
export const largestBody = 8 * 1024 * 1024;
/** The largest form with a file in it that is taken in. */
export const largestUpload = 26 * 1024 * 1024;
/** Up to here what is too large is let run through, so that the person gets a page and not a broken line. */
const largestDrained = 250 * 1024 * 1024;

/**
 * The whole body of a request, or "too large" as soon as that is certain, whether or not the length was
 * announced. Rejects when the connection breaks.
 *
 * An upload that is too large is read to its end and thrown away, a piece at a time: a browser that is cut off in
 * the middle of sending shows an error of its own instead of our answer.
 */
export function readBody(
  request: IncomingMessage,
  { isUpload }: { isUpload: boolean },
): Promise<Buffer | 'too large' | { dropped: number }> {
  const limit = isUpload ? largestUpload : largestBody;
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > (isUpload ? largestDrained : limit)) return Promise.resolve('too large');
  return new Promise((resolve, reject) => {
    let chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit && announced <= limit) chunks.push(chunk);
      else {
        chunks = [];
        if (isUpload && size <= largestDrained) return;
        request.removeAllListeners('data');
        request.resume();
        resolve('too large');
      }
    });
    request.on('end', () =>
      resolve(Math.max(size, announced) > limit ? { dropped: size } : Buffer.concat(chunks)),
    );
    request.on('error', reject);
    request.on('close', () => reject(new Error('The connection closed before the request was complete.')));
  });
}
