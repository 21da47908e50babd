import type { ReactNode } from 'react';
import { type CheckFinding, findingId } from './finding-ids.ts';
import styles from './reason.module.css';

/** One thing that the check says: what is odd, what it usually means, and what belongs to it. */
export function FindingEntry({
  finding,
  lead,
  children,
}: {
  finding: CheckFinding;
  /** The sentence, as a link where it leads somewhere. */
  lead: ReactNode;
  children?: ReactNode;
}) {
  return (
    <li className={finding.kind === 'error' ? styles.error : undefined}>
      <p id={findingId(finding)}>{lead}</p>
      {finding.advice ? <p className={styles.advice}>{finding.advice}</p> : null}
      {children}
    </li>
  );
}

export function FindingEntries({ children }: { children: ReactNode }) {
  return <ul className={styles.list}>{children}</ul>;
}
