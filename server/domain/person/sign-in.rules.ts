/** A session ends after a week, however much it was used. The database rejects longer ones. */
export const sessionDays = 7;
/** A session ends after this time without use: a working day. */
export const idleHours = 12;
/** The last use is stored at most this often, so that reading does not write. */
const noteMinutes = 15;
/** How long a browser counts as known after somebody signed in with it. */
export const knownDeviceDays = 90;

/** Whether a session was unused for too long. */
export const isIdle = (lastUsedAt: Date, now: Date): boolean =>
  now.getTime() - lastUsedAt.getTime() >= idleHours * 3_600_000;

/** Whether a use is long enough after the stored one to be stored itself. */
export const isWorthNoting = (lastUsedAt: Date, now: Date): boolean =>
  now.getTime() - lastUsedAt.getTime() >= noteMinutes * 60_000;

/**
 * How long the next attempt waits after failed ones: not at all for a few, then a second, doubling with each
 * further one up to the cap. Counting restarts after the window.
 */
export type DelayRule = {
  /** How many attempts in a row do not wait. */
  free: number;
  capSeconds: number;
  windowSeconds: number;
};

const minute = 60;
const hour = 60 * minute;

export const signInDelays = {
  /** An account on one known device: only whoever holds the device can cause a delay. */
  device: { free: 5, capSeconds: 15 * minute, windowSeconds: 24 * hour },
  /** An account from one address (or a block of IPv6 addresses). */
  pair: { free: 5, capSeconds: 15 * minute, windowSeconds: 24 * hour },
  /**
   * An account from all addresses together. The cap is the most that strangers can delay its owner on a new
   * device.
   */
  account: { free: 10, capSeconds: minute, windowSeconds: hour },
  /** An address, whatever the account: a whole ministry may sign in from one. */
  place: { free: 100, capSeconds: minute, windowSeconds: hour },
} satisfies Record<string, DelayRule>;

/**
 * Links of invitations, new passwords and consent requests, opened from one address. An office opens all of
 * its own on one morning.
 */
export const linkDelay: DelayRule = { free: 120, capSeconds: minute, windowSeconds: 15 * minute };

/**
 * Seconds between links to a new password that an account is sent on its own request, after the first, the second and
 * so on within a day.
 */
export const resetPauses = [10 * minute, 30 * minute, 2 * hour, 24 * hour] as const;
export const resetWindowSeconds = 24 * hour;

/**
 * After this many failed attempts since the last sign-in the owner of an account gets a mail, at most once a
 * day.
 */
export const mailFromFailures = 10;

/** Returns how many seconds the next attempt waits after this many. */
export function getDelay({ free, capSeconds }: DelayRule, tries: number): number {
  return tries < free ? 0 : Math.min(capSeconds, 2 ** (tries - free));
}

/**
 * Lists the delays after the first attempt, the second and so on, in seconds; the last applies to every
 * further one.
 */
export function listDelays(rule: DelayRule): number[] {
  const delays: number[] = [];
  do delays.push(getDelay(rule, delays.length + 1));
  while (delays.at(-1) !== rule.capSeconds);
  return delays;
}

/** Tells somebody how long to wait. */
export function formatWait(seconds: number): string {
  const minutes = Math.ceil(seconds / minute);
  if (seconds <= 1) return 'Too many attempts. Try again in a second.';
  if (seconds < minute) return `Too many attempts. Try again in ${seconds} seconds.`;
  return `Too many attempts. Try again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`;
}

export const shortestPassword = 12;
export const longestPassword = 200;

/**
 * Returns what is wrong with a new password, as a sentence, or null. Length counts, composition does not:
 * rules about digits and symbols make passwords that people forget and programs guess (NIST SP 800-63B).
 * `isCommon` looks a password up in a list of those that attackers try first.
 */
export function findPasswordProblem(
  password: string,
  context: { email: string; name: string; isCommon: (password: string) => boolean },
): string | null {
  const length = [...password].length;
  if (length < shortestPassword) {
    return `Use at least ${shortestPassword} characters. Several words in a row are easy to remember.`;
  }
  if (length > longestPassword) return `Use at most ${longestPassword} characters.`;
  const plain = password.toLowerCase();
  if (new Set(plain).size < 5 || context.isCommon(plain) || context.isCommon(plain.replace(/[^a-z]/g, ''))) {
    return 'This password is easy to guess. Choose another.';
  }
  const own = [context.email.split('@')[0] ?? '', ...context.name.split(/\s+/)].filter(
    (part) => part.length > 3,
  );
  if (own.some((part) => plain.replaceAll(part.toLowerCase(), '').length < shortestPassword / 2)) {
    return 'This password is too similar to your name or e-mail address. Choose another.';
  }
  return null;
}
