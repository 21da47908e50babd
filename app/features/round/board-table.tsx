import { Link } from 'react-router';
import { DataTable } from '#app/components/data-table.tsx';
import { DateText } from '#app/components/date-text.tsx';
import type { BoardRow, ReporterReminders } from '#app/contract.ts';
import { describeTiming } from '#server/domain/submission/due-dates.rules.ts';
import { BoardActions } from './board-actions.tsx';
import { ReportTag } from '../review/report-tag.tsx';
import styles from './round.module.css';
import { formatCount } from '#server/domain/language/counted-nouns.ts';

function Late({ row }: { row: BoardRow }) {
  const words = describeTiming(row.timing);
  return row.timing.state === 'late' || row.timing.state === 'overdue' ? <strong>{words}</strong> : words;
}

function ReviewState({ row }: { row: BoardRow }) {
  if (row.acceptedAt) {
    return (
      <>
        accepted <DateText iso={row.acceptedAt} />
      </>
    );
  }
  if (row.status === 'returned') return <>with its writers</>;
  if (row.status !== 'submitted') return <span className={styles.none}>–</span>;
  return row.reviewStartedAt ? (
    <>
      since <DateText iso={row.reviewStartedAt} />
    </>
  ) : (
    <>not started</>
  );
}

/** Every reporter of a round and where its report stands: states by name, then bodies by acronym. Nobody is ranked. */
export function BoardTable({
  rows,
  round,
  reminders,
}: {
  rows: readonly BoardRow[];
  round: string;
  reminders: readonly ReporterReminders[];
}) {
  const remindersOf = ({ reporter }: BoardRow) => reminders.find((one) => one.reporter === reporter.code);
  return (
    <DataTable
      caption={`Reports of ${round}`}
      captionHidden
      rows={rows}
      rowKey={({ reporter }) => reporter.code}
      empty="No report matches what you chose."
      narrow="stack"
      columns={[
        {
          key: 'reporter',
          header: 'Reporter',
          rowHeader: true,
          minWidth: '11rem',
          cell: ({ reporter }) => (
            <Link to={`/secretariat/review/${round}/${reporter.code}`}>
              {reporter.kind === 'state' ? (
                reporter.name
              ) : (
                <abbr title={reporter.name} className={styles.acronym}>
                  {reporter.code}
                </abbr>
              )}
            </Link>
          ),
        },
        {
          key: 'status',
          header: 'Report',
          cell: ({ status, touched, of }) => (
            <>
              <ReportTag status={status} />
              <span className={styles.small}>
                {touched} of {of} answered
              </span>
            </>
          ),
        },
        {
          key: 'late',
          header: 'Due date',
          nowrap: true,
          cell: (row) => (
            <>
              <Late row={row} />
              {remindersOf(row)?.extension ? (
                <span className={styles.small}>
                  extended to <DateText iso={row.dueOn} />
                </span>
              ) : null}
            </>
          ),
        },
        {
          key: 'cleared',
          header: 'Cleared',
          nowrap: true,
          cell: ({ clearedAt }) =>
            clearedAt ? <DateText iso={clearedAt} /> : <span className={styles.none}>–</span>,
        },
        {
          key: 'submitted',
          header: 'First submitted',
          nowrap: true,
          cell: ({ firstSubmittedAt }) =>
            firstSubmittedAt ? <DateText iso={firstSubmittedAt} /> : <span className={styles.none}>–</span>,
        },
        {
          key: 'review',
          header: 'Review',
          minWidth: '9rem',
          cell: (row) => (
            <>
              <ReviewState row={row} />
              {row.openQueries > 0 ? (
                <span className={styles.small}>{formatCount(row.openQueries, 'questions')}</span>
              ) : null}
            </>
          ),
        },
        {
          key: 'do',
          header: 'Remind or extend',
          minWidth: '13.5rem',
          cell: (row) => <BoardActions row={row} reminders={remindersOf(row)} />,
        },
      ]}
    />
  );
}
