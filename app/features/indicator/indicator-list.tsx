import { findRange } from '#server/domain/value/count-range.ts';
import { getAnswerKind } from '#server/domain/value/measures.ts';
import { Link } from '#app/features/publication/public-link.tsx';
import { Sparkline } from '#app/features/figure/figure-block.tsx';
import { FigureText } from '#app/features/figure/figure-text.tsx';
import { DataTable } from '#app/components/data-table.tsx';
import { Section } from '#app/components/layout.tsx';
import type { ListedIndicator } from '#app/contract.ts';
import { English } from '#app/features/language/language-context.tsx';
import { useRoundName, useWords } from '#app/features/language/use-words.ts';
import { usePublicationLink } from '#app/features/publication/link.ts';
import { Legend } from '#app/features/status/status-legend.tsx';
import type { PublicRound, ReportedBy, RoundFigure } from '#server/domain/finding/public-figure.types.ts';
import { formatNumber } from '#server/domain/language/number-format.ts';
import {
  type FigureSubject,
  formatAmount,
  formatFigure,
  formatFigureOrState,
} from '#server/domain/finding/figure-words.ts';
import { buildReceiptPath } from '#server/domain/figure/receipt-path.ts';
import styles from './indicator-list.module.css';
import { NoNumber } from '#app/features/status/status-symbol.tsx';
import indicatorStyles from './indicator.module.css';

/** The link to an indicator: code, then name. */
export function IndicatorLink({ code, title }: { code: string; title: string }) {
  const link = usePublicationLink();
  return (
    <Link to={link(`/indicators/${code}`)}>
      <span className={styles.code}>{code}</span> <English>{title}</English>
    </Link>
  );
}

interface IndicatorRowsProps {
  indicators: readonly ListedIndicator[];
  /** Those up to the round that is shown, which is the last. */
  rounds: readonly PublicRound[];
}

/** The figure of the round that is shown, each the way to its receipt; before it what was last reported. */
function Newest({ indicator, rounds }: { indicator: ListedIndicator; rounds: readonly PublicRound[] }) {
  const link = usePublicationLink();
  const nameRound = useRoundName();
  const words = useWords('indicator');
  const round = rounds.at(-1);
  const figure = indicator.figures.find((candidate) => candidate.round === round?.code);
  const receipt =
    round &&
    link(
      buildReceiptPath({
        indicator: indicator.code,
        round: round.code,
        scope: 'region',
        dimension: null,
        category: null,
      }),
    );
  if (figure?.state === 'reported' && receipt) {
    return (
      <Link to={receipt}>
        <FigureValue subject={indicator} figure={figure} withUnit />
      </Link>
    );
  }
  const known = rounds.map(({ code }) => code);
  const last = indicator.figures.findLast(
    (candidate) => candidate.state === 'reported' && known.includes(candidate.round),
  );
  const when = rounds.find(({ code }) => code === last?.round);
  return (
    <>
      {figure && receipt ? (
        <Link to={receipt}>
          <FigureValue subject={indicator} figure={figure} withWord />
        </Link>
      ) : (
        <span className={styles.quiet}>
          {words(getAnswerKind(indicator.measure) === 'text' ? 'inWords' : 'noFigure')}
        </span>
      )}
      {last && when ? (
        <span className={styles.before}>
          {words.rich('before', {
            figure: <English>{formatFigure(indicator, last)}</English>,
            round: nameRound(when),
          })}
        </span>
      ) : null}
    </>
  );
}

function Course({ indicator, rounds }: { indicator: ListedIndicator; rounds: readonly PublicRound[] }) {
  const byRound = new Map(indicator.figures.map((figure) => [figure.round, figure]));
  if (indicator.figures.length === 0) return null;
  const values = rounds.map(({ code }) => {
    const figure = byRound.get(code);
    return figure?.state === 'reported' && figure.value !== null ? Number(figure.value) : null;
  });
  const label = rounds
    .flatMap(({ code }) => {
      const figure = byRound.get(code);
      return figure ? `${code}: ${formatFigureOrState(indicator, figure)}` : [];
    })
    .join('; ');
  return <Sparkline values={values} label={label} />;
}

/** How many have reported, in the language of the page: "9 of 11 states reporting". */
export function useCoverage(): (
  reportedBy: ReportedBy,
  figure: Pick<RoundFigure, 'contributing' | 'expected'> | undefined,
) => string | null {
  const words = useWords('indicator');
  return (reportedBy, figure) => {
    // Nobody reports what the tracker works out itself.
    if (!figure || reportedBy === 'register' || !figure.expected || figure.contributing === null) return null;
    return words(`reporting_${reportedBy}`, {
      part: formatNumber(figure.contributing),
      whole: figure.expected,
    });
  };
}

function IndicatorTable({ caption, indicators, rounds }: IndicatorRowsProps & { caption: string }) {
  const words = useWords('indicator');
  const describeCoverage = useCoverage();
  const round = rounds.at(-1);
  return (
    <DataTable
      caption={caption}
      captionHidden
      narrow="stack"
      rows={indicators}
      rowKey={({ code }) => code}
      columns={[
        {
          key: 'indicator',
          header: words('indicator'),
          rowHeader: true,
          cell: ({ code, title }) => <IndicatorLink code={code} title={title} />,
        },
        {
          key: 'figure',
          header: words('figure'),
          numeric: true,
          minWidth: '11rem',
          cell: (indicator) => <Newest indicator={indicator} rounds={rounds} />,
        },
        {
          key: 'coverage',
          header: words('coverage'),
          minWidth: '12rem',
          cell: (indicator) => {
            const figure = indicator.figures.find((candidate) => candidate.round === round?.code);
            return describeCoverage(indicator.reportedBy, figure) ?? <span className={styles.quiet}>–</span>;
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
}

/** Indicators by thematic area, each with its regional figure, who is in it and its course up to there. */
export function IndicatorList({
  areas,
  indicators,
  rounds,
}: IndicatorRowsProps & { areas: readonly { code: string; title: string }[] }) {
  const link = usePublicationLink();
  const words = useWords('indicator');
  return (
    <>
      {areas.map((area) => {
        const inArea = indicators.filter((indicator) => indicator.area === area.code);
        if (inArea.length === 0) return null;
        return (
          <Section
            key={area.code}
            id={`area-${area.code}`}
            title={
              <Link to={link(`/areas/${area.code}`)}>
                {area.code} <English>{area.title}</English>
              </Link>
            }
          >
            <IndicatorTable
              caption={words('inArea', { area: area.code })}
              indicators={inArea}
              rounds={rounds}
            />
          </Section>
        );
      })}
    </>
  );
}

/** At the foot of a page of figures: what the marks in place of numbers say. */
export function NoNumberLegend() {
  return (
    <div className={styles.legend}>
      <Legend noNumbers="all" detailed />
    </div>
  );
}

interface FigureValueProps {
  subject: FigureSubject;
  /** Nothing: the publication holds no such figure. */
  figure: RoundFigure | undefined;
  /** Writes the unit after the number; without it only what a column headed by the unit needs. */
  withUnit?: boolean | undefined;
  /** Writes the parts of a percentage under it. */
  withParts?: boolean | undefined;
  /** Writes the word beside the mark where there is no number. */
  withWord?: boolean | undefined;
}

/** One public figure in a cell or a line: the number, zero included, or the mark that says why there is none. */
export function FigureValue({ subject, figure, withUnit, withParts, withWord }: FigureValueProps) {
  if (!figure) return null;
  if (figure.state !== 'reported') {
    return <NoNumber state={figure.state} range={findRange(figure)} withWord={withWord} />;
  }
  if (figure.choice !== null) return <FigureText>{formatFigure(subject, figure)}</FigureText>;
  const hasParts = withParts && figure.numerator !== null && figure.denominator !== null;
  const number =
    figure.value === null ? (
      <span className={indicatorStyles.parts}>
        <FigureText>no percentage</FigureText>
      </span>
    ) : (
      <data value={figure.value}>
        <FigureText>
          {withUnit ? formatFigure(subject, figure) : formatAmount(subject, figure.value)}
        </FigureText>
      </data>
    );
  if (!hasParts) return number;
  return (
    <>
      {number}
      <span className={indicatorStyles.parts}>
        {' '}
        <FigureText>
          {`${formatNumber(figure.numerator ?? '')} of ${formatNumber(figure.denominator ?? '')}`}
        </FigureText>
      </span>
    </>
  );
}
