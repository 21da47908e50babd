import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './tag.module.css';

export interface TagProps {
  /** An adjective: "draft", "late", "returned". */
  children: ReactNode;
  /**
   * How loudly it speaks: `quiet` (nothing to do: muted), `normal` (outlined), `strong` (asks for attention: ink
   * ground), `done` (finished: the accent). Always a chip, so that nobody takes it for a link.
   */
  emphasis?: 'quiet' | 'normal' | 'strong' | 'done' | undefined;
}

/** A state in a word or two. Emphasis by weight of line, so that it reads in black and white. */
export function Tag({ children, emphasis = 'normal' }: TagProps) {
  return <span className={classNames(styles.tag, styles[emphasis])}>{children}</span>;
}

type Filling = 'full' | 'half' | 'empty';

/** A ring that is full, half full or empty: drawn, so that it looks alike in every font, in black and white, in print. */
export function SeriesSwatch({ filling }: { filling: Filling }) {
  return (
    <svg viewBox="0 0 14 14" className={styles.drawn} aria-hidden="true">
      <circle cx="7" cy="7" r="5.5" className={filling === 'full' ? styles.filled : styles.empty} />
      {filling === 'half' ? <path d="M7 1.5a5.5 5.5 0 0 0 0 11z" className={styles.filled} /> : null}
    </svg>
  );
}

interface ProgressProps {
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
