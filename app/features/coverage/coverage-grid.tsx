import { Link } from '#app/features/publication/public-link.tsx';
import { type Column, DataTable } from '#app/components/data-table.tsx';
import { VisuallyHidden } from '#app/components/visually-hidden.tsx';
import { LabelWord } from '#app/features/language/language-context.tsx';
import { Term } from '#app/features/language/term.tsx';
import { useWords } from '#app/features/language/use-words.ts';
import { usePublicationLink } from '#app/features/publication/link.ts';
import { StatusSymbol, StatusWord } from '#app/features/status/status-symbol.tsx';
import { coverageWords } from '#server/domain/figure/build-coverage-figure.ts';
import type { CoverageRow, CoverageState } from '#server/domain/plan/coverage.calculations.ts';
import styles from './coverage-grid.module.css';

export { coverageWords };
export type CoverageGridRow = Omit<CoverageRow, 'states'> & { states: readonly CoverageState[] };

export function CoverageMark({ state }: { state: CoverageState }) {
  const { word, mark } = coverageWords[state];
  return (
    <span title={word}>
      {mark ? (
        <StatusSymbol mark={mark} />
      ) : (
        <span className={styles.notDue} aria-hidden="true">
          –
        </span>
      )}
      <VisuallyHidden>
        <Term name={state} />
      </VisuallyHidden>
    </span>
  );
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
  const words = useWords('plan');
  /** How many reporters were due in a round and how many have reported. */
  const sum = (own: readonly CoverageGridRow[], index: number): string => {
    const states = own.map((row) => row.states[index]);
    const whole = states.filter((state) => state !== 'not_due').length;
    const part = states.filter((state) => state === 'reported').length;
    return whole === 0 ? '–' : words('of', { part: String(part), whole: String(whole) });
  };
  const tables = [
    {
      kind: 'state' as const,
      title: words('states'),
      header: words('state'),
      path: (code: string) => `/states/${code.toLowerCase()}`,
    },
    {
      kind: 'body' as const,
      title: words('bodies'),
      header: words('body'),
      path: (code: string) => `/bodies/${encodeURIComponent(code)}`,
    },
  ];
  return (
    <div className={styles.pair}>
      {tables.map(({ kind, title, header, path }) => {
        const own = rows.filter((row) => row.kind === kind);
        if (own.length === 0) return null;
        const columns: Column<CoverageGridRow>[] = [
          {
            key: 'reporter',
            header,
            rowHeader: true,
            footer: words('reported'),
            cell: ({ code, name }) => (
              <Link to={link(path(code))} title={kind === 'body' ? name : undefined}>
                {kind === 'state' ? (
                  <LabelWord list="state" code={code}>
                    {name}
                  </LabelWord>
                ) : (
                  code
                )}
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
  const words = useWords('plan');
  return (
    <ul className={styles.legend} aria-label={words('marks')}>
      {(['reported', 'not_reported', 'not_due'] as const).map((state) => {
        const { mark } = coverageWords[state];
        const word = <Term name={state} />;
        return <li key={state}>{mark ? <StatusWord mark={mark}>{word}</StatusWord> : <>–&ensp;{word}</>}</li>;
      })}
    </ul>
  );
}
