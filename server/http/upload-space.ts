/** Memory that forms with files may take at once, in bytes as they arrive; parsing them takes some more. */
const mostBytes = 160 * 1024 * 1024;
/** How long, and how many, may wait for room. Their lines are full meanwhile; nothing of them is read. */
const longestWait = 45_000;
const mostWaiting = 50;

type Waiting = { bytes: number; admit: () => void };

/**
 * Room for forms with files: as many as fit are taken in, the next ones wait without being read, so that many at once
 * cost time and never memory.
 */
export function createUploadSpace(limits = { bytes: mostBytes, waitMs: longestWait, waiting: mostWaiting }) {
  let taken = 0;
  const queue: Waiting[] = [];

  const admitNext = () => {
    // In the order in which they came: a large one is not overtaken for ever by small ones.
    while (queue[0] && taken + queue[0].bytes <= limits.bytes) {
      const next = queue.shift();
      if (!next) return;
      taken += next.bytes;
      next.admit();
    }
  };
  const leaveOnce = (bytes: number) => {
    let left = false;
    return () => {
      if (left) return;
      left = true;
      taken -= bytes;
      admitNext();
    };
  };

  return {
    /** Resolves when there is room, with what gives it back; null: there was none for too long. */
    enter(bytes: number): Promise<(() => void) | null> {
      if (queue.length === 0 && taken + bytes <= limits.bytes) {
        taken += bytes;
        return Promise.resolve(leaveOnce(bytes));
      }
      if (queue.length >= limits.waiting) return Promise.resolve(null);
      return new Promise((resolve) => {
        const place: Waiting = {
          bytes,
          admit: () => {
            clearTimeout(timer);
            resolve(leaveOnce(bytes));
          },
        };
        const timer = setTimeout(() => {
          queue.splice(queue.indexOf(place), 1);
          resolve(null);
          admitNext();
        }, limits.waitMs);
        queue.push(place);
      });
    },
    /** How much is taken now, in bytes. */
    get taken() {
      return taken;
    },
  };
}
export type UploadSpace = ReturnType<typeof createUploadSpace>;
