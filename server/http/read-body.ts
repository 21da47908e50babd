import type { IncomingMessage } from 'node:http';

/** Larger than any form or call has reason to be; a megabyte of text still gets an answer at its field. */
export const largestBody = 8 * 1024 * 1024;

/**
 * The whole body of a request, or "too large" as soon as that is certain, whether or not the length was
 * announced. Rejects when the connection breaks.
 */
export function readBody(request: IncomingMessage): Promise<Buffer | 'too large'> {
  if (Number(request.headers['content-length'] ?? 0) > largestBody) return Promise.resolve('too large');
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > largestBody) {
        request.removeAllListeners('data');
        request.resume();
        resolve('too large');
      } else chunks.push(chunk);
    });
    request.on('end', () => resolve(Buffer.concat(chunks)));
    request.on('error', reject);
    request.on('close', () => reject(new Error('The connection closed before the request was complete.')));
  });
}
