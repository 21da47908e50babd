import { Link } from 'react-router';
import { Breadcrumbs } from '#app/components/breadcrumbs.tsx';
import { Section } from '#app/components/layout.tsx';
import { LinkTabs } from '#app/components/link-tabs.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import { usePublicationLink } from '#app/features/publication/use-publication-link.ts';
import { ActivityList } from './activity-list.tsx';
import type { AreaAnswer } from './answers.ts';
import styles from './area-page.module.css';
import { LinkedIndicators } from './linked-indicators.tsx';
import { sayOverRounds, sayStanding } from '#server/domain/finding/plan-findings.ts';
import { countOf, nameRound, upperFirst } from '#server/domain/finding/sentence-parts.ts';
import { describeStand } from '#server/domain/finding/stands.ts';
import { StatusByRound } from './status-figures.tsx';
import planStyles from './plan.module.css';

/** One thematic area: its activities, what makes some of them late, its course over the rounds, its indicators. */
export function AreaPage({ answer }: { answer: AreaAnswer }) {
  const { publication, statuses, area, areas, counts, rounds, objectives, indicators } = answer;
  const link = usePublicationLink();
  return (
    <>
      <Breadcrumbs items={[{ label: 'Plan', to: link('/plan') }]} />
      <LinkTabs
        label="Thematic areas"
        tabs={areas.map(({ code, title }) => ({
          to: link(`/areas/${code}`),
          label: `${code} ${title}`,
          current: code === area.code,
        }))}
      />
      <PageHeading
        kicker={`${area.code} ${area.title}`}
        lead={`As reported for ${nameRound(publication.round.title)}, under ${countOf(objectives.length, 'objective')}.`}
      >
        {sayStanding(counts, statuses)}
      </PageHeading>
      {objectives.map((objective) => (
        <Section
          key={objective.code}
          level={2}
          id={`objective-${objective.code}`}
          title={`${objective.code} ${objective.title}`}
        >
          <ActivityList
            activities={objective.activities}
            statuses={statuses}
            plan={publication.plan}
            labelledBy={`objective-${objective.code}`}
          />
        </Section>
      ))}
      <p className={planStyles.download}>
        <Link to={link(`/data/v1/activities.csv?area=${encodeURIComponent(area.code)}`)} reloadDocument>
          Download these activities with every round (CSV)
        </Link>
      </p>
      <WhyLate answer={answer} />
      <StatusByRound
        title={upperFirst(sayOverRounds(rounds, statuses))}
        rounds={rounds}
        statuses={statuses}
        publication={publication}
        coverage={`${countOf(counts.total, 'activity', 'activities')} of this area`}
        downloadHref={link(`/data/v1/status-by-round.csv?area=${encodeURIComponent(area.code)}`)}
      />
      {indicators.length > 0 ? (
        <Section
          id="indicators"
          title={`${countOf(indicators.length, 'published indicator')} ${indicators.length === 1 ? 'measures' : 'measure'} this area`}
        >
          <LinkedIndicators indicators={indicators} round={publication.round.title} />
        </Section>
      ) : null}
    </>
  );
}

/** What lead bodies have released about their late activities, and which of them have released nothing. */
function WhyLate({ answer }: { answer: AreaAnswer }) {
  const { statuses, objectives, challenges } = answer;
  const link = usePublicationLink();
  const late = objectives
    .flatMap(({ activities }) => activities)
    .filter((activity) => describeStand(activity, statuses).isLate);
  if (late.length === 0) return null;
  const said = late.filter(({ code }) => challenges[code]);
  const silent = late.filter(({ code }) => !challenges[code]);
  const linkTo = (activity: (typeof late)[number]) => (
    <Link to={link(`/activities/${activity.code}`)}>
      {activity.code} {activity.title}
    </Link>
  );
  return (
    <Section id="late" title={`Why ${countOf(late.length, 'activity is', 'activities are')} late`}>
      {said.length > 0 ? (
        <dl className={styles.reasons}>
          {said.map((activity) => (
            <div key={activity.code} className={styles.reason}>
              <dt>
                {linkTo(activity)} <span className={styles.who}>{activity.lead}</span>
              </dt>
              <dd>{challenges[activity.code]}</dd>
            </div>
          ))}
        </dl>
      ) : null}
      {silent.length > 0 ? (
        <p>
          The lead body has released no words on{' '}
          {silent.map((activity, index) => (
            <span key={activity.code}>
              {index > 0 ? (index === silent.length - 1 ? ' and ' : ', ') : ''}
              {linkTo(activity)}
            </span>
          ))}
          .
        </p>
      ) : null}
    </Section>
  );
}
