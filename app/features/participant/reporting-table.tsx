import { DataTable } from '#app/components/data-table.tsx';
import { formatDate } from '#server/domain/language/date-format.ts';
import { coverageWords } from '#app/features/coverage/coverage-grid.tsx';
import { StatusWord } from '#app/features/status/status-mark.tsx';
import type { ParticipantPage } from '#server/trpc/routers/dashboard-figures.router.ts';
import styles from './participant.module.css';

type ReportingProps = Pick<ParticipantPage, 'participant' | 'rounds' | 'coverage'>;

/** Round by round whether a report of this participant is in the publication. Says nothing of how late. */
export function ReportingTable({ participant, rounds, coverage }: ReportingProps) {
  const byRound = new Map(coverage.map(({ round, state }) => [round, state]));
  return (
    <DataTable
      caption="Reports by round"
      captionHidden
      fit
      rows={rounds}
      rowKey={({ code }) => code}
      columns={[
        { key: 'round', header: 'Round', rowHeader: true, nowrap: true, cell: ({ title }) => title },
        {
          key: 'state',
          header: 'Report',
          cell: (round) => {
            const state = byRound.get(round.code) ?? 'not_due';
            const { word, mark } = coverageWords[state];
            if (state !== 'not_due') return <StatusWord mark={mark}>{word}</StatusWord>;
            const joinedLater = participant.joinedOn !== null && participant.joinedOn > round.periodEnd;
            return (
              <>
                – {word}
                {joinedLater && participant.joinedOn ? (
                  <span className={styles.why}> · joined on {formatDate(participant.joinedOn)}</span>
                ) : null}
              </>
            );
          },
        },
      ]}
    />
  );
}
