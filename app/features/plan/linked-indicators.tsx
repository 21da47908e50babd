import { Link } from 'react-router';
import { DataTable } from '#app/components/data-table.tsx';
import { formatFigure } from '#server/domain/finding/figure-words.ts';
import { useWords } from '#app/features/language/use-words.ts';
import { usePublicationLink } from '#app/features/publication/use-publication-link.ts';
import { NoNumber } from '#app/features/status/no-number.tsx';
import type { LinkedIndicator } from './answers.ts';
import { nameRound } from '#server/domain/finding/sentence-parts.ts';

/** Indicators with their regional figure of the newest round. */
export function LinkedIndicators({
  indicators,
  round,
}: {
  indicators: readonly LinkedIndicator[];
  round: string;
}) {
  const link = usePublicationLink();
  const words = useWords('plan');
  return (
    <DataTable
      caption={words('indicatorCaption', { round: nameRound(round) })}
      rows={indicators}
      rowKey={({ code }) => code}
      narrow="stack"
      columns={[
        {
          key: 'indicator',
          header: words('indicator'),
          rowHeader: true,
          cell: ({ code, title }) => (
            <Link to={link(`/indicators/${code}`)}>
              {code} {title}
            </Link>
          ),
        },
        {
          key: 'figure',
          header: words('indicatorFigure'),
          numeric: true,
          cell: (row) => <RegionalFigure indicator={row} />,
        },
        {
          key: 'coverage',
          header: words('indicatorReporting'),
          numeric: true,
          cell: ({ contributing, expected }) =>
            contributing === null || expected === null
              ? ''
              : words('of', { part: String(contributing), whole: String(expected) }),
        },
      ]}
    />
  );
}

function RegionalFigure({ indicator }: { indicator: LinkedIndicator }) {
  const { state, value, measure, contributing } = indicator;
  if (state !== 'reported') return <NoNumber state={state} withWord />;
  return formatFigure(indicator, {
    value,
    numerator: null,
    denominator: value === null ? '0' : null,
    distribution: measure === 'choice' ? {} : null,
    choice: null,
    contributing,
  });
}
