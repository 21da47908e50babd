import type { IncomingMessage } from 'node:http';

/** Larger than any form or call has reason to be; a megabyte of text still gets an answer at its field. */
export const largestBody = 8 * 1024 * 1024;
/** The largest form with a file in it that is taken in. */
export const largestUpload = 26 * 1024 * 1024;
/** Up to here what is too large is let run through, so that the person gets a page and not a broken line. */
export const largestDrained = 250 * 1024 * 1024;

/** A form of text is quick even on a slow line; a file may take its time, but nothing may fall silent. */
const longestForm = 120_000;
const longestSilence = 60_000;

/**
 * The whole body of a request, or "too large" as soon as that is certain, whether or not the length was announced, or
 * how much was thrown away. Rejects when the connection breaks, falls silent, or takes too long for what it is.
 *
 * What is larger than `keep` and no larger than `drain` is read to its end and thrown away, a piece at a time: a
 * browser that is cut off in the middle of sending shows an error of its own instead of our answer.
 */
export function readBody(
  request: IncomingMessage,
  { keep, drain = 0, slow = false }: { keep: number; drain?: number; slow?: boolean },
): Promise<Buffer | 'too large' | { dropped: number }> {
  const most = Math.max(keep, drain);
  const announced = readLength(request);
  if (announced > most) return Promise.resolve('too large');
  return new Promise((resolve, reject) => {
    let chunks: Buffer[] = [];
    let size = 0;
    let silence: NodeJS.Timeout | undefined;
    const giveUp = () => request.destroy(new Error('The request took too long to arrive.'));
    const whole = slow ? undefined : setTimeout(giveUp, longestForm);
    const listen = () => {
      clearTimeout(silence);
      silence = setTimeout(giveUp, longestSilence);
    };
    const end = () => {
      clearTimeout(silence);
      clearTimeout(whole);
    };
    listen();
    request.on('data', (chunk: Buffer) => {
      listen();
      size += chunk.length;
      if (size <= keep && announced <= keep) chunks.push(chunk);
      else {
        chunks = [];
        if (size <= drain) return;
        end();
        request.removeAllListeners('data');
        request.resume();
        resolve('too large');
      }
    });
    request.on('end', () => {
      end();
      resolve(Math.max(size, announced) > keep ? { dropped: size } : Buffer.concat(chunks));
    });
    request.on('error', (error) => {
      end();
      reject(error);
    });
    request.on('close', () => {
      end();
      reject(new Error('The connection closed before the request was complete.'));
    });
  });
}

/** The announced length in bytes; 0 where none is announced. */
export const readLength = (request: IncomingMessage): number =>
  Number(request.headers['content-length'] ?? 0);
