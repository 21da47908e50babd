import type { ServerResponse } from 'node:http';

const megabyte = 1024 * 1024;

export type PendingLimits = {
  /** Bytes that may be pending at once, in total and for each owner. */
  all: number;
  perOwner: number;
  /** Responses read within this time are not counted. */
  promptMs: number;
  /** The slowest allowed pace: after the grace period, this many bytes a second on average. */
  graceMs: number;
  leastRate: number;
  /** A reader that takes nothing for this long counts as gone. */
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
 * Tracks responses that were sent but not read yet, because slow readers cost memory. The pending bytes are
 * limited for each owner and in total, and a response that is read too slowly is cut off.
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
    closeWhenStalled(response, limits.stallMs);
    response.once('close', () => {
      clearTimeout(timer);
      all -= bytes;
      const rest = (byOwner.get(owner) ?? 0) - bytes;
      if (rest > 0) byOwner.set(owner, rest);
      else byOwner.delete(owner);
    });
  }

  return {
    /**
     * Sends the body and ends the response; cuts it off if it is not read while too much is pending already.
     */
    end(response: ServerResponse, body: Buffer | undefined, owner: string): void {
      response.end(body);
      const bytes = response.socket?.writableLength ?? 0;
      // Most responses are handed to the operating system at once.
      if (bytes === 0 || response.writableFinished) return;
      const prompt = setTimeout(() => count(response, bytes, owner), limits.promptMs);
      response.once('close', () => clearTimeout(prompt));
    },
    /** Bytes pending now. */
    get bytes() {
      return all;
    },
  };
}

/** Cuts off a response whose reader has stopped reading. */
export function closeWhenStalled(response: ServerResponse, stallMs = defaults.stallMs): void {
  response.setTimeout(stallMs, () => response.destroy());
}
