import { Link } from 'react-router';
import { DataTable } from '#app/components/data-table.tsx';
import { Section } from '#app/components/layout.tsx';
import type { StateValueList as Answer } from '#app/contract.ts';
import { useLabel, useWords } from '#app/features/language/use-words.ts';
import { buildReceiptPath } from '#server/domain/figure/receipt-path.ts';
import { usePublicationLink } from '#app/features/publication/use-publication-link.ts';
import { FigureValue } from './figure-value.tsx';
import { IndicatorLink } from './indicator-list.tsx';
import styles from './indicator-list.module.css';

type StateValuesProps = Pick<Answer, 'states' | 'indicators'>;

/** States in the order of the alphabet, each with the newest figure of its own that it has released. */
export function StateValueList({ states, indicators }: StateValuesProps) {
  const link = usePublicationLink();
  const words = useWords('indicator');
  const label = useLabel();
  const byCode = new Map(indicators.map((indicator) => [indicator.code, indicator]));
  return (
    <>
      {states.length > 1 ? (
        <nav aria-label={words('statesOnPage')}>
          <ul className={styles.jump}>
            {states.map(({ code, name, values }) => (
              <li key={code}>
                <a href={`#state-${code}`}>{label('state', code, name)}</a>{' '}
                <span className={styles.quiet}>{values.length}</span>
              </li>
            ))}
          </ul>
        </nav>
      ) : null}
      {states.map(({ code, name, values }) => (
        <div key={code} className={styles.state}>
          <Section
            id={`state-${code}`}
            title={<Link to={link(`/states/${code.toLowerCase()}`)}>{label('state', code, name)}</Link>}
          >
            {values.length === 0 ? (
              <p className={styles.quiet}>{words('nothingReleased')}</p>
            ) : (
              <DataTable
                caption={words('newestOf', { state: name })}
                captionHidden
                dense
                rows={values}
                rowKey={({ indicator }) => indicator}
                columns={[
                  {
                    key: 'indicator',
                    header: words('indicator'),
                    rowHeader: true,
                    cell: ({ indicator }) => (
                      <IndicatorLink code={indicator} title={byCode.get(indicator)?.title ?? ''} />
                    ),
                  },
                  {
                    key: 'figure',
                    header: words('figureAndRound'),
                    numeric: true,
                    cell: ({ indicator, figure }) => {
                      const subject = byCode.get(indicator);
                      if (!subject) return null;
                      return (
                        <>
                          <Link
                            to={link(
                              buildReceiptPath({
                                indicator,
                                round: figure.round,
                                scope: code,
                                dimension: null,
                                category: null,
                              }),
                            )}
                          >
                            <FigureValue subject={subject} figure={figure} withUnit withWord />
                          </Link>{' '}
                          <span className={styles.round}>{figure.round}</span>
                        </>
                      );
                    },
                  },
                ]}
              />
            )}
          </Section>
        </div>
      ))}
    </>
  );
}
