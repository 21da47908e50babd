import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './notice.module.css';

export interface NoticeProps {
  /** `information`: a single rule. `success`: after something was done. `warning`: before something goes wrong. */
  kind?: 'information' | 'success' | 'warning' | undefined;
  /** The message in a few words; says by itself what kind it is. */
  title?: ReactNode;
  children?: ReactNode;
  /** Announce it to screen readers when it appears after an action. */
  live?: boolean | undefined;
  /** For the strip above the header: one line, no rule. */
  plain?: boolean | undefined;
  id?: string | undefined;
}

const words = { information: 'Note', success: 'Done', warning: 'Important' } as const;

/** A message set apart by a rule at its left and a bold first line, not by colour. */
export function Notice({ kind = 'information', title, children, live, plain, id }: NoticeProps) {
  const role = live ? (kind === 'warning' ? 'alert' : 'status') : undefined;
  return (
    <div id={id} role={role} className={classNames(styles.notice, plain ? styles.plain : styles[kind])}>
      <p className={styles.title}>
        <span className={styles.kind}>{words[kind]}.</span> {title}
        {plain && children ? <span className={styles.rest}> {children}</span> : null}
      </p>
      {!plain && children ? <div className={styles.body}>{children}</div> : null}
    </div>
  );
}

interface EmptyStateProps {
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
      <p className={styles.emptyStateTitle}>{title}</p>
      {children ? <div className={styles.emptyStateBody}>{children}</div> : null}
      {action ? <div className={styles.action}>{action}</div> : null}
    </div>
  );
}
