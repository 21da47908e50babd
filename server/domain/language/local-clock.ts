import { formatDate, formatDateTime } from './date-format.ts';

/** What people call a time zone: the city that names it, "Phnom Penh" for "Asia/Phnom_Penh". */
export const formatZoneName = (timeZone: string): string =>
  (timeZone.split('/').at(-1) ?? timeZone).replaceAll('_', ' ');

/**
 * Formats a deadline in UTC and in the reader's zone: "30 November 2026, end of day UTC; 1 December, 07:00 in
 * Bangkok". The day counts to its end in UTC, which is the start of the next one.
 */
export function formatDeadline(dueOn: string, timeZone = 'UTC'): string {
  const official = `${formatDate(dueOn)}, end of day UTC`;
  if (timeZone === 'UTC') return official;
  const end = new Date(Date.parse(`${dueOn}T00:00:00Z`) + 86_400_000).toISOString();
  const [date = '', time = ''] = formatDateTime(end, timeZone).split(', ');
  // The year is said once, unless the night between is New Year's.
  const year = ` ${dueOn.slice(0, 4)}`;
  const short = date.endsWith(year) ? date.slice(0, -year.length) : date;
  return `${official}; ${short}, ${time} in ${formatZoneName(timeZone)}`;
}
