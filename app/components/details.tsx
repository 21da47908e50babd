import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './details.module.css';

export interface DetailsProps {
  summary: ReactNode;
  children: ReactNode;
  open?: boolean | undefined;
  /** Without the rule and indent at the left; for tables. */
  flush?: boolean | undefined;
  /** Only for the screen: forms, and what they need. */
  screenOnly?: boolean | undefined;
  /** Several with one name close each other. */
  name?: string | undefined;
  id?: string | undefined;
}

/** More on the same matter, folded under a line that says what it is. Printed open, unless it is for the screen only. */
export function Details({ summary, children, open, flush, screenOnly, name, id }: DetailsProps) {
  return (
    <details
      className={styles.details}
      open={open}
      name={name}
      id={id}
      {...(screenOnly ? { 'data-print': 'hide' } : {})}
    >
      <summary className={styles.summary}>
        <span className={styles.words}>{summary}</span>
      </summary>
      <div className={classNames(styles.body, flush && styles.flush)}>{children}</div>
    </details>
  );
}
