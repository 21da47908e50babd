import { Link } from 'react-router';
import { Figure } from '#app/charts/figure.tsx';
import { FunnelPicture } from '#app/charts/funnel-picture.tsx';
import { DataTable } from '#app/components/data-table.tsx';
import { formatNumber, formatPercentage } from '#server/domain/language/number-format.ts';
import { sayCoverage } from '#server/domain/finding/figure-words.ts';
import { PublicationLine } from '#app/features/publication/publication-line.tsx';
import { usePublicationLink } from '#app/features/publication/use-publication-link.ts';
import { NoNumber } from '#app/features/status/no-number.tsx';
import type { LensIndicator, LensPage, PublicRound } from '#server/trpc/routers/dashboard-figures.router.ts';
import { getStepCount, sayFunnel, sayStepUnit } from '#server/domain/finding/funnel-steps.ts';
import styles from './lens.module.css';

interface FunnelProps extends Pick<LensPage, 'rounds' | 'publication'> {
  steps: readonly LensIndicator[];
  round: PublicRound;
}

/** The steps of a lens for one round as bars, and for every round as a table. */
export function LensFunnel({ steps, rounds, round, publication }: FunnelProps) {
  const link = usePublicationLink();
  return (
    <Figure
      id="funnel"
      title={sayFunnel(steps, round)}
      summary="Separate counts on one scale, in the order of the way that a person should go. They do not follow one group of people."
      picture={
        <FunnelPicture
          steps={steps.map((step) => {
            const figure = step.figures.find((candidate) => candidate.round === round.code);
            const count = getStepCount(step, figure);
            return {
              key: step.code,
              label: step.funnel?.label ?? step.title,
              what: (
                <>
                  <Link to={link(`/indicators/${step.code}`)}>{step.code}</Link> {step.title}
                  {step.slice ? (
                    <span className={styles.slice}>{`, only: ${step.slice.categoryName.toLowerCase()}`}</span>
                  ) : null}
                </>
              ),
              value: count === null ? null : Number(count),
              figure:
                count !== null ? (
                  `${formatNumber(count)} ${sayStepUnit(step, count)}`
                ) : figure && figure.state !== 'reported' ? (
                  <NoNumber state={figure.state} withWord />
                ) : (
                  'No figure'
                ),
              detail: sayShare(step, round),
              coverage: figure ? sayCoverage(step.reportedBy, figure) : null,
            };
          })}
        />
      }
      table={<StepTable steps={steps} rounds={rounds} />}
      source="accepted reports, put together by the rule of each indicator"
      publication={<PublicationLine publication={publication} />}
    />
  );
}

/** The percentage of which a step shows the numerator: "53.2% of 1 221". */
function sayShare(step: LensIndicator, round: PublicRound): string | null {
  const figure = step.figures.find((candidate) => candidate.round === round.code);
  if (step.measure !== 'percentage' || !figure?.denominator || figure.value === null) return null;
  const base = step.denominatorLabel ? ` ${step.denominatorLabel.toLowerCase()}` : '';
  return `${formatPercentage(figure.value)} of ${formatNumber(figure.denominator)}${base}`;
}

function StepTable({ steps, rounds }: Pick<FunnelProps, 'steps' | 'rounds'>) {
  return (
    <DataTable
      caption="Steps by round, with the reports in each"
      captionHidden
      dense
      rows={steps}
      rowKey={({ code }) => code}
      columns={[
        {
          key: 'step',
          header: 'Step',
          rowHeader: true,
          minWidth: '9rem',
          cell: ({ funnel, code }) => `${funnel?.label ?? ''} (${code})`,
        },
        ...rounds.map((round) => ({
          key: round.code,
          header: round.code,
          numeric: true,
          cell: (step: LensIndicator) => {
            const figure = step.figures.find((candidate) => candidate.round === round.code);
            const count = getStepCount(step, figure);
            if (count === null)
              return figure && figure.state !== 'reported' ? <NoNumber state={figure.state} /> : null;
            return (
              <>
                {formatNumber(count)}
                <span className={styles.under}>
                  {figure?.contributing} of {figure?.expected}
                </span>
              </>
            );
          },
        })),
      ]}
    />
  );
}
