import { Link } from 'react-router';
import { Breadcrumbs } from '#app/components/breadcrumbs.tsx';
import { Section } from '#app/components/layout.tsx';
import { LinkTabs } from '#app/components/link-tabs.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import { FigureBlock } from '#app/features/figure/figure-block.tsx';
import { useWords } from '#app/features/language/use-words.ts';
import { PublicationLine } from '#app/features/publication/publication-line.tsx';
import { usePublicationLink } from '#app/features/publication/use-publication-link.ts';
import { describeLate, describePlanStatus } from '#server/domain/finding/plan-findings.ts';
import { nameRound } from '#server/domain/finding/sentence-parts.ts';
import { ActivityList } from './activity-list.tsx';
import type { ObjectiveAnswer } from './answers.ts';
import { LateList } from './late-list.tsx';
import { LinkedIndicators } from './linked-indicators.tsx';
import planStyles from './plan.module.css';
import { formatCount } from '#server/domain/language/format-counts.ts';

/** One objective: what is to be reached, the activities under it in time, and what its indicators say. */
export function ObjectivePage({ answer }: { answer: ObjectiveAnswer }) {
  const { publication, statuses, objective, area, objectives, counts, activities, late, indicators } = answer;
  const words = useWords('plan');
  const link = usePublicationLink();
  return (
    <>
      <Breadcrumbs
        items={[
          { label: words('title'), to: link('/plan') },
          { label: `${area.code} ${area.title}`, to: link(`/areas/${area.code}`) },
        ]}
      />
      <LinkTabs
        even
        label={words('objectives')}
        tabs={objectives.map(({ code, title }) => ({
          to: link(`/objectives/${code}`),
          label: `${code} ${title}`,
          current: code === objective.code,
        }))}
      />
      <PageHeading
        kicker={words('objectiveKicker', { code: objective.code })}
        lead={words('objectiveLead', {
          standing: describePlanStatus(counts, statuses),
          round: nameRound(publication.round.title),
        })}
        meta={<PublicationLine publication={publication} />}
      >
        {objective.title}
      </PageHeading>
      <Section id="activities" title={formatCount(activities.length, 'activities')}>
        <ActivityList
          activities={activities}
          statuses={statuses}
          plan={publication.plan}
          labelledBy="activities"
        />
      </Section>
      {late.length > 0 ? (
        <Section id="late" title={describeLate(late)}>
          <LateList late={late} statuses={statuses} />
        </Section>
      ) : null}
      <div className={planStyles.figure}>
        <FigureBlock figure={answer.figures[`timeline.${objective.code}`]} />
      </div>
      {indicators.length > 0 ? (
        <Section id="indicators" title={words('indicatorsOfObjective', { count: indicators.length })}>
          <LinkedIndicators indicators={indicators} round={publication.round.title} />
        </Section>
      ) : null}
      <p className={planStyles.download}>
        <Link
          to={link(`/data/v1/activities.csv?objective=${encodeURIComponent(objective.code)}`)}
          reloadDocument
        >
          {words('download')}
        </Link>
      </p>
    </>
  );
}
