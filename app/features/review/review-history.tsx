import { DateText } from '#app/components/date-text.tsx';
import { Section } from '#app/components/layout.tsx';
import { Timeline } from '#app/components/definitions.tsx';
import type { ReviewDecision, ReviewSummary } from '#app/contract.ts';
import styles from './review.module.css';

/** What each move of a report is called once it is done. */
export const transitionWords: Record<string, string> = {
  clear: 'Cleared',
  sendBack: 'Sent back to its writers',
  submit: 'Submitted',
  withdraw: 'Withdrawn',
  return: 'Returned for changes',
  accept: 'Accepted',
  undoAccept: 'Acceptance taken back',
  reopen: 'Opened again',
};

/** Who moved the report, when and why; newest first. */
export function ReviewHistory({
  decisions,
  approvals,
}: {
  decisions: readonly ReviewDecision[];
  /** The first of two words on the report as it is now. */
  approvals: ReviewSummary['acceptance']['approvals'];
}) {
  if (decisions.length === 0) return null;
  return (
    <Section title="What happened to this report" id="history">
      <Timeline
        label="Steps of the report, newest first"
        events={[
          ...(decisions[0]?.transition === 'accept' ? [] : approvals.toReversed()).map((approval) => ({
            id: `approval-${approval.personId}`,
            when: <DateText iso={approval.at} />,
            title: `Approved by ${approval.name}, the first of two`,
            body: null,
          })),
          ...decisions.map((decision, index) => ({
            id: String(decisions.length - index),
            when: <DateText iso={decision.at} />,
            title: `${transitionWords[decision.transition] ?? decision.transition} by ${decision.by}`,
            body: decision.reason ? <p className={styles.text}>{decision.reason}</p> : null,
          })),
        ]}
      />
    </Section>
  );
}
