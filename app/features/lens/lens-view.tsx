import { Link } from 'react-router';
import { Section } from '#app/components/layout.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import { NoNumberLegend } from '#app/features/indicator/indicator-list.tsx';
import { countStandings } from '#app/features/participant/standing-counts.ts';
import { sayLens } from '#server/domain/finding/plan-findings.ts';
import { usePublicationLink } from '#app/features/publication/use-publication-link.ts';
import type { LensPage } from '#server/trpc/routers/dashboard-figures.router.ts';
import { chooseFunnelRound, listFunnelLimits, listFunnelSteps } from '#server/domain/finding/funnel-steps.ts';
import { LensActivities } from './lens-activities.tsx';
import { LensFunnel } from './lens-funnel.tsx';
import { LensIndicators } from './lens-indicators.tsx';
import styles from './lens.module.css';

/** The heading of a lens: how its activities stand. */
export const buildLensFinding = ({ lens, activities, statuses }: LensPage): string =>
  sayLens(lens.title, countStandings(activities), statuses);

/** One cross-cutting view of the plan: steps, what limits comparing them, indicators and activities. */
export function LensView(page: LensPage) {
  const { lens, indicators, rounds, publication } = page;
  const link = usePublicationLink();
  const steps = listFunnelSteps(indicators);
  const round = chooseFunnelRound(page, steps);
  const query = `lens=${encodeURIComponent(lens.code)}`;
  return (
    <>
      <PageHeading kicker={lens.title} lead={lens.description}>
        {buildLensFinding(page)}
      </PageHeading>
      {steps.length > 0 && round ? (
        <>
          <LensFunnel steps={steps} rounds={rounds} round={round} publication={publication} />
          <Section id="limits" title="What the steps do not say">
            <ul>
              {listFunnelLimits(steps, round).map((limit) => (
                <li key={limit}>{limit}</li>
              ))}
            </ul>
          </Section>
        </>
      ) : null}
      <LensIndicators {...page} />
      <LensActivities {...page} />
      <NoNumberLegend />
      <nav aria-label="More on this lens">
        <ul className={styles.links}>
          <li>
            <Link to={link(`/plan?${query}`)}>These activities in the plan</Link>
          </li>
          <li>
            <Link to={link(`/indicators?${query}`)}>These indicators in the list</Link>
          </li>
          <li>
            <Link to={link(`/indicators?by=state&${query}`)}>Figures that states have released</Link>
          </li>
          <li>
            <Link to={link(`/data/v1/activities.csv?${query}`)} reloadDocument>
              Activities (CSV)
            </Link>
          </li>
          <li>
            <Link to={link('/data')}>All data</Link>
          </li>
        </ul>
      </nav>
    </>
  );
}
