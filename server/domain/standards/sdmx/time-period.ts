/** Codes of CL_FREQ that rounds can have. */
export type Frequency = 'A' | 'S' | 'Q' | 'M' | '_O';

/**
 * Builds an SDMX reporting period: "2025-S1" for the first half of a year, similarly "2025-A1", "2025-Q3" and
 * "2025-M07"; for anything else a time range in days, "2025-02-10/P30D". Days are ISO dates, both inclusive.
 */
export function buildTimePeriod(start: string, end: string): { frequency: Frequency; period: string } {
  const [year = '', month = ''] = start.split('-');
  for (const [frequency, months] of [
    ['A', 12],
    ['S', 6],
    ['Q', 3],
    ['M', 1],
  ] as const) {
    const index = (Number(month) - 1) / months;
    if (
      Number.isInteger(index) &&
      start.endsWith('-01') &&
      end === lastDay(Number(year), Number(month), months)
    ) {
      const number = frequency === 'M' ? month : String(index + 1);
      return { frequency, period: `${year}-${frequency}${number}` };
    }
  }
  const days = Math.round((Date.parse(end) - Date.parse(start)) / 86_400_000) + 1;
  return { frequency: '_O', period: `${start}/P${days}D` };
}

const lastDay = (year: number, month: number, months: number) =>
  new Date(Date.UTC(year, month - 1 + months, 0)).toISOString().slice(0, 10);
