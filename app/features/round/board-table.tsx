import { Form, Link } from 'react-router';
import { Button, ButtonLink } from '#app/components/button.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { ConfirmStep } from '#app/components/confirm-step.tsx';
import { VisuallyHidden } from '#app/components/visually-hidden.tsx';
import type { BoardRow, ReporterReminders, RoundReminders } from '#app/contract.ts';
import styles from './round.module.css';
import { formatCount } from '#server/domain/language/counted-nouns.ts';
import { DataTable } from '#app/components/data-table.tsx';
import { describeTiming } from '#server/domain/submission/due-dates.rules.ts';
import { ReportTag } from '#app/features/review/report-progress.tsx';

/** What can be done about a report that is not in: remind those who owe it, give more time. */
function BoardActions({ row, reminders }: { row: BoardRow; reminders: ReporterReminders | undefined }) {
  const isOut = row.status === 'submitted' || row.status === 'accepted';
  const reminded = reminders?.lastRemindedAt ? (
    <span className={styles.small}>
      last reminded <DateText iso={reminders.lastRemindedAt} />
    </span>
  ) : null;
  if (isOut) return reminded ?? <span className={styles.none}>–</span>;
  return (
    <div>
      <div className={styles.actions}>
        {reminders && reminders.remindable > 0 ? (
          <Form method="post">
            <input type="hidden" name="intent" value="remind" />
            <input type="hidden" name="reporter" value={row.reporter.code} />
            <Button variant="secondary" compact>
              Remind
              <VisuallyHidden> {row.reporter.name}</VisuallyHidden>
            </Button>
          </Form>
        ) : null}
        <ButtonLink to={`?extend=${row.reporter.code}#confirm`} variant="secondary" compact>
          More time
          <VisuallyHidden> for {row.reporter.name}</VisuallyHidden>
        </ButtonLink>
      </div>
      {reminded}
    </div>
  );
}

const people = (count: number) => formatCount(count, 'people');

/** Leads to the step that reminds everybody who owes a report of the round, with how many they are. */
export function RemindAll({ reminders }: { reminders: RoundReminders }) {
  const { owing, remindable } = reminders;
  if (owing === 0) return null;
  if (remindable === 0) {
    return (
      <p>
        {owing === 1 ? 'The one person who owes' : `All ${owing} people who owe`} a report had a reminder
        today.
      </p>
    );
  }
  return (
    <div className={styles.remindAll}>
      <ButtonLink to="?remind=all#confirm" variant="secondary">
        Remind all who owe a report: {people(remindable)}
      </ButtonLink>
      {remindable < owing ? <span>{people(owing - remindable)} had a reminder today.</span> : null}
    </div>
  );
}

/** The step before everybody is reminded: whom it reaches, by name. */
export function ConfirmRemindAll({ round, reminders }: { round: string; reminders: RoundReminders }) {
  return (
    <ConfirmStep
      title={`Remind ${people(reminders.remindable)} about ${round}?`}
      fields={{ intent: 'remind' }}
      action="Send reminders"
      cancelTo={`/secretariat/rounds/${round}`}
    >
      <p>Each gets one mail with all reports that wait for them:</p>
      <ul>
        {reminders.people.map(({ name, email, reporters }) => (
          <li key={email}>
            {name}, {email}: {reporters.join(', ')}
          </li>
        ))}
      </ul>
    </ConfirmStep>
  );
}

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
          nowrap: true,
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
