/** Work about accounts that no request waits for: how long it takes would tell whether there is such an account. */
export type PendingWork = {
  /** Lets a piece of work run to its end; it must not throw. */
  start(work: Promise<void>): void;
  /** Resolves when everything that was begun until now is done. */
  settled(): Promise<void>;
};

export function createPendingWork(): PendingWork {
  const pending = new Set<Promise<void>>();
  return {
    start(work) {
      const running = work.finally(() => pending.delete(running));
      pending.add(running);
    },
    async settled() {
      await Promise.all(pending);
    },
  };
}
