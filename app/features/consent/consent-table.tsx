import { Link } from 'react-router';
import { DataTable } from '#app/components/data-table.tsx';
import { SeriesSwatch } from '#app/components/series-swatch.tsx';
import { VisuallyHidden } from '#app/components/visually-hidden.tsx';
import { type ConsentCell, type ConsentMatrix, releaseWords } from './answers.ts';
import styles from './consent.module.css';

export interface ConsentTableProps {
  matrix: ConsentMatrix;
  /** The kind of reporters in its columns. */
  kind: 'state' | 'body';
  /** Where the form to ask a reporter is. */
  askPath: (reporter: string) => string;
}

/** Reporters by indicators: whether the figures are shown by themselves, in totals only, or not at all. */
export function ConsentTable({ matrix, kind, askPath }: ConsentTableProps) {
  const reporters = matrix.rows.filter((row) => row.kind === kind);
  const isAsked = (code: string) =>
    reporters.some(({ cells }) => cells.some(({ indicator }) => indicator === code));
  const rows = matrix.indicators.filter(({ code }) => isAsked(code));
  return (
    <DataTable
      caption={`What each ${kind === 'state' ? 'state' : 'body'} lets be shown, by indicator`}
      narrow="stack"
      rows={rows}
      rowKey={({ code }) => code}
      empty="No report is accepted yet."
      columns={[
        {
          key: 'indicator',
          header: 'Indicator',
          rowHeader: true,
          minWidth: '12rem',
          cell: ({ code, title }) => `${code} ${title}`,
        },
        ...reporters.map(({ code, name, cells }) => ({
          key: code,
          header:
            cells.length > 0 ? (
              <Link to={askPath(code)}>
                {kind === 'state' ? name : code}
                <VisuallyHidden>: ask for consent</VisuallyHidden>
              </Link>
            ) : kind === 'state' ? (
              name
            ) : (
              code
            ),
          cell: (row: { code: string }) => {
            const cell = cells.find(({ indicator }) => indicator === row.code);
            if (cell) return <CellMark cell={cell} />;
            return <span className={styles.none}>{cells.length === 0 ? 'no report' : '–'}</span>;
          },
        })),
      ]}
    />
  );
}

const fillings = { national: 'full', regional: 'half', withheld: 'empty' } as const;
const shortWords = { national: 'own', regional: 'totals', withheld: 'no' } as const;

/** What the marks mean, beside the tables and on paper. */
export function ConsentKey() {
  return (
    <ul className={styles.key}>
      {(['national', 'regional', 'withheld'] as const).map((release) => (
        <li key={release}>
          <SeriesSwatch filling={fillings[release]} /> {shortWords[release]}: {keyWords[release]}
        </li>
      ))}
    </ul>
  );
}

const keyWords = {
  national: 'its own figures may be shown',
  regional: 'they go into totals only',
  withheld: 'they are not published',
} as const;

/** A cell as a mark with a word; what was asked and answered beneath it. In words for whoever does not see it. */
function CellMark({ cell }: { cell: ConsentCell }) {
  const { release, reported, agreed, askedAt } = cell;
  const since =
    release !== reported
      ? 'said yes'
      : agreed === false
        ? 'said no'
        : askedAt !== null && release !== 'national'
          ? 'asked'
          : null;
  return (
    <>
      <span aria-hidden="true" className={styles.cell}>
        <SeriesSwatch filling={fillings[release]} /> {shortWords[release]}
        {since ? <span className={styles.since}>{since}</span> : null}
      </span>
      <VisuallyHidden>{formatFigureCell(cell)}</VisuallyHidden>
    </>
  );
}

/** "own figures, by an answer", "in totals only, asked". */
export function formatFigureCell({ release, reported, agreed, askedAt }: ConsentCell): string {
  const words = releaseWords[release];
  if (release !== reported) return `${words}, by an answer`;
  if (agreed === false) return `${words}, answered no`;
  return askedAt !== null && release !== 'national' ? `${words}, asked` : words;
}
