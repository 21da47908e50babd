import { createHash } from 'node:crypto';
import { RateLimiterDrizzle, RateLimiterRes } from 'rate-limiter-flexible';
import type { Database } from '#db/client.ts';
import { rateLimit } from '#db/schema/auth.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';

/** An office behind one address opens its links on one morning; a program that guesses makes many more tries. */
const tries = { points: 120, duration: 15 * 60 };

/**
 * Counts a try of a link (invitation, new password) from an address. Throws TOO_MANY_ATTEMPTS, also when the
 * counters cannot be reached. The counters are apart from those of signing in, so that neither locks the other.
 */
export async function consumeLinkTry(database: Database, ip: string): Promise<void> {
  const limiter = new RateLimiterDrizzle({
    storeClient: database,
    schema: rateLimit,
    keyPrefix: 'link',
    ...tries,
    clearExpiredByTimeout: false,
  });
  try {
    await limiter.consume(createHash('sha256').update(ip).digest('hex').slice(0, 32));
  } catch (cause) {
    const minutes =
      cause instanceof RateLimiterRes ? Math.max(1, Math.ceil(cause.msBeforeNext / 60_000)) : null;
    throw new DomainError(
      'TOO_MANY_ATTEMPTS',
      minutes === null
        ? 'Links cannot be opened at the moment. Try again in a few minutes.'
        : `Too many attempts. Try again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`,
    );
  }
}
