import { Link } from 'react-router';
import { DataTable } from '#app/components/data-table.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { EmptyState } from '#app/components/notice.tsx';
import { Tag } from '#app/components/tag.tsx';
import type { QueuedReport } from '#app/contract.ts';
import { describeTiming } from '#server/domain/submission/due-dates.rules.ts';
import styles from './review.module.css';
import { formatCount } from '#server/domain/language/counted-nouns.ts';

const days = (n: number) => (n === 0 ? 'since today' : formatCount(n, 'days'));

/** Reports that wait for a reviewer: what asks most to be looked at first at the top, with why. */
export function QueueTable({ reports }: { reports: readonly QueuedReport[] }) {
  if (reports.length === 0) {
    return (
      <EmptyState title="No report waits for review">
        <p>A report appears here when its focal point submits it.</p>
      </EmptyState>
    );
  }
  return (
    <DataTable
      caption="Reports that wait for review, in the order in which they ask to be looked at"
      captionHidden
      narrow="stack"
      rows={reports}
      rowKey={({ round, reporter }) => `${round.code}/${reporter.code}`}
      columns={[
        {
          key: 'reporter',
          header: 'Reporter',
          rowHeader: true,
          minWidth: '14rem',
          cell: ({ reporter, round }) => (
            <Link to={`/secretariat/review/${round.code}/${reporter.code}`}>{reporter.name}</Link>
          ),
        },
        {
          key: 'why',
          header: 'Why first',
          minWidth: '16rem',
          cell: ({ risk }) =>
            risk.reasons.length === 0 ? (
              <span className={styles.muted}>nothing of note</span>
            ) : (
              risk.reasons.map(({ kind, words }) => (
                <span key={kind} className={styles.why}>
                  {words}
                </span>
              ))
            ),
        },
        { key: 'round', header: 'Round', cell: ({ round }) => round.code, nowrap: true },
        {
          key: 'came',
          header: 'Submitted',
          cell: ({ submittedAt }) => <DateText iso={submittedAt} />,
          nowrap: true,
        },
        { key: 'waiting', header: 'Waiting', cell: ({ daysWaiting }) => days(daysWaiting), nowrap: true },
        { key: 'timing', header: 'Due date', cell: ({ timing }) => describeTiming(timing), nowrap: true },
        {
          key: 'state',
          header: 'State',
          minWidth: '7rem',
          cell: ({ resubmission, timesSubmitted, reviewStartedAt, openQueries, approvedBy }) => (
            <>
              <Tag emphasis={reviewStartedAt ? 'normal' : 'strong'}>
                {reviewStartedAt ? 'In review' : resubmission ? 'Came back' : 'New'}
              </Tag>{' '}
              {resubmission ? `submitted ${timesSubmitted} times` : ''}
              {resubmission && openQueries > 0 ? ', ' : ''}
              {openQueries > 0 ? `${openQueries} open ${openQueries === 1 ? 'question' : 'questions'}` : ''}
              {approvedBy.length > 0 ? (
                <span className={styles.why}>found right by {approvedBy.join(', ')}</span>
              ) : null}
            </>
          ),
        },
      ]}
    />
  );
}
