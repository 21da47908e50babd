import type { Logger } from 'pino';
import type { Database } from '#db/client.ts';
import { groupAddress } from '#server/domain/access/address-group.rules.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { formatWait, signInDelays } from '#server/domain/person/sign-in.rules.ts';
import { buildCounter, type Counters, removeTry, addTry } from './try-counters.ts';

export type SignInTry = {
  /** The address of the account in lower case, whether there is one or not. */
  email: string;
  ip: string;
  /** The known device of the account that the try comes from; null for any other. */
  device: string | null;
  now: Date;
};

export type SignInLimiter = {
  /**
   * Counts a try before its password is looked at. Throws TOO_MANY_ATTEMPTS with the seconds to wait, also when the
   * counters cannot be reached. `began`: a wait began with this try.
   */
  consume(attempt: SignInTry): Promise<{ began: boolean }>;
  /**
   * After a good sign-in: forgets the tries on the account from here, and gives the account and the place back the one
   * that it took. A whole office may sign in behind one address.
   */
  forget(attempt: SignInTry): Promise<void>;
};

/**
 * Slows guessing down and locks nobody out: see docs/decisions/0042-sign-in-delays.md. The limiter fails closed:
 * without counters nobody signs in.
 */
export function createSignInLimiter(database: Database, secret: string, log: Logger): SignInLimiter {
  const list = ({ email, ip, device }: SignInTry): Counters => {
    if (device !== null) {
      return { own: buildCounter(secret, 'device', signInDelays.device, [email, device]) };
    }
    const place = groupAddress(ip);
    return {
      place: buildCounter(secret, 'place', signInDelays.place, [place]),
      account: buildCounter(secret, 'account', signInDelays.account, [email]),
      own: buildCounter(secret, 'pair', signInDelays.pair, [email, place]),
    };
  };
  return {
    async consume(attempt) {
      const { wait, began } = await addTry(database, list(attempt), attempt.now).catch((error: unknown) => {
        log.error({ err: error }, 'the counters of sign-ins cannot be reached');
        throw new DomainError(
          'TOO_MANY_ATTEMPTS',
          'Signing in is not possible at the moment. Try again in a few minutes.',
          { retryAfter: 60 },
        );
      });
      if (wait > 0) throw new DomainError('TOO_MANY_ATTEMPTS', formatWait(wait), { retryAfter: wait });
      return { began };
    },
    forget: (attempt) => removeTry(database, list(attempt), attempt.now),
  };
}
