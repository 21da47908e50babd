import { Link } from 'react-router';
import { DataTable } from '#app/components/data-table.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { VisuallyHidden } from '#app/components/visually-hidden.tsx';
import type { AskedIndicator, GivenConsent } from '#app/contract.ts';
import styles from './consent.module.css';

/** What was answered to each indicator, with who and when, what stood there before and why it changed. */
export function GivenAnswers({
  indicators,
  changePath,
}: {
  indicators: readonly AskedIndicator[];
  /** Where an answer is changed; null where none can be. */
  changePath: ((code: string) => string) | null;
}) {
  return (
    <DataTable
      caption="Answers given"
      captionHidden
      narrow="stack"
      rows={indicators}
      rowKey={({ code }) => code}
      columns={[
        {
          key: 'indicator',
          header: 'Indicator',
          rowHeader: true,
          cell: ({ code, title }) => `${code} ${title}`,
        },
        {
          key: 'answer',
          header: 'Answer',
          cell: ({ answers: [newest, ...earlier] }) => (
            <>
              {newest ? <OneAnswer answer={newest} isNewest /> : null}
              {earlier.length > 0 ? (
                <ul className={styles.earlier}>
                  {earlier.map((answer) => (
                    <li key={answer.id}>
                      Before: <OneAnswer answer={answer} />
                    </li>
                  ))}
                </ul>
              ) : null}
            </>
          ),
        },
        ...(changePath
          ? [
              {
                key: 'change',
                header: <VisuallyHidden>Change</VisuallyHidden>,
                nowrap: true,
                cell: ({ code }: AskedIndicator) => (
                  <Link to={changePath(code)}>
                    Change answer<VisuallyHidden> about {code}</VisuallyHidden>
                  </Link>
                ),
              },
            ]
          : []),
      ]}
    />
  );
}

/** "Yes, by Somchai on 3 May 2026", with the reason for a change and the publication that it went into. */
export function OneAnswer({ answer, isNewest }: { answer: GivenConsent; isNewest?: boolean }) {
  const { agreed, by, at, reason, usedIn } = answer;
  return (
    <>
      <strong>{agreed ? 'Yes' : 'No'}</strong>, by {by} on <DateText iso={at} withTime zoneName="UTC" />.
      {reason ? <span className={styles.reason}>Changed because: {reason}</span> : null}
      {isNewest && usedIn !== null ? (
        <span className={styles.reason}>Publication {usedIn} was made with it.</span>
      ) : null}
    </>
  );
}
