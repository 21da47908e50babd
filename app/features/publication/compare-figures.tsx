import { Link } from 'react-router';
import { DataTable } from '#app/components/data-table.tsx';
import { Details, Section } from '#app/components/layout.tsx';
import type { Comparison } from '#app/contract.ts';
import { useWords } from '#app/features/language/use-words.ts';
import { NoNumber } from '#app/features/status/status-symbol.tsx';
import type { FigureDifference } from '#server/domain/receipt/figure-differences.calculations.ts';
import { buildReceiptPath } from '#server/domain/figure/receipt-path.ts';
import { formatFigure } from '#server/domain/finding/figure-words.ts';
import {
  changeReasons,
  changeReasonWords,
  describeReasons,
} from '#server/domain/receipt/change-reasons.rules.ts';
import { withPublication } from './link.ts';
import { type AskedComparison, buildComparisonPath } from './read-comparison.ts';

/** Longer groups are folded, so that a new round does not bury what was put right. */
const openUpTo = 20;

/** Figures that differ, a group for each reason: what is of new rounds comes last, since it is no surprise. */
export function CompareFigures({ comparison, asked }: { comparison: Comparison; asked: AskedComparison }) {
  const words = useWords('publication');
  const { from, to, figures, details } = comparison;
  if (figures.length === 0 && details.length === 0) return null;
  const groups = [...changeReasons.filter((reason) => reason !== 'new_round'), 'new_round' as const]
    .map((reason) => ({ reason, rows: figures.filter(({ reasons }) => reasons[0] === reason) }))
    .filter(({ rows }) => rows.length > 0);
  return (
    <Section
      id="figures"
      title={words('figuresTitle')}
      lead={words(asked.indicator ? 'figuresLeadOne' : 'figuresLead')}
    >
      {groups.map(({ reason, rows }) => {
        const table = (
          <FigureTable
            caption={changeReasonWords[reason].title}
            rows={rows}
            from={from.number}
            to={to.number}
          />
        );
        return (
          <Section
            key={reason}
            level={3}
            id={reason.replace('_', '-')}
            title={changeReasonWords[reason].title}
            lead={changeReasonWords[reason].meaning}
          >
            {rows.length > openUpTo ? (
              <Details summary={words('showRows', { count: rows.length })} flush>
                {table}
              </Details>
            ) : (
              table
            )}
          </Section>
        );
      })}
      {details.length > 0 ? (
        <Section level={3} id="details" title={words('detailsTitle')}>
          <ul>
            {details.map(({ code, title, count }) => (
              <li key={code}>
                <Link
                  to={buildComparisonPath(
                    { from: from.number, to: to.number },
                    { area: asked.area, indicator: code },
                  )}
                >
                  {code} {title}
                </Link>
                : {words('detailsLine', { count })}
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
    </Section>
  );
}

interface FigureTableProps {
  caption: string;
  rows: readonly FigureDifference[];
  from: number;
  to: number;
}

function FigureTable({ caption, rows, from, to }: FigureTableProps) {
  const words = useWords('publication');
  const nameScope = ({ reporter, dimensionName, categoryName }: FigureDifference) =>
    [reporter?.name, dimensionName ? `${dimensionName.toLowerCase()}: ${categoryName}` : null]
      .filter(Boolean)
      .join(', ');
  return (
    <DataTable
      caption={caption}
      captionHidden
      narrow="stack"
      rows={rows}
      rowKey={(row) => [row.indicator, row.round, row.reporter?.code, row.dimension, row.category].join('/')}
      columns={[
        {
          key: 'figure',
          header: words('figureColumn'),
          rowHeader: true,
          cell: (row) => (
            <>
              {row.indicator} {row.title}
              {nameScope(row) ? ` (${nameScope(row)})` : null}
            </>
          ),
        },
        { key: 'round', header: words('roundColumn'), nowrap: true, cell: ({ round }) => round },
        {
          key: 'was',
          nowrap: true,
          header: words('wasColumn', { number: String(from) }),
          cell: (row) => <Said row={row} side="was" number={from} />,
        },
        {
          key: 'now',
          nowrap: true,
          header: words('wasColumn', { number: String(to) }),
          cell: (row) => <Said row={row} side="now" number={to} />,
        },
        { key: 'why', header: words('whyColumn'), cell: ({ reasons }) => describeReasons(reasons) },
      ]}
    />
  );
}

/** What a publication says in the place, with a link to its receipt. */
function Said({ row, side, number }: { row: FigureDifference; side: 'was' | 'now'; number: number }) {
  const words = useWords('publication');
  const figure = row[side];
  if (!figure) return <>{words('nothing')}</>;
  const path = buildReceiptPath({ ...row, scope: row.reporter?.code ?? 'region' });
  return (
    <Link to={withPublication(path, number)}>
      {figure.state === 'reported' ? formatFigure(row, figure) : <NoNumber state={figure.state} withWord />}
    </Link>
  );
}
