import { Link } from '#app/features/publication/public-link.tsx';
import { Details, Section } from '#app/components/layout.tsx';
import { LinkTabs } from '#app/components/navigation.tsx';
import { Notice } from '#app/components/notice.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import type { LensIndicator, LensPage } from '#app/contract.ts';
import { FigureBlock, FoldedFigure, Sparkline } from '#app/features/figure/figure-block.tsx';
import {
  FigureValue,
  IndicatorLink,
  NoNumberLegend,
  useCoverage,
} from '#app/features/indicator/indicator-list.tsx';
import { English, LabelWord, useLabel } from '#app/features/language/language-context.tsx';
import { useRoundName, useWords } from '#app/features/language/use-words.ts';
import { usePublicationLink } from '#app/features/publication/link.ts';
import { buildStepsId } from '#server/domain/figure/build-lens-figures.ts';
import { describeLens } from '#server/domain/finding/plan-findings.ts';
import { countStatuses } from '#server/domain/plan/activity-status.calculations.ts';
import { ArrangementLines } from '#app/features/arrangement/arrangement-lines.tsx';
import { CooperationAims } from './cooperation-aims.tsx';
import { Response, Situation } from './situation.tsx';
import styles from './lens.module.css';
import { ActivitiesByStatusBar, planYears } from '#app/features/participant/participant-activities.tsx';
import { ActivityList } from '#app/features/plan/activity-list.tsx';
import type { DrawnFigure } from '#server/domain/figure/figure.types.ts';
import { getNoStatus, noStatus } from '#server/domain/finding/describe-status.ts';
import { DataTable } from '#app/components/data-table.tsx';
import { readStanding } from '#app/features/plan/plan-words.ts';
import { formatLowerFirst } from '#server/domain/finding/sentence-parts.ts';
import { formatFigureOrState } from '#server/domain/finding/figure-words.ts';

/** The heading of a lens: how its activities stand. */
export const buildLensFinding = ({
  lens,
  activities,
  statuses,
}: Pick<LensPage, 'lens' | 'activities' | 'statuses'>): string =>
  describeLens(lens.title, countStatuses(activities), statuses);

export type LensViewProps = LensPage & {
  /** The round that the address names; null: whichever is the newest with figures. */
  askedRound: string | null;
};

/** One cross-cutting view of the plan: steps, money, activities, cooperation, studies and indicators. */
export function LensView({ askedRound, ...page }: LensViewProps) {
  const { lens, figures, library, money, unknownRound } = page;
  const link = usePublicationLink();
  const words = useWords('lens');
  const label = useLabel();
  const asked = unknownRound === null ? askedRound : null;
  const steps = figures[buildStepsId(lens.code, asked)];
  const query = `lens=${encodeURIComponent(lens.code)}`;
  const cooperation = figures[`cooperation.${lens.code}`];
  const moneyFigures = money.flatMap((code) => figures[`${code}.course`] ?? []);
  return (
    <>
      <PageHeading
        kicker={
          <LabelWord list="lens" code={lens.code}>
            {lens.title}
          </LabelWord>
        }
        lead={<English>{lens.description}</English>}
      >
        {words('finding', {
          lens: formatLowerFirst(label('lens', lens.code, lens.title)),
          ...readStanding(countStatuses(page.activities), page.statuses),
        })}
      </PageHeading>
      {unknownRound === null ? null : <Notice plain>{words('unknownRound', { round: unknownRound })}</Notice>}
      <Situation {...page} />
      {steps ? (
        <div className={styles.steps}>
          <Rounds {...page} asked={asked} />
          <FigureBlock figure={steps} />
        </div>
      ) : null}
      {moneyFigures.length > 0 ? (
        <Section id="money" title={words('money')} lead={words('moneyLead')}>
          {moneyFigures.map((figure) => (
            <FoldedFigure key={figure.definition.id} figure={figure} />
          ))}
          <p>
            {words('spending')} <Link to={link('/targets')}>{words('spendingTarget')}</Link>
          </p>
        </Section>
      ) : null}
      <CooperationAims {...page} pairs={cooperation} />
      <ArrangementLines lines={page.arrangements} />
      {library.length > 0 ? (
        <>
          <Response library={library} />
          <p>
            <Link to={link(`/library?${query}`)}>{words('wholeLibrary')}</Link>
          </p>
        </>
      ) : null}
      <LensIndicators {...page} />
      <LensActivities {...page} figure={figures[`${lens.code}.activities`]} />
      <Details summary={words('symbols')}>
        <NoNumberLegend />
      </Details>
      <nav aria-label={words('more')}>
        <ul className={styles.links}>
          <li>
            <Link to={link(`/plan?${query}`)}>{words('inPlan')}</Link>
          </li>
          <li>
            <Link to={link(`/indicators?${query}`)}>{words('inList')}</Link>
          </li>
          <li>
            <Link to={link(`/indicators?by=state&${query}`)}>{words('byState')}</Link>
          </li>
          <li>
            <Link to={link(`/data/v1/activities.csv?${query}`)}>{words('activitiesFile')}</Link>
          </li>
          <li>
            <Link to={link('/data')}>{words('allData')}</Link>
          </li>
        </ul>
      </nav>
    </>
  );
}

/** The same steps in other rounds, each with an address of its own. */
function Rounds({ lens, rounds, asked }: Pick<LensPage, 'lens' | 'rounds'> & { asked: string | null }) {
  const link = usePublicationLink();
  const words = useWords('lens');
  if (rounds.length < 2) return null;
  const path = `/lens/${lens.code}`;
  return (
    <LinkTabs
      label={words('rounds')}
      tabs={[
        { to: link(path), label: words('newest'), current: asked === null },
        ...rounds.map(({ code }) => ({
          to: link(`${path}?round=${encodeURIComponent(code)}`),
          label: code,
          current: asked === code,
        })),
      ]}
    />
  );
}

/** The activities of a lens: the figure by thematic area, then the activities under the status that each has. */
function LensActivities({
  activities,
  statuses,
  publication,
  figure,
}: Pick<LensPage, 'activities' | 'statuses' | 'publication'> & { figure: DrawnFigure | undefined }) {
  const words = useWords('lens');
  if (activities.length === 0) return null;
  const groups = [
    ...statuses.map((word) => ({ ...word, own: activities.filter(({ status }) => status === word.code) })),
    ...Object.values(noStatus).map((none) => ({
      ...none,
      own: activities.filter((stand) => stand.status === null && getNoStatus(stand).code === none.code),
    })),
  ].filter(({ own }) => own.length > 0);
  return (
    <Section
      id="activities"
      title={words('activityCount', { count: countStatuses(activities).total })}
      lead={words('activityLead')}
    >
      <ActivitiesByStatusBar activities={activities} statuses={statuses} name={words('byStatus')} />
      <FoldedFigure figure={figure} name={words('byArea')} />
      <Details summary={words('eachByStatus')} flush>
        {groups.map(({ code, label, own }) => (
          <section key={code} aria-labelledby={`status-${code}`}>
            <h3 id={`status-${code}`} className={styles.group}>
              <LabelWord list="activity_status" code={code}>
                {label}
              </LabelWord>
              {`: ${own.length}`}
            </h3>
            <ActivityList activities={own} statuses={statuses} plan={planYears(publication)} />
          </section>
        ))}
      </Details>
    </Section>
  );
}

/** All indicators of a lens by thematic area, each with what the lens shows of it. */
function LensIndicators({ indicators, areas, rounds }: Pick<LensPage, 'indicators' | 'areas' | 'rounds'>) {
  const newest = rounds.at(-1);
  const words = useWords('lens');
  const nameRound = useRoundName();
  const describeCoverage = useCoverage();
  if (indicators.length === 0) return null;
  return (
    <Section
      id="indicators"
      title={words('indicatorCount', { count: indicators.length })}
      lead={newest ? words('indicatorLead', { round: nameRound(newest) }) : undefined}
    >
      <Details summary={words('eachByArea')} flush>
        {areas.map((area) => {
          const inArea = indicators.filter((indicator) => indicator.area === area.code);
          if (inArea.length === 0) return null;
          return (
            <section key={area.code} aria-labelledby={`indicators-${area.code}`}>
              <h3 id={`indicators-${area.code}`} className={styles.group}>
                <English>{`${area.code} ${area.title}: ${inArea.length}`}</English>
              </h3>
              <DataTable
                caption={<English>{`${area.code} ${area.title}`}</English>}
                captionHidden
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
                            {words.rich('only', {
                              part: <English>{slice.categoryName.toLowerCase()}</English>,
                            })}
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
                      return describeCoverage(indicator.reportedBy, figure) ?? '–';
                    },
                  },
                  {
                    key: 'course',
                    header: words('course'),
                    cell: (indicator) => <Course indicator={indicator} rounds={rounds} />,
                  },
                ]}
              />
            </section>
          );
        })}
      </Details>
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
