import { Sparkline } from '#app/charts/sparkline.tsx';
import { DataTable } from '#app/components/data-table.tsx';
import { Section } from '#app/components/layout.tsx';
import { FigureValue } from '#app/features/indicator/figure-value.tsx';
import { formatCoverage, formatFigureOrState } from '#server/domain/finding/figure-words.ts';
import { useWords } from '#app/features/language/use-words.ts';
import { IndicatorLink } from '#app/features/indicator/indicator-list.tsx';
import { describeRound } from '#server/domain/finding/round-words.ts';
import type { LensIndicator, LensPage } from '#server/trpc/routers/dashboard-figures.router.ts';
import styles from './lens.module.css';

/** All indicators of a lens by thematic area, each with what the lens shows of it. */
export function LensIndicators({
  indicators,
  areas,
  rounds,
}: Pick<LensPage, 'indicators' | 'areas' | 'rounds'>) {
  const newest = rounds.at(-1);
  const words = useWords('lens');
  if (indicators.length === 0) return null;
  return (
    <Section
      id="indicators"
      title={words('indicatorCount', { count: indicators.length })}
      lead={newest ? words('indicatorLead', { round: describeRound(newest) }) : undefined}
    >
      <div className={styles.tables}>
        {areas.map((area) => {
          const inArea = indicators.filter((indicator) => indicator.area === area.code);
          if (inArea.length === 0) return null;
          return (
            <DataTable
              key={area.code}
              caption={`${area.code} ${area.title}`}
              narrow="stack"
              rows={inArea}
              rowKey={({ code }) => code}
              columns={[
                {
                  key: 'indicator',
                  header: words('indicator'),
                  rowHeader: true,
                  cell: ({ code, title, slice }) => (
                    <>
                      <IndicatorLink code={code} title={title} />
                      {slice ? (
                        <span className={styles.under}>
                          {words('only', { part: slice.categoryName.toLowerCase() })}
                        </span>
                      ) : null}
                    </>
                  ),
                },
                {
                  key: 'figure',
                  header: words('figure'),
                  numeric: true,
                  minWidth: '11rem',
                  cell: (indicator) => (
                    <FigureValue
                      subject={indicator}
                      figure={findNewest(indicator, newest?.code)}
                      withUnit
                      withWord
                    />
                  ),
                },
                {
                  key: 'coverage',
                  header: words('coverage'),
                  minWidth: '12rem',
                  cell: (indicator) => {
                    const figure = findNewest(indicator, newest?.code);
                    return (figure && formatCoverage(indicator.reportedBy, figure)) ?? '–';
                  },
                },
                {
                  key: 'course',
                  header: words('course'),
                  cell: (indicator) => <Course indicator={indicator} rounds={rounds} />,
                },
              ]}
            />
          );
        })}
      </div>
    </Section>
  );
}

const findNewest = (indicator: LensIndicator, round: string | undefined) =>
  indicator.figures.find((figure) => figure.round === round);

function Course({ indicator, rounds }: { indicator: LensIndicator; rounds: LensPage['rounds'] }) {
  const figures = rounds.map(({ code }) => findNewest(indicator, code));
  if (!figures.some(Boolean)) return null;
  const label = figures
    .flatMap((figure) => (figure ? [`${figure.round}: ${formatFigureOrState(indicator, figure)}`] : []))
    .join('; ');
  return (
    <Sparkline
      values={figures.map((figure) =>
        figure?.state === 'reported' && figure.value !== null ? Number(figure.value) : null,
      )}
      label={label}
    />
  );
}
