import { DataTable } from '#app/components/data-table.tsx';
import { formatDate } from '#server/domain/language/date-format.ts';
import { useWords } from '#app/features/language/use-words.ts';
import { coverageWords } from '#server/domain/figure/build-coverage-figure.ts';
import { StatusWord } from '#app/features/status/status-symbol.tsx';
import type { ParticipantPage } from '#server/trpc/routers/dashboard-figures.router.ts';
import styles from './participant.module.css';

type ReportingProps = Pick<ParticipantPage, 'participant' | 'rounds' | 'coverage'>;

/** Round by round whether a report of this participant is in the publication. Says nothing of how late. */
export function ReportingTable({ participant, rounds, coverage }: ReportingProps) {
  const words = useWords('participant');
  const byRound = new Map(coverage.map(({ round, state }) => [round, state]));
  return (
    <DataTable
      caption={words('reportsByRound')}
      captionHidden
      fit
      rows={rounds}
      rowKey={({ code }) => code}
      columns={[
        { key: 'round', header: words('round'), rowHeader: true, cell: ({ title }) => title },
        {
          key: 'state',
          header: words('report'),
          cell: (round) => {
            const state = byRound.get(round.code) ?? 'not_due';
            const { word, mark } = coverageWords[state];
            if (state !== 'not_due') return <StatusWord mark={mark}>{word}</StatusWord>;
            const joinedLater = participant.joinedOn !== null && participant.joinedOn > round.periodEnd;
            return (
              <>
                – {word}
                {joinedLater && participant.joinedOn ? (
                  <span className={styles.why}>
                    {' '}
                    · {words('joinedLater', { date: formatDate(participant.joinedOn) })}
                  </span>
                ) : null}
              </>
            );
          },
        },
      ]}
    />
  );
}
