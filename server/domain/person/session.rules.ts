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
