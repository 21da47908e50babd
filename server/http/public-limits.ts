import { groupAddress } from '#server/domain/access/address-group.rules.ts';
import { publicQuotas } from '#server/domain/data/data-query.rules.ts';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

export type LimitState = {
  name: string;
  quota: number;
  seconds: number;
  /** How many requests are left, and in how many seconds all are available again. */
  left: number;
  reset: number;
};

export type PublicLimits = {
  /** Counts a request; `wait` is how many seconds to wait, or null if it may be answered. */
  take(address: string, what: 'answers' | 'made'): Promise<{ states: LimitState[]; wait: number | null }>;
};

/**
 * Creates the limits on how often one address may ask: for any response, and for one that is not cached.
 * Counted in this process, for a minute: enough to keep one script from crowding out everybody else.
 */
export function createPublicLimits(quotas: Record<'answers' | 'made', number> = publicQuotas): PublicLimits {
  const seconds = 60;
  const policies = (['answers', 'made'] as const).map((name) => ({
    name,
    quota: quotas[name],
    limiter: new RateLimiterMemory({ keyPrefix: name, points: quotas[name], duration: seconds }),
  }));
  return {
    async take(address, what) {
      const key = groupAddress(address);
      let wait: number | null = null;
      const states: LimitState[] = [];
      for (const { name, quota, limiter } of policies) {
        const count =
          name === what ? await consume(limiter, key) : { result: await limiter.get(key), refused: false };
        if (count.refused) wait = Math.max(1, Math.ceil((count.result?.msBeforeNext ?? 1000) / 1000));
        states.push({
          name,
          quota,
          seconds,
          left: Math.max(0, count.result?.remainingPoints ?? quota),
          reset: Math.max(0, Math.ceil((count.result?.msBeforeNext ?? 0) / 1000)),
        });
      }
      return { states, wait };
    },
  };
}

async function consume(
  limiter: RateLimiterMemory,
  key: string,
): Promise<{ result: RateLimiterRes | null; refused: boolean }> {
  try {
    return { result: await limiter.consume(key), refused: false };
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    return { result: refusal, refused: true };
  }
}
