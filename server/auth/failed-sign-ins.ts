import type { Logger } from 'pino';
import type { Database } from '#db/client.ts';
import { type FailedSignIn, recordFailedSignIn } from '#server/use-cases/person/record-failed-sign-in.ts';

export type FailedSignIns = {
  /**
   * Writes a failed try down, in the log and on its account. Nobody waits for it: how long it takes would tell whether
   * there is such an account.
   */
  note(failure: FailedSignIn, log: Logger): void;
  /** Resolves when everything that was noted until now is written down. */
  settled(): Promise<void>;
};

export function createFailedSignIns(auth: Database): FailedSignIns {
  const pending = new Set<Promise<void>>();
  const write = async (failure: FailedSignIn, log: Logger) => {
    const { place, began } = failure;
    try {
      const account = await recordFailedSignIn(auth, failure);
      const who = account ?? { account: 'unknown' };
      log.info({ ...who, place }, 'sign-in failed');
      if (began) log.warn({ ...who, place }, 'further sign-ins have to wait');
    } catch (error) {
      log.error({ err: error, place }, 'a failed sign-in could not be written down');
    }
  };
  return {
    note(failure, log) {
      const writing = write(failure, log).finally(() => pending.delete(writing));
      pending.add(writing);
    },
    async settled() {
      await Promise.all(pending);
    },
  };
}
