import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './layout.module.css';

/** Running text at a measure that reads well; spaces headings, paragraphs, lists and tables inside it. */
export function Prose({ children }: { children: ReactNode }) {
  return <div className={styles.prose}>{children}</div>;
}

export interface SectionProps {
  title: ReactNode;
  /** Id of the heading, for links to it and for `aria-labelledby`. */
  id?: string | undefined;
  /** 2 unless told otherwise. */
  level?: 2 | 3 | undefined;
  /** A sentence under the heading. */
  lead?: ReactNode;
  /** Link or button at the right of the heading. */
  action?: ReactNode;
  /** Only for the screen: forms, and what they need. */
  screenOnly?: boolean | undefined;
  children?: ReactNode;
}

/** A part of a page: heading, space above, contents. */
export function Section({ title, id, level = 2, lead, action, screenOnly, children }: SectionProps) {
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <section
      className={classNames(styles.section, level === 3 && styles.sub)}
      aria-labelledby={id}
      {...(screenOnly ? { 'data-print': 'hide' } : {})}
    >
      <div className={styles.sectionHead}>
        <Heading id={id}>{title}</Heading>
        {action ? <div className={styles.sectionAction}>{action}</div> : null}
      </div>
      {lead ? <div className={styles.sectionLead}>{lead}</div> : null}
      {children}
    </section>
  );
}

export interface SplitProps {
  /** What helps: last round's answer, definition, guidance. Under the main part on a phone. */
  aside: ReactNode;
  asideLabel: string;
  /** Keeps the aside in view while the main part scrolls. */
  sticky?: boolean | undefined;
  children: ReactNode;
}

/** Two columns: the work at the left, what helps at the right. */
export function Split({ aside, asideLabel, sticky, children }: SplitProps) {
  return (
    <div className={styles.split}>
      <div className={styles.splitMain}>{children}</div>
      <aside aria-label={asideLabel} className={classNames(styles.aside, sticky && styles.asideSticky)}>
        {aside}
      </aside>
    </div>
  );
}

/** Things of equal weight beside each other, as many to a row as fit at `min` width (any CSS length). */
export function Columns({ children, min = '20rem' }: { children: ReactNode; min?: string | undefined }) {
  return (
    <div
      className={styles.columns}
      style={{ gridTemplateColumns: `repeat(auto-fit, minmax(min(100%, ${min}), 1fr))` }}
    >
      {children}
    </div>
  );
}
