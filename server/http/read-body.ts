import type { IncomingMessage } from 'node:http';

/**
 * In bytes: larger than any form or call needs to be, so that even a megabyte of text gets an error at its
 * field.
 */
export const largestBody = 8 * 1024 * 1024;
/** The largest form with a file that is accepted, in bytes. */
export const largestUpload = 26 * 1024 * 1024;
/**
 * Up to this many bytes, a body that is too large is read and dropped, so that the person gets a page instead
 * of a broken connection.
 */
export const largestDrained = 250 * 1024 * 1024;
/** Enough for every form that can be sent without an account: signing in, an invitation, a new password. */
export const largestOfStranger = 64 * 1024;
/** Enough for any text form that was filled in before the session ended. */
export const largestOfFormer = 1024 * 1024;

const brokenOff = 'The connection closed before the request was complete.';

/** The slowest allowed pace of a body, and how long it may pause. */
export type Pace = {
  /** How long a connection may take to get going, in milliseconds. */
  graceMs: number;
  /** Bytes a second, on average since the start. */
  leastRate: number;
  silenceMs: number;
};

/** Accepts a poor mobile connection (32 kbit/s), but not one byte every 20 seconds. */
export const bodyPace: Pace = { graceMs: 20_000, leastRate: 4 * 1024, silenceMs: 20_000 };

/**
 * Reads the body of a request. Returns "too large" as soon as that is certain, whether or not the length was
 * announced, or the number of dropped bytes if the body was read to its end and dropped. Rejects if the
 * connection breaks, stalls or is slower than `pace` allows: no body takes longer than its size at the
 * minimum rate.
 *
 * A body larger than `keep` but not larger than `drain` is dropped piece by piece: a browser that is cut off
 * while it sends shows an error of its own instead of our response.
 */
export function readBody(
  request: IncomingMessage,
  { keep, drain = 0, pace = bodyPace }: { keep: number; drain?: number; pace?: Pace },
): Promise<Buffer | 'too large' | { dropped: number }> {
  const announced = getAnnouncedLength(request);
  if (announced > Math.max(keep, drain)) return Promise.resolve('too large');
  // The sender left while the request was waiting for room.
  if (request.destroyed) return Promise.reject(new Error(brokenOff));
  return new Promise((resolve, reject) => {
    const started = performance.now();
    let lastAt = started;
    let size = 0;
    let chunks: Buffer[] = [];
    let timer: NodeJS.Timeout;

    /** Returns when to give up the connection unless more arrives, on the clock of `performance`. */
    const deadline = () =>
      Math.min(lastAt + pace.silenceMs, started + pace.graceMs + (size / pace.leastRate) * 1000);
    const watch = () => {
      const left = deadline() - performance.now();
      if (left > 0) timer = setTimeout(watch, left + 1);
      else request.destroy(new Error('The request took too long to arrive.'));
    };
    const end = () => {
      clearTimeout(timer);
      request.removeAllListeners('data');
    };
    watch();
    request.on('data', (chunk: Buffer) => {
      lastAt = performance.now();
      size += chunk.length;
      if (size <= keep && announced <= keep) {
        chunks.push(chunk);
        return;
      }
      chunks = [];
      if (size <= drain) return;
      end();
      request.resume();
      resolve('too large');
    });
    request.on('end', () => {
      end();
      resolve(Math.max(size, announced) > keep ? { dropped: size } : Buffer.concat(chunks, size));
    });
    request.on('error', (error) => {
      end();
      reject(error);
    });
    request.on('close', () => {
      end();
      reject(new Error(brokenOff));
    });
  });
}

/** The announced length in bytes; 0 if none is announced. */
export const getAnnouncedLength = (request: IncomingMessage): number =>
  Number(request.headers['content-length'] ?? 0);
