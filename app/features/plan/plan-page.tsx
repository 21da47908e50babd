import { Link } from 'react-router';
import { StackedBars } from '#app/charts/figure-stacked-bar.tsx';
import { EmptyState } from '#app/components/empty-state.tsx';
import { Section } from '#app/components/layout.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import { PublicationLine } from '#app/features/publication/publication-line.tsx';
import { usePublicationLink } from '#app/features/publication/use-publication-link.ts';
import { ActivityList } from './activity-list.tsx';
import type { PlanAnswer } from './answers.ts';
import { type PlanFilter, withFilter } from './plan-filter.ts';
import { PlanFilterForm } from './plan-filter-form.tsx';
import { sayStanding } from '#server/domain/finding/plan-findings.ts';
import { countOf, nameRound } from '#server/domain/finding/sentence-parts.ts';
import { buildSegments } from '#server/domain/finding/stands.ts';
import planStyles from './plan.module.css';

/** The plan to look through: areas, objectives, activities, narrowed by the address. */
export function PlanPage({ plan, filter }: { plan: PlanAnswer; filter: PlanFilter }) {
  const { publication, statuses, choices, areas, counts, total } = plan;
  const link = usePublicationLink();
  const narrowed = Object.keys(filter).length > 0;
  const objectives = areas.reduce((sum, area) => sum + area.objectives.length, 0);
  const meant = countOf(counts.total, 'activity', 'activities');
  return (
    <>
      <PageHeading
        kicker="The plan"
        lead={counts.total > 0 ? `${sayStanding(counts, statuses)}, ${nameInRound(publication)}.` : undefined}
        meta={<PublicationLine publication={publication} />}
      >
        {narrowed
          ? `${counts.total} of ${countOf(total, 'activity', 'activities')} ${counts.total === 1 ? 'matches' : 'match'}`
          : `${meant} under ${countOf(objectives, 'objective')} in ${countOf(areas.length, 'thematic area')}`}
      </PageHeading>
      <PlanFilterForm choices={choices} statuses={statuses} filter={filter} />
      {counts.total === 0 ? (
        <EmptyState title="No activity matches" action={<Link to={link('/plan')}>Show the whole plan</Link>}>
          <p>Choose fewer conditions, or others.</p>
        </EmptyState>
      ) : (
        <>
          <StackedBars
            rows={[{ key: 'all', label: meant, segments: buildSegments(counts, statuses) }]}
            unit={['activity', 'activities']}
          />
          <p className={planStyles.download}>
            <Link to={link(withFilter('/data/v1/activities.csv', filter))} reloadDocument>
              Download {narrowed ? 'these activities' : 'the plan'} with every round (CSV)
            </Link>
          </p>
          {areas.map((area) => (
            <Section
              key={area.code}
              id={`area-${area.code}`}
              title={
                <>
                  {area.code} {area.title}
                </>
              }
              action={<Link to={link(`/areas/${area.code}`)}>Area {area.code} in detail</Link>}
            >
              {area.objectives.map((objective) => (
                <Section
                  key={objective.code}
                  level={3}
                  id={`objective-${objective.code}`}
                  title={`${objective.code} ${objective.title}`}
                >
                  <ActivityList
                    activities={objective.activities}
                    statuses={statuses}
                    tags={choices.tags}
                    plan={publication.plan}
                    labelledBy={`objective-${objective.code}`}
                  />
                </Section>
              ))}
            </Section>
          ))}
        </>
      )}
    </>
  );
}

const nameInRound = (publication: PlanAnswer['publication']) => `in ${nameRound(publication.round.title)}`;
