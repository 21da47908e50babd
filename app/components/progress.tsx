import type { ReactNode } from 'react';
import styles from './progress.module.css';

export interface ProgressProps {
  value: number;
  max: number;
  /** What is counted, after the numbers: "activities ready". Written as "12 of 43 activities ready". */
  label: ReactNode;
}

/** A bar for n of m. The words carry the meaning; the bar is a picture of them. */
export function Progress({ value, max, label }: ProgressProps) {
  const share = max > 0 ? Math.min(1, Math.max(0, value / max)) : 0;
  return (
    <div className={styles.progress}>
      <p className={styles.words}>
        <strong>{value}</strong> of {max} {label}
      </p>
      <div className={styles.track} aria-hidden="true">
        <div className={styles.bar} style={{ inlineSize: `${(share * 100).toFixed(2)}%` }} />
      </div>
    </div>
  );
}
