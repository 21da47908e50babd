import { formatDateTime } from '../language/date-format.ts';
import { formatVerb } from '#server/domain/language/counted-nouns.ts';

/**
 * The time zone of the meetings for which publications are made: that of the ASEAN Secretariat, without
 * daylight saving time.
 */
export const meetingZone = { name: 'Asia/Jakarta', label: 'Jakarta time', offset: '+07:00' } as const;

/**
 * For how many minutes after its scheduled time a publication may still go out automatically, if nothing ran
 * at that time.
 */
export const latestMinutes = 60;

/** After this many faults of ours a scheduled publication has failed. */
export const mostAttempts = 3;

/** How many days ahead a publication can be scheduled. */
const furthestDays = 366;

export type ReadMinute = { at: string } | { problems: { path: 'date' | 'time'; message: string }[] };

/**
 * Reads a day ("2026-12-01") and a time ("14:30") in Jakarta as ISO time in UTC. The time must be after
 * `now`.
 */
export function parseScheduledTime({ date, time }: { date: string; time: string }, now: Date): ReadMinute {
  const problems: { path: 'date' | 'time'; message: string }[] = [];
  const day = date.trim();
  const clock = time.trim().replace('.', ':');
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || !isDay(day)) {
    problems.push({ path: 'date', message: 'Give the day as year, month and day: 2026-12-01.' });
  }
  if (!/^([01]?\d|2[0-3]):[0-5]\d$/.test(clock)) {
    problems.push({ path: 'time', message: 'Give the time in hours and minutes: 14:30.' });
  }
  if (problems.length > 0) return { problems };
  const at = new Date(`${day}T${clock.padStart(5, '0')}:00${meetingZone.offset}`);
  if (at.getTime() <= now.getTime()) {
    return {
      problems: [{ path: 'time', message: 'This minute is past. Choose a later one, or publish now.' }],
    };
  }
  if (at.getTime() > now.getTime() + furthestDays * 86_400_000) {
    return { problems: [{ path: 'date', message: 'Choose a day within the next twelve months.' }] };
  }
  return { at: at.toISOString() };
}

function isDay(day: string): boolean {
  const read = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(day);
}

/** Returns the day and the time in Jakarta, as a form takes them. */
export function formatScheduledTime(at: string): { date: string; time: string } {
  const [date = '', time = ''] = new Date(new Date(at).getTime() + 7 * 3_600_000).toISOString().split('T');
  return { date, time: time.slice(0, 5) };
}

/**
 * Formats a scheduled time: "1 December 2026, 14:30 (Jakarta time), 07:30 UTC", with the day in UTC if it is
 * different.
 */
export function formatMinute(at: string): string {
  const local = formatDateTime(at, meetingZone.name, meetingZone.label);
  const utc = formatDateTime(at, 'UTC');
  const [localDay] = formatDateTime(at, meetingZone.name).split(', ');
  const [utcDay, utcTime] = utc.split(', ');
  return `${local}, ${utcDay === localDay ? utcTime : utc} UTC`;
}

/** A round with the compilation from which it would be published. */
type Source = { round: string; compilation: number };

export type ScheduledNow = {
  publishAt: string;
  /** The compilations that it was scheduled from. */
  sources: readonly number[];
  /** The compilations that it would be made from now. */
  now: readonly Source[];
  /** Whether the person who scheduled it still works for the secretariat. */
  schedulerIsOfficer: boolean;
};

/** Decides whether a scheduled publication goes out now, waits, or has failed, and why. */
export function decideScheduled(
  scheduled: ScheduledNow,
  now: Date,
): { kind: 'wait' } | { kind: 'publish' } | { kind: 'fail'; why: string } {
  const late = now.getTime() - new Date(scheduled.publishAt).getTime();
  if (late < 0) return { kind: 'wait' };
  const moved = scheduled.now.filter(({ compilation }) => !scheduled.sources.includes(compilation));
  if (moved.length > 0 || scheduled.now.length !== scheduled.sources.length) {
    return {
      kind: 'fail',
      why: `${describeMoved(moved)} Look at the preview again, then publish or schedule it anew.`,
    };
  }
  if (!scheduled.schedulerIsOfficer) {
    return { kind: 'fail', why: 'Whoever scheduled it no longer works for the secretariat.' };
  }
  if (late > latestMinutes * 60_000) {
    return {
      kind: 'fail',
      why: `The tracker was not running at that minute, and more than ${latestMinutes} minutes have passed since.`,
    };
  }
  return { kind: 'publish' };
}

function describeMoved(moved: readonly Source[]): string {
  if (moved.length === 0) return 'Other rounds would go along than when it was scheduled.';
  const rounds = moved.map(({ round }) => round).join(' and ');
  return `${rounds} ${formatVerb(moved.length, 'have')} been compiled again since it was scheduled.`;
}
