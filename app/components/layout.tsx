import { type ReactNode, useEffect, useRef, useState } from 'react';
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
  /** Where it is in another language than the page. */
  lang?: 'en' | undefined;
  children?: ReactNode;
}

/** A part of a page: heading, space above, contents. */
export function Section({ title, id, level = 2, lead, action, screenOnly, lang, children }: SectionProps) {
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <section
      className={classNames(styles.section, level === 3 && styles.sub)}
      aria-labelledby={id}
      lang={lang}
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
  /** What has to be read first: above the main part on a phone, over the aside where there is room. */
  lead?: ReactNode;
  /** What helps: last round's answer, definition, guidance. Under the main part on a phone. */
  aside: ReactNode;
  asideLabel: string;
  /** Keeps the aside in view while the main part scrolls. */
  sticky?: boolean | undefined;
  children: ReactNode;
}

/** Two columns: the work at the left, what helps at the right. */
export function Split({ lead, aside, asideLabel, sticky, children }: SplitProps) {
  return (
    <div className={styles.split} data-lead={lead ? '' : undefined}>
      {lead ? <div className={styles.lead}>{lead}</div> : null}
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

interface ScrollRegionProps {
  /** Names the region: id of the element that says what lies in it. */
  labelledBy: string;
  /** Scrolls at any width, not only on narrow screens. */
  always?: boolean | undefined;
  children: ReactNode;
}

/**
 * Lets wide content scroll sideways by touch, wheel and keyboard. It is in the tab order only while
 * something is cut off; until scripts have measured that, it is.
 */
export function ScrollRegion({ labelledBy, always, children }: ScrollRegionProps) {
  const box = useRef<HTMLElement>(null);
  const [overflows, setOverflows] = useState(true);

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () => setOverflows(element.scrollWidth > element.clientWidth + 1);
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    for (const child of element.children) observer.observe(child);
    return () => observer.disconnect();
  }, []);

  return (
    <section
      ref={box}
      className={styles.region}
      data-always={always ? '' : undefined}
      {...(overflows ? { tabIndex: 0, 'aria-labelledby': labelledBy } : {})}
    >
      {children}
    </section>
  );
}

interface DetailsProps {
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
