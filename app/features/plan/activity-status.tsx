import type { ActivityStatus, StatusWord } from '#app/contract.ts';
import { LabelWord } from '#app/features/language/language-context.tsx';
import { useWords } from '#app/features/language/use-words.ts';
import { StatusSymbol, StatusWord as MarkWithWord } from '#app/features/status/status-symbol.tsx';
import styles from './plan.module.css';
import { describeActivityStatus, noStatus } from '#server/domain/finding/describe-status.ts';

/** The mark of a stand without its word, for places where the word stands beside it or is spoken. */
export function StatusSymbolOf({ mark }: { mark: string }) {
  return mark ? (
    <StatusSymbol mark={mark} />
  ) : (
    <span className={styles.notDue} aria-hidden="true">
      –
    </span>
  );
}

/** How an activity stands, in mark and word; says from which round where the report is an older one. */
export function StatusText({
  stand,
  statuses,
  carriedTitle,
}: {
  stand: ActivityStatus;
  statuses: readonly StatusWord[];
  /** Name of the round of the report; its code without it. */
  carriedTitle?: string | undefined;
}) {
  const words = useWords('plan');
  const { label: english, mark } = describeActivityStatus(stand, statuses);
  const none = stand.due ? noStatus.notReported : noStatus.notDue;
  const label = (
    <LabelWord list="activity_status" code={stand.status ?? none.code}>
      {english}
    </LabelWord>
  );
  return (
    <>
      {mark ? (
        <MarkWithWord mark={mark}>{label}</MarkWithWord>
      ) : (
        <span className={styles.quiet}>{label}</span>
      )}
      {stand.carriedFrom ? (
        <span className={styles.carried}>{words('asOf', { round: carriedTitle ?? stand.carriedFrom })}</span>
      ) : null}
    </>
  );
}
