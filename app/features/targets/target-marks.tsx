import type { TargetCounts } from '#app/contract.ts';
import { useWords } from '#app/features/language/use-words.ts';
import styles from './target-marks.module.css';

/** Targets of one year, a square each: met, missed, reached or not by the reports that are in, without a figure, not due. Each group says how many it has. */
export function TargetMarks({ counts }: { counts: TargetCounts }) {
  const words = useWords('targets');
  const count = (number: number) => ({ count: String(number) });
  const unsaid = counts.cannot_be_said - counts.reached - counts.short;
  const groups = [
    { key: 'met', number: counts.met, label: words('met', count(counts.met)) },
    { key: 'missed', number: counts.missed, label: words('missed', count(counts.missed)) },
    { key: 'reached', number: counts.reached, label: words('reached', count(counts.reached)) },
    { key: 'short', number: counts.short, label: words('short', count(counts.short)) },
    { key: 'unsaid', number: unsaid, label: words('unsaid', count(unsaid)) },
    { key: 'notDue', number: counts.not_due, label: words('notDue', count(counts.not_due)) },
  ].filter(({ number }) => number > 0);
  return (
    <ul className={styles.groups}>
      {groups.map(({ key, number, label }) => (
        <li key={key}>
          <span className={styles.squares} aria-hidden="true">
            {Array.from({ length: number }, (_, at) => (
              <span key={at} className={styles[key]} />
            ))}
          </span>
          {label}
        </li>
      ))}
    </ul>
  );
}
