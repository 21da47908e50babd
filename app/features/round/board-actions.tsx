import { Form } from 'react-router';
import { Button, ButtonLink } from '#app/components/button.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { VisuallyHidden } from '#app/components/visually-hidden.tsx';
import type { BoardRow, ReporterReminders, RoundReminders } from '#app/contract.ts';
import styles from './round.module.css';
import { formatCount } from '#server/domain/language/counted-nouns.ts';

/** What can be done about a report that is not in: remind those who owe it, give more time. */
export function BoardActions({
  row,
  reminders,
}: {
  row: BoardRow;
  reminders: ReporterReminders | undefined;
}) {
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

/** Reminds everybody who owes a report of the round, with how many they are. */
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
    <Form method="post" className={styles.remindAll}>
      <input type="hidden" name="intent" value="remind" />
      <Button variant="secondary">Remind all who owe a report: {people(remindable)}</Button>
      {remindable < owing ? <span>{people(owing - remindable)} had a reminder today.</span> : null}
    </Form>
  );
}
