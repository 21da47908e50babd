import { Link } from 'react-router';
import { Section } from '#app/components/layout.tsx';
import { LinkTabs } from '#app/components/link-tabs.tsx';
import { Notice } from '#app/components/notice.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import { FigureBlock } from '#app/features/figure/figure-block.tsx';
import { NoNumberLegend } from '#app/features/indicator/indicator-list.tsx';
import { useWords } from '#app/features/language/use-words.ts';
import { LibraryList } from '#app/features/library/library-list.tsx';
import { usePublicationLink } from '#app/features/publication/use-publication-link.ts';
import { stepsId } from '#server/domain/figure/build-lens-figures.ts';
import { describeLens } from '#server/domain/finding/plan-findings.ts';
import { countStatuses } from '#server/domain/plan/activity-status.calculations.ts';
import type { LensPage } from '#server/trpc/routers/dashboard-figures.router.ts';
import { LensActivities } from './lens-activities.tsx';
import { LensIndicators } from './lens-indicators.tsx';
import styles from './lens.module.css';

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
  const asked = unknownRound === null ? askedRound : null;
  const steps = figures[stepsId(lens.code, asked)];
  const query = `lens=${encodeURIComponent(lens.code)}`;
  const cooperation = figures[`cooperation.${lens.code}`];
  const moneyFigures = money.flatMap((code) => figures[`${code}.course`] ?? []);
  return (
    <>
      <PageHeading kicker={lens.title} lead={lens.description}>
        {buildLensFinding(page)}
      </PageHeading>
      {unknownRound === null ? null : <Notice plain>{words('unknownRound', { round: unknownRound })}</Notice>}
      {steps ? (
        <div className={styles.steps}>
          <Rounds {...page} asked={asked} />
          <FigureBlock figure={steps} />
        </div>
      ) : null}
      {moneyFigures.length > 0 ? (
        <Section id="money" title={words('money')} lead={words('moneyLead')}>
          <div className={styles.tables}>
            {moneyFigures.map((figure) => (
              <FigureBlock key={figure.definition.id} figure={figure} headingLevel={3} />
            ))}
          </div>
        </Section>
      ) : null}
      {cooperation ? (
        <div className={styles.after}>
          <FigureBlock figure={cooperation} />
        </div>
      ) : null}
      {library.length > 0 ? (
        <Section
          id="library"
          title={words('library')}
          action={<Link to={link(`/library?${query}`)}>{words('wholeLibrary')}</Link>}
        >
          <LibraryList items={library} brief />
        </Section>
      ) : null}
      <LensIndicators {...page} />
      <LensActivities {...page} figure={figures[`${lens.code}.activities`]} />
      <NoNumberLegend />
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
            <Link to={link(`/data/v1/activities.csv?${query}`)} reloadDocument>
              {words('activitiesFile')}
            </Link>
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
