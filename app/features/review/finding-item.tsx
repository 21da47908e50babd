import type { ReviewItem } from '#app/contract.ts';
import styles from './review.module.css';

/** A warning beside the value that it is about, with the reporter's reason for leaving it. */
export function FindingItem({ finding }: { finding: ReviewItem['findings'][number] }) {
  return (
    <li className={styles.finding}>
      <p>
        <strong>{finding.kind === 'error' ? 'Error.' : 'Warning.'}</strong> {finding.sentence}
      </p>
      {finding.reason ? (
        <p className={styles.reason}>
          <strong>Reason given:</strong> {finding.reason.reason}
        </p>
      ) : finding.kind === 'warning' ? (
        <p className={styles.muted}>No reason was given.</p>
      ) : null}
    </li>
  );
}
