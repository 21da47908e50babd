import { Link } from 'react-router';
import { DataTable } from '#app/components/data-table.tsx';
import { Section } from '#app/components/layout.tsx';
import type { Comparison } from '#app/contract.ts';
import { useWords } from '#app/features/language/use-words.ts';
import { joinWords, nameRound, upperFirst } from '#server/domain/finding/sentence-parts.ts';
import { formatNumber } from '#server/domain/language/number-format.ts';
import { changeReasonWords } from '#server/domain/receipt/change-words.ts';
import { CompareFigures } from './compare-figures.tsx';
import { CompareActivities, CompareDefinitions } from './compare-plan.tsx';
import styles from './compare.module.css';
import { type AskedComparison, buildComparisonPath } from './read-comparison.ts';

/** What differs between two publications: counted by reason, then activities, definitions, reports and figures. */
export function CompareView({ comparison, asked }: { comparison: Comparison; asked: AskedComparison }) {
  const words = useWords('publication');
  const { from, to, counts, coverage } = comparison;
  const pair = { from: from.number, to: to.number };
  return (
    <>
      <p>{useSummary(comparison, asked.indicator === '')}</p>
      {counts.length > 0 ? (
        <Section id="reasons" title={words('reasonsTitle')}>
          <DataTable
            caption={words('reasonsTitle')}
            captionHidden
            narrow="stack"
            rows={counts}
            rowKey={({ reason }) => reason}
            columns={[
              {
                key: 'reason',
                header: words('reasonColumn'),
                rowHeader: true,
                cell: ({ reason }) => changeReasonWords[reason].title,
              },
              {
                key: 'count',
                header: words('reasonCount'),
                numeric: true,
                cell: ({ count }) => formatNumber(count),
              },
              {
                key: 'indicators',
                header: words('reasonIndicators'),
                numeric: true,
                cell: ({ indicators }) => formatNumber(indicators),
              },
              {
                key: 'meaning',
                header: words('reasonMeaning'),
                cell: ({ reason }) => (
                  <span className={styles.meaning}>{changeReasonWords[reason].meaning}</span>
                ),
              },
            ]}
          />
          <p>
            <Link to={buildComparisonPath(pair, asked, '/publications/compare/changes.csv')} reloadDocument>
              {words('download')}
            </Link>
          </p>
        </Section>
      ) : null}
      {asked.indicator ? null : <CompareActivities comparison={comparison} />}
      <CompareDefinitions comparison={comparison} />
      {coverage.length > 0 ? (
        <Section id="reports" title={words('lateTitle')}>
          <ul>
            {coverage.map(({ reporter, round, reported }) => (
              <li key={`${reporter.code}-${round.code}`}>
                {words(reported ? 'lateIn' : 'lateOut', {
                  reporter: reporter.title,
                  round: nameRound(round.title),
                })}
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
      <CompareFigures comparison={comparison} asked={asked} />
    </>
  );
}

/** The comparison in a sentence. */
function useSummary(
  { counts, statuses, redefined, reworded, ...rest }: Comparison,
  withActivities: boolean,
): string {
  const words = useWords('publication');
  const fresh = counts.find(({ reason }) => reason === 'new_round')?.count ?? 0;
  const old = counts.reduce((sum, { count }) => sum + count, 0) - fresh;
  const planChanges = [
    redefined,
    reworded,
    rest.addedActivities,
    rest.removedActivities,
    rest.addedIndicators,
    rest.removedIndicators,
  ].some((list) => list.length > 0);
  if (fresh + old === 0 && statuses.length === 0 && !planChanges) return words('sumNothing');
  const parts = [
    ...(withActivities ? [words('sumStatuses', { count: statuses.length })] : []),
    ...(fresh > 0 ? [words('sumNew', { count: formatNumber(fresh) })] : []),
    words('sumOld', { count: old === 0 ? 'no' : formatNumber(old) }),
  ];
  return `${upperFirst(joinWords(parts))}.`;
}
