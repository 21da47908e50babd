import { createContext, useContext } from 'react';
import { formatDue, formatDate, formatDateTime } from '#server/domain/language/date-format.ts';
import { formatDeadline, formatZoneName } from '#server/domain/language/local-clock.ts';

/** The zone in which a page tells moments, by its IANA name; null on pages that are read everywhere, which use UTC. */
const PageZone = createContext<string | null>(null);

/** Sets the one clock of all pages inside it. It comes from the server, so that a page without scripts has it too. */
export const PageZoneProvider = PageZone.Provider;

/** Formats a moment by the clock of the page: "30 April 2026, 14:02 (Bangkok time)". */
export function useMomentFormat(): (iso: string) => string {
  const zone = useContext(PageZone);
  return (iso) => formatDateTime(iso, zone ?? 'UTC', nameZone(zone));
}

const nameZone = (zone: string | null): string => (zone === null ? 'UTC' : `${formatZoneName(zone)} time`);

export interface DateTextProps {
  /** A date ("2026-04-30") or a point in time with an offset. */
  iso: string;
  /** Adds the time of day. */
  withTime?: boolean | undefined;
  /** Adds the name of the zone to the time of day. */
  withZone?: boolean | undefined;
}

/** A date in words, with the machine's form beside it; a point in time is read by the clock of the page. */
export function DateText({ iso, withTime, withZone }: DateTextProps) {
  const zone = useContext(PageZone);
  const timeZone = zone ?? 'UTC';
  return (
    <time dateTime={iso} data-long={withTime ? '' : undefined}>
      {withTime
        ? formatDateTime(iso, timeZone, withZone ? nameZone(zone) : undefined)
        : formatDate(iso, timeZone)}
    </time>
  );
}

/** The time of day of a point in time, by the clock of the page. */
export function TimeText({ iso, withZone }: Pick<DateTextProps, 'iso' | 'withZone'>) {
  const zone = useContext(PageZone);
  const time = formatDateTime(iso, zone ?? 'UTC').split(', ')[1];
  return (
    <time dateTime={iso}>
      {time}
      {withZone ? ` (${nameZone(zone)})` : ''}
    </time>
  );
}

/** The end of a day by which something is due: in UTC, which counts, and by the clock of the page. */
export function DeadlineText({ on }: { on: string }) {
  const zone = useContext(PageZone);
  return (
    <time dateTime={on} data-long="">
      {formatDeadline(on, zone ?? 'UTC')}
    </time>
  );
}

/** "due in 12 days" or "3 days late". `today` comes from the loader, so that server and browser agree. */
export function DueText({ due, today }: { due: string; today: string }) {
  return <time dateTime={due}>{formatDue(due, today)}</time>;
}

/** Years as runs in words: `[2024, 2025, 2027]` gives "2024–2025, 2027". */
export function yearRuns(years: readonly number[]): string {
  const sorted = [...new Set(years)].sort((a, b) => a - b);
  const runs: [number, number][] = [];
  for (const year of sorted) {
    const last = runs.at(-1);
    if (last && last[1] === year - 1) last[1] = year;
    else runs.push([year, year]);
  }
  return runs.map(([first, last]) => (first === last ? `${first}` : `${first}–${last}`)).join(', ');
}
