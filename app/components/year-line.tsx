import styles from './year-line.module.css';

export interface YearLineProps {
  /** First and last year drawn, inclusive: the years of the plan. */
  from: number;
  to: number;
  /** Years that are meant. */
  years: readonly number[];
  /** Year to mark as the present one. */
  now?: number | undefined;
  /** What happens in these years: "Planned for". */
  label?: string | undefined;
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

/** The years of something on the line of the whole plan, with the same said in words. */
export function YearLine({ from, to, years, now, label = 'Planned for' }: YearLineProps) {
  const all = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  return (
    <div className={styles.block}>
      <p className={styles.words}>
        {label} {yearRuns(years)}
      </p>
      <div className={styles.line} aria-hidden="true">
        {all.map((year) => (
          <div
            key={year}
            className={styles.year}
            data-on={years.includes(year) ? '' : undefined}
            data-now={year === now ? '' : undefined}
          >
            <span className={styles.bar} />
            <span className={styles.number}>{year}</span>
          </div>
        ))}
      </div>
    </div>
  );
}
