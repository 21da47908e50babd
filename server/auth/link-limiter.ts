import type { Database } from '#db/client.ts';
import { groupAddress } from '#server/domain/access/address-group.rules.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import {
  linkDelay,
  formatWait,
  resetPauses,
  resetWindowSeconds,
} from '#server/domain/person/sign-in.rules.ts';
import { buildCounter, addTry } from './try-counters.ts';

/**
 * Counts a try of a link (invitation, new password) from a place. Throws TOO_MANY_ATTEMPTS, also when the counters
 * cannot be reached. The counters are apart from those of signing in, so that neither makes the other wait.
 */
export async function addLinkTry(database: Database, ip: string, now = new Date()): Promise<void> {
  // Links cannot be guessed; what is counted here is load. The key needs no secret then.
  const place = buildCounter('links', 'link', linkDelay, [groupAddress(ip)]);
  const { wait } = await addTry(database, { place }, now).catch(() => {
    throw new DomainError(
      'TOO_MANY_ATTEMPTS',
      'Links cannot be opened at the moment. Try again in a few minutes.',
      { retryAfter: 60 },
    );
  });
  if (wait > 0) throw new DomainError('TOO_MANY_ATTEMPTS', formatWait(wait), { retryAfter: wait });
}

/**
 * Counts that somebody asked for a link to a new password of this account; false when it is too early for another. The
 * first mail says it all: nobody fills somebody else's mailbox.
 */
export async function isResetDue(database: Database, email: string, now: Date): Promise<boolean> {
  const own = {
    ...buildCounter('links', 'reset', linkDelay, [email]),
    window: resetWindowSeconds,
    delays: [...resetPauses],
  };
  return (await addTry(database, { own }, now)).wait === 0;
}
