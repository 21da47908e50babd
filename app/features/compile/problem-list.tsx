import type { SectionProblem } from '#server/domain/report/section-problems.rules.ts';
import styles from './compile.module.css';

/** What is to be seen to in a text, line by line. */
export function ProblemList({ problems }: { problems: readonly SectionProblem[] }) {
  if (problems.length === 0) {
    return (
      <p className={styles.muted}>Every number is a reference, and every reference stands for something.</p>
    );
  }
  return (
    <ul className={styles.problems}>
      {problems.map(({ kind, line, message }, at) => (
        <li key={`${at}/${kind}`}>
          {line === null ? '' : <span className={styles.muted}>Line {line}: </span>}
          {message}
        </li>
      ))}
    </ul>
  );
}
