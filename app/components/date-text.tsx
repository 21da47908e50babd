import { formatDue, formatDate, formatDateTime } from '#server/domain/language/date-format.ts';

export interface DateTextProps {
  /** A date ("2026-04-30") or a point in time with an offset. */
  iso: string;
  /** Adds the time of day. */
  withTime?: boolean | undefined;
  /** IANA zone in which a point in time is read; UTC without it. */
  timeZone?: string | undefined;
  /** What readers call that zone: "Jakarta time". */
  zoneName?: string | undefined;
}

/** A date in words, with the machine's form beside it. */
export function DateText({ iso, withTime, timeZone = 'UTC', zoneName }: DateTextProps) {
  return (
    <time dateTime={iso} data-long={withTime ? '' : undefined}>
      {withTime ? formatDateTime(iso, timeZone, zoneName) : formatDate(iso, timeZone)}
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
