const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

interface CivilDate {
  year: number;
  month: number;
  day: number;
  /** "14:02", only for a point in time. */
  time?: string;
}

/** Making one takes longer than formatting a page of dates with it. */
const zones = new Map<string, Intl.DateTimeFormat>();

function findZone(timeZone: string): Intl.DateTimeFormat {
  const known = zones.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  zones.set(timeZone, made);
  return made;
}

/** A date, or a point in time in UTC. */
const plainIso = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}:\d{2}):\d{2}(?:\.\d+)?Z)?$/;

/** Reads a date ("2026-04-30") as written, or a point in time as local time in a zone. */
function readIso(iso: string, timeZone: string): CivilDate {
  // What is written in the zone that is asked for is read as it stands: Intl takes a hundred times as long.
  const [, year, month, day, time] = plainIso.exec(iso) ?? [];
  if (day !== undefined && (time === undefined || timeZone === 'UTC')) {
    return {
      year: Number(year),
      month: Number(month),
      day: Number(day),
      ...(time === undefined ? {} : { time }),
    };
  }
  const parts = findZone(timeZone).formatToParts(new Date(iso));
  const get = (type: string) => parts.find((part) => part.type === type)?.value ?? '';
  return {
    year: Number(get('year')),
    month: Number(get('month')),
    day: Number(get('day')),
    time: `${get('hour')}:${get('minute')}`,
  };
}

/**
 * Formats a date: "30 April 2026". A plain date is never shifted by a zone; a point in time is read in
 * `timeZone` (IANA name). English months are listed here so that server and browser always agree; in another
 * `locale` (those of languages.ts) the date is in local format, with the Gregorian year.
 */
export function formatDate(iso: string, timeZone = 'UTC', locale = 'en-GB'): string {
  const { year, month, day } = readIso(iso, timeZone);
  if (!locale.startsWith('en')) {
    const format = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
    return format.format(Date.UTC(year, month - 1, day));
  }
  return `${day} ${months[month - 1]} ${year}`;
}

/**
 * Formats a date with its time, and the name of the zone if one is given: "30 April 2026, 14:02 Jakarta
 * time".
 */
export function formatDateTime(iso: string, timeZone = 'UTC', zoneName?: string): string {
  const { time } = readIso(iso, timeZone);
  return `${formatDate(iso, timeZone)}${time ? `, ${time}` : ''}${time && zoneName ? ` (${zoneName})` : ''}`;
}

/**
 * Counts whole days from one date to another; negative if the second is before the first. Points in time
 * count as their UTC date.
 */
export function countDaysBetween(fromIso: string, toIso: string): number {
  const day = (iso: string) => {
    const { year, month, day: dayOfMonth } = readIso(iso, 'UTC');
    return Date.UTC(year, month - 1, dayOfMonth) / 86_400_000;
  };
  return day(toIso) - day(fromIso);
}

/**
 * Describes a due date relative to a day: "due in 12 days", "due tomorrow", "due today", "1 day late". Both
 * are dates; the caller provides today.
 */
export function formatDue(dueIso: string, todayIso: string): string {
  const days = countDaysBetween(todayIso, dueIso);
  if (days === 0) return 'due today';
  if (days === 1) return 'due tomorrow';
  if (days > 1) return `due in ${days} days`;
  return days === -1 ? '1 day late' : `${-days} days late`;
}
