import { Link } from 'react-router';
import { type Column, DataTable } from '#app/components/data-table.tsx';
import { VisuallyHidden } from '#app/components/visually-hidden.tsx';
import { usePublicationLink } from '#app/features/publication/use-publication-link.ts';
import { StatusMark, StatusWord } from '#app/features/status/status-mark.tsx';
import styles from './coverage-grid.module.css';

export type CoverageState = 'reported' | 'not_reported' | 'not_due';
export type CoverageGridRow = {
  code: string;
  name: string;
  kind: 'state' | 'body';
  states: readonly CoverageState[];
};

/** What each mark of the grid says. */
export const coverageWords: Record<CoverageState, { word: string; mark: string }> = {
  reported: { word: 'Reported', mark: 'solid' },
  not_reported: { word: 'Not reported', mark: 'unknown' },
  not_due: { word: 'Not due', mark: '' },
};

function CoverageMark({ state }: { state: CoverageState }) {
  const { word, mark } = coverageWords[state];
  return (
    <span title={word}>
      {mark ? (
        <StatusMark mark={mark} />
      ) : (
        <span className={styles.notDue} aria-hidden="true">
          –
        </span>
      )}
      <VisuallyHidden>{word}</VisuallyHidden>
    </span>
  );
}

/** How many reporters of a kind were due in a round and how many have reported. */
function sum(rows: readonly CoverageGridRow[], index: number): string {
  const states = rows.map((row) => row.states[index]);
  const due = states.filter((state) => state !== 'not_due').length;
  return due === 0 ? '–' : `${states.filter((state) => state === 'reported').length} of ${due}`;
}

/** Who has reported for which round, one table for states and one for bodies. In the order given: no ranking. */
export function CoverageGrid({
  rows,
  rounds,
}: {
  rows: readonly CoverageGridRow[];
  rounds: readonly { code: string; title: string }[];
}) {
  const link = usePublicationLink();
  const tables = [
    {
      kind: 'state' as const,
      title: 'Member states',
      path: (code: string) => `/states/${code.toLowerCase()}`,
    },
    { kind: 'body' as const, title: 'Sectoral bodies', path: (code: string) => `/bodies/${code}` },
  ];
  return (
    <div className={styles.pair}>
      {tables.map(({ kind, title, path }) => {
        const own = rows.filter((row) => row.kind === kind);
        if (own.length === 0) return null;
        const columns: Column<CoverageGridRow>[] = [
          {
            key: 'reporter',
            header: kind === 'state' ? 'State' : 'Body',
            rowHeader: true,
            footer: 'Reported',
            cell: ({ code, name }) => (
              <Link to={link(path(code))} title={kind === 'body' ? name : undefined}>
                {kind === 'state' ? name : code}
              </Link>
            ),
          },
          ...rounds.map(
            (round, index): Column<CoverageGridRow> => ({
              key: round.code,
              header: <span title={round.title}>{round.code}</span>,
              mark: true,
              footer: sum(own, index),
              cell: ({ states }) => <CoverageMark state={states[index] ?? 'not_due'} />,
            }),
          ),
        ];
        return (
          <DataTable
            key={kind}
            caption={title}
            columns={columns}
            rows={own}
            rowKey={({ code }) => code}
            dense
          />
        );
      })}
    </div>
  );
}

/** Explains the three marks of the grid. */
export function CoverageLegend() {
  return (
    <ul className={styles.legend} aria-label="Marks">
      {(['reported', 'not_reported', 'not_due'] as const).map((state) => {
        const { word, mark } = coverageWords[state];
        return <li key={state}>{mark ? <StatusWord mark={mark}>{word}</StatusWord> : <>–&ensp;{word}</>}</li>;
      })}
    </ul>
  );
}
