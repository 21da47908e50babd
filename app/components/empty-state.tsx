import type { ReactNode } from 'react';
import styles from './empty-state.module.css';

export interface EmptyStateProps {
  /** What is not there, as a sentence: "No publication yet". */
  title: ReactNode;
  /** Why, and when or how that will change. */
  children?: ReactNode;
  action?: ReactNode;
}

/** Said in place of a list or figure that has nothing in it. */
export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <div className={styles.empty}>
      <p className={styles.title}>{title}</p>
      {children ? <div className={styles.body}>{children}</div> : null}
      {action ? <div className={styles.action}>{action}</div> : null}
    </div>
  );
}
