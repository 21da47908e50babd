/**
 * Formats a point in time in a time zone, with the zone named: "25 November 2026, 08:14 (Asia/Bangkok,
 * UTC+7)".
 */
export function writeMoment(iso: string, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'shortOffset',
  }).formatToParts(new Date(iso));
  const get = (type: string) => parts.find((part) => part.type === type)?.value ?? '';
  const offset = get('timeZoneName').replace('GMT', 'UTC');
  return (
    `${get('day')} ${get('month')} ${get('year')}, ` +
    `${get('hour')}:${get('minute')} (${timeZone}, ${offset})`
  );
}
