import { DataTable } from '#app/components/data-table.tsx';
import type { IndicatorPage } from '#app/contract.ts';
import { useWords } from '#app/features/language/use-words.ts';
import type { RoundFigure } from '#server/domain/finding/public-figure.types.ts';
import { formatAmount, isFlow } from '#server/domain/finding/figure-words.ts';
import { yearOf } from '#server/domain/finding/round-words.ts';
import { addUpYears } from '#server/domain/finding/year-totals.ts';
import { FigureValue } from './figure-value.tsx';
import styles from './indicator.module.css';

/** Baseline and targets by year, each beside what was reached. */
export function TargetTable({
  indicator,
  rounds,
  region,
}: Pick<IndicatorPage, 'indicator' | 'rounds' | 'region'>) {
  const words = useWords('indicator');
  if (indicator.targets.length === 0 && !indicator.baseline) return null;
  const flow = isFlow(indicator.aggregation);
  const sums = new Map(addUpYears(rounds, region).map((sum) => [sum.year, sum]));
  const lastOf = (year: number): RoundFigure | undefined => {
    const code = rounds.findLast((round) => yearOf(round) === year)?.code;
    return region.find((figure) => figure.round === code);
  };
  const reached = (year: number) => {
    if (!flow) return <FigureValue subject={indicator} figure={lastOf(year)} />;
    const sum = sums.get(year);
    if (!sum?.total) return null;
    return (
      <>
        {formatAmount(indicator, sum.total)}
        {sum.complete ? null : (
          <span className={styles.parts}> {words(sum.over ? 'partNotShown' : 'partOfYear')}</span>
        )}
      </>
    );
  };
  const rows = [
    ...(indicator.baseline ? [{ ...indicator.baseline, isBaseline: true }] : []),
    ...indicator.targets.map((target) => ({ ...target, isBaseline: false })),
  ].sort((a, b) => a.year - b.year);
  return (
    <DataTable
      caption={`${words(flow ? 'targetsOfYears' : 'targetsOfEnds')}${indicator.measure === 'percentage' ? '' : ` (${indicator.unit})`}`}
      fit
      dense
      wide
      rows={rows}
      rowKey={({ isBaseline, year }) => `${isBaseline}-${year}`}
      columns={[
        {
          key: 'year',
          header: words('year'),
          rowHeader: true,
          cell: ({ year, isBaseline }) => (isBaseline ? words('baselineYear', { year: String(year) }) : year),
        },
        {
          key: 'value',
          header: words('aim'),
          numeric: true,
          cell: ({ value }) => formatAmount(indicator, value),
        },
        {
          key: 'reached',
          header: words('reported'),
          numeric: true,
          cell: ({ year, isBaseline }) => (isBaseline ? null : reached(year)),
        },
      ]}
    />
  );
}
