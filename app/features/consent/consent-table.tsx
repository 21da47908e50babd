import { Link } from 'react-router';
import { DataTable } from '#app/components/data-table.tsx';
import { VisuallyHidden } from '#app/components/visually-hidden.tsx';
import { type ConsentCell, type ConsentMatrix, releaseWords } from './answers.ts';

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
            return cell ? sayCell(cell) : cells.length === 0 ? 'no report' : '–';
          },
        })),
      ]}
    />
  );
}

/** "own figures, by an answer", "in totals only, asked". */
export function sayCell({ release, reported, agreed, askedAt }: ConsentCell): string {
  const words = releaseWords[release];
  if (release !== reported) return `${words}, by an answer`;
  if (agreed === false) return `${words}, answered no`;
  return askedAt !== null && release !== 'national' ? `${words}, asked` : words;
}
