import type { Logger } from 'pino';
import type { Database } from '#db/client.ts';
import { type FailedSignIn, recordFailedSignIn } from '#server/use-cases/person/record-failed-sign-in.ts';
import type { PendingWork } from './pending-work.ts';

export type FailedSignIns = {
  /** Writes a failed try down, in the log and on its account, while nobody waits for it. */
  note(failure: FailedSignIn, log: Logger): void;
};

export function createFailedSignIns(auth: Database, pending: PendingWork): FailedSignIns {
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
  return { note: (failure, log) => pending.start(write(failure, log)) };
}
