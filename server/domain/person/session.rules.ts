/** A person signs in again after a week, however much the session was used. The database refuses longer ones. */
export const sessionDays = 7;
/** A working day without use, and the person signs in again. */
export const idleHours = 12;
/** The last use is written down at most this often, so that reading does not write. */
const noteMinutes = 15;
/** How long a browser in which somebody has signed in is known again. */
export const knownDeviceDays = 90;

/** Whether a session has lain unused for too long. */
export const isIdle = (lastUsedAt: Date, now: Date): boolean =>
  now.getTime() - lastUsedAt.getTime() >= idleHours * 3_600_000;

/** Whether a use is far enough from the one written down to be written down itself. */
export const isWorthNoting = (lastUsedAt: Date, now: Date): boolean =>
  now.getTime() - lastUsedAt.getTime() >= noteMinutes * 60_000;
