import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './definitions.module.css';
import { Link } from 'react-router';
import { VisuallyHidden } from './visually-hidden.tsx';

export interface Definition {
  id?: string | undefined;
  term: ReactNode;
  /** One or several descriptions of the term. */
  description: ReactNode | readonly ReactNode[];
}

export interface DefinitionsProps {
  items: readonly Definition[];
  /** `beside` (default): terms in a column at the left. `under`: each description under its term. */
  layout?: 'beside' | 'under' | undefined;
}

/** Terms and what is to be said of each: facts of an activity, the definition of an indicator. */
export function Definitions({ items, layout = 'beside' }: DefinitionsProps) {
  return (
    <dl className={classNames(styles.list, styles[layout])}>
      {items.map((item, index) => (
        <div key={item.id ?? (typeof item.term === 'string' ? item.term : index)} className={styles.row}>
          <dt className={styles.term}>{item.term}</dt>
          {(Array.isArray(item.description) ? item.description : [item.description]).map((description, n) => (
            <dd key={n} className={styles.description}>
              {description}
            </dd>
          ))}
        </div>
      ))}
    </dl>
  );
}

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
    <dl className={styles.summaryList}>
      {rows.map((row, index) => (
        <div key={row.id ?? (typeof row.term === 'string' ? row.term : index)} className={styles.summaryRow}>
          <dt className={styles.summaryTerm}>{row.term}</dt>
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

interface TimelineEvent {
  id: string;
  /** A date, ready to read: usually `<DateText>`. */
  when: ReactNode;
  title: ReactNode;
  body?: ReactNode;
}

/** What happened when, in the order given. */
export function Timeline({
  events,
  label,
}: {
  events: readonly TimelineEvent[];
  label?: string | undefined;
}) {
  return (
    <ol className={styles.timelineList} aria-label={label}>
      {events.map((event) => (
        <li key={event.id} className={styles.event}>
          <div className={styles.when}>{event.when}</div>
          <div className={styles.what}>
            <div className={styles.title}>{event.title}</div>
            {event.body ? <div className={styles.body}>{event.body}</div> : null}
          </div>
        </li>
      ))}
    </ol>
  );
}
