import { formatDate } from '#server/domain/language/date-format.ts';

/** "10 to 11 May 2023", "29 May 2025", "2016"; empty where neither day nor year is known. */
export function formatWhen(item: {
  happenedOn: string | null;
  endedOn: string | null;
  year: number | null;
}): string {
  const { happenedOn, endedOn, year } = item;
  if (happenedOn === null) return year === null ? '' : String(year);
  if (endedOn === null || endedOn === happenedOn) return formatDate(happenedOn);
  if (endedOn.slice(0, 7) === happenedOn.slice(0, 7)) {
    return `${Number(happenedOn.slice(8))} to ${formatDate(endedOn)}`;
  }
  return `${formatDate(happenedOn)} to ${formatDate(endedOn)}`;
}
