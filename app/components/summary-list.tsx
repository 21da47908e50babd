import type { ReactNode } from 'react';
import { Link } from 'react-router';
import styles from './summary-list.module.css';
import { VisuallyHidden } from './visually-hidden.tsx';

export interface SummaryRow {
  /** Stable key when `term` is not a plain text or occurs twice. */
  id?: string | undefined;
  term: ReactNode;
  /** Nothing here is shown as "Not answered". */
  value?: ReactNode;
  /** Where to change the answer; `what` completes the link for screen readers: "Change status". */
  change?: { to: string; what: string; label?: string | undefined } | undefined;
  /** A remark under the value: an error or a warning about it. */
  remark?: ReactNode;
}

/** Check answers: what was said, and a way back to each answer. */
export function SummaryList({ rows }: { rows: readonly SummaryRow[] }) {
  return (
    <dl className={styles.list}>
      {rows.map((row, index) => (
        <div key={row.id ?? (typeof row.term === 'string' ? row.term : index)} className={styles.row}>
          <dt className={styles.term}>{row.term}</dt>
          <dd className={styles.value}>
            {row.value === undefined || row.value === null || row.value === '' ? (
              <span className={styles.missing}>Not answered</span>
            ) : (
              row.value
            )}
            {row.remark ? <div className={styles.remark}>{row.remark}</div> : null}
          </dd>
          {row.change ? (
            <dd className={styles.change}>
              <Link to={row.change.to}>
                {row.change.label ?? 'Change'}
                <VisuallyHidden> {row.change.what}</VisuallyHidden>
              </Link>
            </dd>
          ) : null}
        </div>
      ))}
    </dl>
  );
}
