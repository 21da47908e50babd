import type { ServerResponse } from 'node:http';

const megabyte = 1024 * 1024;

export type PendingLimits = {
  /** Bytes that may be outstanding at once, altogether and for one owner. */
  all: number;
  perOwner: number;
  /** What is read within this time counts for nobody. */
  promptMs: number;
  /** How slowly an answer may be read: after the grace, this many bytes a second on average. */
  graceMs: number;
  leastRate: number;
  /** A reader that takes nothing at all for this long is gone. */
  stallMs: number;
};

const defaults: PendingLimits = {
  all: 128 * megabyte,
  perOwner: 24 * megabyte,
  promptMs: 1_000,
  graceMs: 30_000,
  leastRate: 4 * 1024,
  stallMs: 20_000,
};

/**
 * Keeps count of answers that have been sent but not read yet. Readers that are slow cost memory: each owner may have
 * some of it outstanding, all together a bound of it, and what is read too slowly is broken off.
 */
export function createPendingAnswers(limits: PendingLimits = defaults) {
  let all = 0;
  const byOwner = new Map<string, number>();

  function count(response: ServerResponse, bytes: number, owner: string): void {
    const held = byOwner.get(owner) ?? 0;
    if (all + bytes > limits.all || held + bytes > limits.perOwner) return void response.destroy();
    all += bytes;
    byOwner.set(owner, held + bytes);
    const timer = setTimeout(() => response.destroy(), limits.graceMs + (bytes / limits.leastRate) * 1000);
    endWhenStalled(response, limits.stallMs);
    response.once('close', () => {
      clearTimeout(timer);
      all -= bytes;
      const rest = (byOwner.get(owner) ?? 0) - bytes;
      if (rest > 0) byOwner.set(owner, rest);
      else byOwner.delete(owner);
    });
  }

  return {
    /** Sends the body and ends the answer; breaks it off when it is not read and too much is outstanding already. */
    end(response: ServerResponse, body: Buffer | undefined, owner: string): void {
      response.end(body);
      const bytes = response.socket?.writableLength ?? 0;
      // Most answers are in the hands of the operating system at once.
      if (bytes === 0 || response.writableFinished) return;
      const prompt = setTimeout(() => count(response, bytes, owner), limits.promptMs);
      response.once('close', () => clearTimeout(prompt));
    },
    /** Bytes outstanding now. */
    get bytes() {
      return all;
    },
  };
}

export type PendingAnswers = ReturnType<typeof createPendingAnswers>;

/** Breaks off an answer whose reader has stopped reading. */
export function endWhenStalled(response: ServerResponse, stallMs = defaults.stallMs): void {
  response.setTimeout(stallMs, () => response.destroy());
}
