import { createHash } from 'node:crypto';
import { RateLimiterDrizzle, RateLimiterRes } from 'rate-limiter-flexible';
import type { Database } from '#db/client.ts';
import { rateLimit } from '#db/schema/auth.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';

export type SignInLimiter = {
  /** Counts an attempt; throws TOO_MANY_ATTEMPTS, also when the counters cannot be reached. */
  consume(email: string, ip: string): Promise<void>;
  /**
   * After a good sign-in: forgets the attempts on the account, and gives the address back the one that it took. A
   * whole office may sign in behind one address.
   */
  forget(email: string, ip: string): Promise<void>;
};

/**
 * Two counters in Postgres: one for the account, whoever tries it, and one for the address, whichever account it
 * tries. The limiter fails closed: without counters nobody signs in.
 */
export function createSignInLimiter(
  database: Database,
  limits = { perAccount: 8, perAddress: 60, seconds: 15 * 60 },
): SignInLimiter {
  const make = (keyPrefix: string, points: number) =>
    new RateLimiterDrizzle({
      storeClient: database,
      schema: rateLimit,
      keyPrefix,
      points,
      duration: limits.seconds,
      clearExpiredByTimeout: false,
    });
  const byAccount = make('account', limits.perAccount);
  const byAddress = make('address', limits.perAddress);
  // Addresses of people do not belong in a counter's key.
  const hash = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 32);
  return {
    async consume(email, ip) {
      try {
        await byAddress.consume(hash(ip));
        await byAccount.consume(hash(email));
      } catch (cause) {
        const minutes =
          cause instanceof RateLimiterRes ? Math.max(1, Math.ceil(cause.msBeforeNext / 60_000)) : null;
        throw new DomainError(
          'TOO_MANY_ATTEMPTS',
          minutes === null
            ? 'Signing in is not possible at the moment. Try again in a few minutes.'
            : `Too many attempts. Try again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`,
        );
      }
    },
    async forget(email, ip) {
      await byAccount.delete(hash(email));
      await byAddress.reward(hash(ip));
    },
  };
}
