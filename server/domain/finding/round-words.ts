type Titled = { title: string };
type Period = { periodStart: string; periodEnd: string };

/** Titles that start like a sentence: "Second half of 2025". */
const ordinal = /^(first|second|third|fourth|last)\b/i;

/** Returns a round's title within a sentence, "the second half of 2025"; other titles stay unchanged. */
export function describeRound({ title }: Titled): string {
  return ordinal.test(title) ? `the ${title.charAt(0).toLowerCase()}${title.slice(1)}` : title;
}

/** Returns the short name of a round for a chart: "H2" of "2025-H2". */
export function shortenRound(code: string): string {
  return code.replace(/^\d{4}-/, '');
}

/** Returns the calendar year of a round: that in which its period ends. */
export function yearOf({ periodEnd }: Period): number {
  return Number(periodEnd.slice(0, 4));
}

/** Whether a round reaches the end of its calendar year. */
export function endsItsYear({ periodEnd }: Period): boolean {
  return periodEnd.endsWith('-12-31');
}

const day = 86_400_000;

/** Whether the periods of these rounds together cover the whole of a calendar year. */
export function coverYear(rounds: readonly Period[], year: number): boolean {
  const first = Date.UTC(year, 0, 1);
  const last = Date.UTC(year, 11, 31);
  const periods = rounds
    .map(({ periodStart, periodEnd }) => [Date.parse(periodStart), Date.parse(periodEnd)] as const)
    .sort((a, b) => a[0] - b[0]);
  let covered = first - day;
  for (const [start, end] of periods) if (start <= covered + day) covered = Math.max(covered, end);
  return covered >= last;
}
