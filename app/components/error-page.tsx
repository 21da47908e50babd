import type { ReactNode } from 'react';
import styles from './error-page.module.css';

export interface ErrorPageProps {
  /** What went wrong, in plain words: "Page not found". */
  title: ReactNode;
  /** What the reader can do now. */
  children?: ReactNode;
  /** Reference by which those who run the service find the event in the log. */
  reference?: string | undefined;
}

/** The contents of a page that could not be shown. */
export function ErrorPage({ title, children, reference }: ErrorPageProps) {
  return (
    <div className={styles.page}>
      <h1 tabIndex={-1}>{title}</h1>
      {children ? <div className={styles.body}>{children}</div> : null}
      {reference ? (
        <p className={styles.reference}>
          If you write to us about this, give the reference <code>{reference}</code>.
        </p>
      ) : null}
    </div>
  );
}
