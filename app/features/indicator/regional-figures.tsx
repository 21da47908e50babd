import { lazy } from 'react';
import { Figure } from '#app/charts/figure.tsx';
import { TrajectoryPicture } from '#app/charts/trajectory-picture.tsx';
import { type Column, DataTable } from '#app/components/data-table.tsx';
import { PublicationLine } from '#app/features/publication/publication-line.tsx';
import { usePublicationLink } from '#app/features/publication/use-publication-link.ts';
import type { IndicatorPage, RoundFigure } from '#server/trpc/routers/dashboard-figures.router.ts';
import { FigureValue } from './figure-value.tsx';
import { formatAmount, isFlow, sayCoverage, sayReporters } from '#server/domain/finding/figure-words.ts';
import styles from './indicator.module.css';
import { yearOf } from '#server/domain/finding/round-words.ts';
import { buildTrajectoryInput, describeTrajectory, sayCourse, sayTrajectory } from './trajectory-input.ts';
import { addUpYears } from '#server/domain/finding/year-totals.ts';

// The chart library weighs as much as the rest of the page: it comes only when a reader asks for the chart.
const TrajectoryChart = lazy(() => import('#app/charts/trajectory-chart.tsx'));

type Page = Pick<IndicatorPage, 'indicator' | 'rounds' | 'region' | 'publication'>;

/** The regional figure over the rounds against its targets: picture, table and, when asked for, the chart. */
export function RegionalFigures({ indicator, rounds, region, publication }: Page) {
  const link = usePublicationLink();
  const input = buildTrajectoryInput(indicator, rounds, region);
  const label = describeTrajectory(indicator, rounds, region);
  const flow = isFlow(indicator.aggregation);
  const words = {
    seriesLabel: flow ? 'Figure of the round' : 'Regional figure',
    targetLabel: flow ? 'Target for the whole year' : 'Target for the end of the year',
  };
  const newest = region.at(-1);
  return (
    <Figure
      id="course"
      title={sayCourse(indicator, rounds, region)}
      summary={
        flow && indicator.targets.length > 0
          ? 'Bars of one year stand on each other, so that their top can be held against the target of that year.'
          : undefined
      }
      picture={
        <TrajectoryPicture
          input={input}
          label={label}
          unit={indicator.measure === 'percentage' ? '%' : indicator.unit}
          {...words}
        />
      }
      chartHeight={340}
      table={<RoundTable indicator={indicator} rounds={rounds} region={region} />}
      source={
        indicator.reportedBy === 'register'
          ? 'the tracker’s own records of activities and reports'
          : 'accepted reports, put together by the rule of the indicator'
      }
      coverage={newest ? (sayCoverage(indicator.reportedBy, newest) ?? undefined) : undefined}
      publication={<PublicationLine publication={publication} />}
      downloadHref={link(`/indicators/${indicator.code}/values.csv`)}
    >
      <TrajectoryChart input={input} label={label} say={sayTrajectory(indicator, region)} {...words} />
    </Figure>
  );
}

function RoundTable({ indicator, rounds, region }: Omit<Page, 'publication'>) {
  const byRound = new Map(region.map((figure) => [figure.round, figure]));
  const hasParts = indicator.measure === 'percentage';
  const hasNotes = region.some(({ note }) => note);
  const hasCoverage = region.some((figure) => sayCoverage(indicator.reportedBy, figure));
  const part = (key: 'numerator' | 'denominator', header: string): Column<Page['rounds'][number]> => ({
    key,
    header,
    numeric: true,
    cell: ({ code }) => {
      const amount = byRound.get(code)?.[key];
      return amount == null ? null : formatAmount({ measure: 'count', unit: '' }, amount);
    },
  });
  const columns: Column<Page['rounds'][number]>[] = [
    { key: 'round', header: 'Round', rowHeader: true, nowrap: true, cell: ({ title }) => title },
    {
      key: 'figure',
      header: indicator.measure === 'percentage' ? 'Percentage' : capitalise(indicator.unit),
      numeric: true,
      cell: ({ code }) => <FigureValue subject={indicator} figure={byRound.get(code)} />,
    },
    ...(hasParts
      ? [
          part('numerator', indicator.numeratorLabel ?? 'Counted'),
          part('denominator', indicator.denominatorLabel ?? 'Of'),
        ]
      : []),
    ...(hasCoverage
      ? [
          {
            key: 'coverage',
            header: sayReporters(indicator.reportedBy),
            nowrap: true,
            cell: ({ code }: Page['rounds'][number]) => {
              const figure = byRound.get(code);
              return figure ? `${figure.contributing} of ${figure.expected}` : null;
            },
          },
        ]
      : []),
    ...(hasNotes
      ? [
          {
            key: 'note',
            header: 'Note',
            minWidth: '16rem',
            cell: ({ code }: Page['rounds'][number]) => byRound.get(code)?.note,
          },
        ]
      : []),
  ];
  return (
    <DataTable
      caption={`Regional figure by round: ${indicator.title}`}
      captionHidden
      fit
      rows={rounds}
      rowKey={({ code }) => code}
      columns={columns}
    />
  );
}

const capitalise = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** Baseline and targets by year, each beside what was reached. */
export function TargetTable({ indicator, rounds, region }: Omit<Page, 'publication'>) {
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
          <span className={styles.parts}> {sum.over ? 'part not shown' : 'part of the year'}</span>
        )}
      </>
    );
  };
  const rows = [
    ...(indicator.baseline ? [{ ...indicator.baseline, kind: 'Baseline' }] : []),
    ...indicator.targets.map((target) => ({ ...target, kind: 'Target' })),
  ].sort((a, b) => a.year - b.year);
  return (
    <DataTable
      caption={`Targets are for ${flow ? 'the whole calendar year' : 'the end of the year'}${indicator.measure === 'percentage' ? '' : `, in ${indicator.unit}`}`}
      fit
      dense
      wide
      rows={rows}
      rowKey={({ kind, year }) => `${kind}-${year}`}
      columns={[
        {
          key: 'year',
          header: 'Year',
          rowHeader: true,
          cell: ({ year, kind }) => (kind === 'Baseline' ? `${year}, baseline` : year),
        },
        { key: 'value', header: 'Aim', numeric: true, cell: ({ value }) => formatAmount(indicator, value) },
        {
          key: 'reached',
          header: 'Reported',
          numeric: true,
          cell: ({ year, kind }) => (kind === 'Baseline' ? null : reached(year)),
        },
      ]}
    />
  );
}
