import { DataTable } from '#app/components/data-table.tsx';
import { EmptyState } from '#app/components/empty-state.tsx';
import { Section } from '#app/components/layout.tsx';
import { VisuallyHidden } from '#app/components/visually-hidden.tsx';
import { FigureValue } from '#app/features/indicator/figure-value.tsx';
import { IndicatorLink } from '#app/features/indicator/indicator-list.tsx';
import { Legend } from '#app/features/status/status-legend.tsx';
import type { ParticipantIndicator, ParticipantPage } from '#server/trpc/routers/dashboard-figures.router.ts';
import styles from './participant.module.css';

type ReleasedProps = Pick<ParticipantPage, 'participant' | 'rounds' | 'indicators'>;

/** The figures that a participant has released, each beside its own past and nobody else's. */
export function ReleasedFigures({ participant, rounds, indicators }: ReleasedProps) {
  const name = participant.kind === 'state' ? participant.name : participant.code;
  const states = new Set(
    indicators.flatMap(({ figures }) =>
      figures.flatMap(({ state }) => (state === 'reported' ? [] : [state])),
    ),
  );
  if (indicators.length === 0) {
    return (
      <Section id="figures" title="No figure of its own released">
        <EmptyState title={`${name} has not released figures of its own`}>
          <p>
            What it reports counts in regional totals where it allows that. Releasing a figure is its own
            choice.
          </p>
        </EmptyState>
      </Section>
    );
  }
  return (
    <Section
      id="figures"
      title={`${indicators.length === 1 ? '1 figure' : `${indicators.length} figures`} of its own released`}
      lead={`Each stands beside the past of ${name} alone. A dash means that nothing was released for that round.`}
    >
      <DataTable
        caption={`Figures released by ${name}, by round`}
        captionHidden
        dense
        narrow="stack"
        rows={indicators}
        rowKey={({ code }) => code}
        columns={[
          {
            key: 'indicator',
            header: 'Indicator',
            rowHeader: true,
            minWidth: '13rem',
            cell: ({ code, title }) => <IndicatorLink code={code} title={title} />,
          },
          {
            key: 'unit',
            header: 'Unit',
            cell: ({ measure, unit }) => (measure === 'choice' ? 'answer' : unit),
          },
          ...rounds.map(({ code }) => ({
            key: code,
            header: code,
            numeric: true,
            minWidth: '6.5rem',
            cell: (indicator: ParticipantIndicator) => {
              const figure = indicator.figures.find(({ round }) => round === code);
              return figure ? (
                <FigureValue subject={indicator} figure={figure} withParts />
              ) : (
                <span className={styles.why} title="Not released">
                  –<VisuallyHidden> not released</VisuallyHidden>
                </span>
              );
            },
          })),
        ]}
      />
      {states.size > 0 ? <Legend noNumbers={[...states]} /> : null}
    </Section>
  );
}
