import type { ReactNode } from 'react';
import styles from './page-heading.module.css';

export interface PageHeadingProps {
  /** The heading itself; on public pages it states a finding. */
  children: ReactNode;
  /** What kind of page or which group it belongs to, above the heading: "Activity A1.1". */
  kicker?: ReactNode;
  /** One or two opening sentences, larger than the text. */
  lead?: ReactNode;
  /** A line of facts under the heading: state, dates, status. */
  meta?: ReactNode;
  /** Buttons or links at the right of the heading, under it on a phone. */
  actions?: ReactNode;
}

/** The `h1` of a page with what belongs to it. */
export function PageHeading({ children, kicker, lead, meta, actions }: PageHeadingProps) {
  return (
    <div className={styles.block}>
      <div className={styles.words}>
        {/* The kicker lies inside the heading so that a list of headings tells pages apart. */}
        <h1 className={styles.heading} tabIndex={-1}>
          {kicker ? <span className={styles.kicker}>{kicker} </span> : null}
          {children}
        </h1>
        {meta ? <div className={styles.meta}>{meta}</div> : null}
        {lead ? <div className={styles.lead}>{lead}</div> : null}
      </div>
      {actions ? <div className={styles.actions}>{actions}</div> : null}
    </div>
  );
}

interface PageTitleProps {
  /** The page, then what it lies in: "People", "Secretariat". The product's name follows. */
  parts: readonly string[];
  /** Whether a form on the page was refused: said first, so that a screen reader says it first. */
  failed?: boolean | undefined;
}

/** The title of a page whose form can be refused; such a route has no `meta`, which cannot know of it. */
export function PageTitle({ parts, failed }: PageTitleProps) {
  return <title>{`${failed ? 'Error: ' : ''}${[...parts, 'Bohol tracker'].join(' · ')}`}</title>;
}
