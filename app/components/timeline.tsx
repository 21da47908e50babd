import type { ReactNode } from 'react';
import styles from './timeline.module.css';

export interface TimelineEvent {
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
    <ol className={styles.list} aria-label={label}>
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
