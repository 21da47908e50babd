import { Link } from 'react-router';
import { DataTable } from '#app/components/data-table.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { EmptyState } from '#app/components/empty-state.tsx';
import { Tag } from '#app/components/tag.tsx';
import { sayTiming } from '#server/domain/submission/lateness.calculations.ts';
import type { QueuedReport } from './answers.ts';

const days = (n: number) => (n === 0 ? 'since today' : n === 1 ? '1 day' : `${n} days`);

/** Reports that wait for a reviewer, those that came first at the top. */
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
      caption="Reports that wait for review, oldest first"
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
        { key: 'round', header: 'Round', cell: ({ round }) => round.code, nowrap: true },
        {
          key: 'came',
          header: 'Submitted',
          cell: ({ submittedAt }) => <DateText iso={submittedAt} />,
          nowrap: true,
        },
        { key: 'waiting', header: 'Waiting', cell: ({ daysWaiting }) => days(daysWaiting), nowrap: true },
        { key: 'timing', header: 'Due date', cell: ({ timing }) => sayTiming(timing), nowrap: true },
        {
          key: 'state',
          header: 'State',
          cell: ({ resubmission, timesSubmitted, reviewStartedAt, openQueries }) => (
            <>
              <Tag emphasis={reviewStartedAt ? 'normal' : 'strong'}>
                {reviewStartedAt ? 'In review' : resubmission ? 'Came back' : 'New'}
              </Tag>{' '}
              {resubmission ? `submitted ${timesSubmitted} times` : ''}
              {resubmission && openQueries > 0 ? ', ' : ''}
              {openQueries > 0 ? `${openQueries} open ${openQueries === 1 ? 'question' : 'questions'}` : ''}
            </>
          ),
        },
      ]}
    />
  );
}
