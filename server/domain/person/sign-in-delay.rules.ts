/**
 * How long the next try waits after tries that failed: nothing for a few, then a second, twice as long after each
 * further one, and never longer than the cap. Counting begins anew when the window is over.
 */
export type DelayRule = {
  /** How many tries in a row wait for nothing. */
  free: number;
  capSeconds: number;
  windowSeconds: number;
};

const minute = 60;
const hour = 60 * minute;

export const signInDelays = {
  /** An account on one known device: only whoever holds the device makes it wait. */
  device: { free: 5, capSeconds: 15 * minute, windowSeconds: 24 * hour },
  /** An account from one place (an address, or a block of addresses of version 6). */
  pair: { free: 5, capSeconds: 15 * minute, windowSeconds: 24 * hour },
  /** An account from all places together. The cap is what strangers can cost its owner on a new device. */
  account: { free: 10, capSeconds: minute, windowSeconds: hour },
  /** A place, whatever the account: a whole ministry may sign in behind one address. */
  place: { free: 100, capSeconds: minute, windowSeconds: hour },
} satisfies Record<string, DelayRule>;

/** Links of invitations, of new passwords and about consent, opened from one place. An office opens its own on one morning. */
export const linkDelay: DelayRule = { free: 120, capSeconds: minute, windowSeconds: 15 * minute };

/** From how many failed tries since the last sign-in on the owner of an account is written to, at most once a day. */
export const mailFromFailures = 10;

/** How many seconds the next try waits after this many. */
export function getDelay({ free, capSeconds }: DelayRule, tries: number): number {
  return tries < free ? 0 : Math.min(capSeconds, 2 ** (tries - free));
}

/** The waits after the first try, the second and so on, in seconds; the last one holds for every further try. */
export function listDelays(rule: DelayRule): number[] {
  const delays: number[] = [];
  do delays.push(getDelay(rule, delays.length + 1));
  while (delays.at(-1) !== rule.capSeconds);
  return delays;
}

/** What somebody is told who has to wait this many seconds. */
export function sayWait(seconds: number): string {
  const minutes = Math.ceil(seconds / minute);
  if (seconds <= 1) return 'Too many attempts. Try again in a second.';
  if (seconds < minute) return `Too many attempts. Try again in ${seconds} seconds.`;
  return `Too many attempts. Try again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`;
}
