import { formatDateTime } from '#server/domain/language/date-format.ts';
import { DateText } from '#app/components/date-text.tsx';
import { Timeline } from '#app/components/timeline.tsx';
import type { Decision } from '#app/contract.ts';
import styles from './change-list.module.css';

/** What was done with the report as a whole, in the past tense. */
export const transitionWords: Record<string, string> = {
  clear: 'Cleared for submission',
  sendBack: 'Sent back to its writers',
  submit: 'Submitted',
  withdraw: 'Withdrawn',
  return: 'Returned by the secretariat',
  accept: 'Accepted by the secretariat',
  undoAccept: 'Taken back into review by the secretariat',
  reopen: 'Reopened by the secretariat',
};

/** Who moved the report, newest first, with the reason where one was given. */
export function DecisionList({ decisions }: { decisions: readonly Decision[] }) {
  return (
    <Timeline
      label="Steps of the report"
      events={decisions.map(({ transition, by, at, reason }) => ({
        id: `${at}/${transition}`,
        when: <DateText iso={at} />,
        title: transitionWords[transition] ?? transition,
        body: (
          <>
            {by}, {formatDateTime(at).split(', ')[1]} (UTC)
            {reason ? <p className={styles.reason}>{reason}</p> : null}
          </>
        ),
      }))}
    />
  );
}
