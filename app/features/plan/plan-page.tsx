import { Link } from 'react-router';
import { EmptyState } from '#app/components/empty-state.tsx';
import { Section } from '#app/components/layout.tsx';
import { Notice } from '#app/components/notice.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import { FigureBlock } from '#app/features/figure/figure-block.tsx';
import { useWords } from '#app/features/language/use-words.ts';
import { PublicationLine } from '#app/features/publication/publication-line.tsx';
import { usePublicationLink } from '#app/features/publication/use-publication-link.ts';
import {
  describeMatches,
  describePlanSize,
  describePlanStatus,
} from '#server/domain/finding/plan-findings.ts';
import { nameRound } from '#server/domain/finding/sentence-parts.ts';
import { ActivityList } from './activity-list.tsx';
import type { PlanAnswer } from './answers.ts';
import { nameFilter } from './filter-names.ts';
import { ActiveFilters, PlanFilterForm } from './plan-filter-form.tsx';
import { type PlanFilter, withFilter } from './plan-filter.ts';
import planStyles from './plan.module.css';

/** The plan to look through: areas, objectives, activities, narrowed by the address. */
export function PlanPage({ plan, filter }: { plan: PlanAnswer; filter: PlanFilter }) {
  const { publication, statuses, areas, counts, total, round, figures } = plan;
  const words = useWords('plan');
  const link = usePublicationLink();
  const { round: _seen, ...narrowing } = filter;
  const narrowed = Object.keys(narrowing).length > 0;
  const [timeline] = Object.values(figures);
  const objectives = areas.reduce((sum, area) => sum + area.objectives.length, 0);
  return (
    <>
      <PageHeading
        kicker={words('kicker')}
        lead={
          counts.total > 0
            ? words('lead', { standing: describePlanStatus(counts, statuses), round: nameRound(round.title) })
            : undefined
        }
        meta={<PublicationLine publication={publication} />}
      >
        {narrowed || counts.total === 0
          ? describeMatches(counts.total, total)
          : describePlanSize(counts.total, objectives, areas.length)}
      </PageHeading>
      <PlanFilterForm plan={plan} filter={filter} />
      <ActiveFilters plan={plan} filter={filter} />
      {round.code === publication.round.code ? null : (
        <Notice
          title={words('earlier', {
            round: nameRound(round.title),
            newest: nameRound(publication.round.title),
          })}
        >
          <Link to={link(withFilter('/plan', narrowing))}>{words('earlierBack')}</Link>
        </Notice>
      )}
      {counts.total === 0 ? (
        <NoMatch plan={plan} />
      ) : (
        <>
          <ul className={planStyles.ways}>
            {timeline ? (
              <li>
                <a href={`#${timeline.definition.id}`}>{words('timeline')}</a>
              </li>
            ) : null}
            <li>
              <Link to={link(withFilter('/data/v1/activities.csv', filter))} reloadDocument>
                {words(narrowed || filter.round ? 'download' : 'downloadAll')}
              </Link>
            </li>
          </ul>
          {areas.map((area) => (
            <Section
              key={area.code}
              id={`area-${area.code}`}
              title={
                <>
                  {area.code} {area.title}
                </>
              }
              action={
                <Link to={link(`/areas/${area.code}`)}>{words('areaInDetail', { code: area.code })}</Link>
              }
            >
              {area.objectives.map((objective) => (
                <Section
                  key={objective.code}
                  level={3}
                  id={`objective-${objective.code}`}
                  title={`${objective.code} ${objective.title}`}
                  action={
                    <Link to={link(`/objectives/${objective.code}`)}>
                      {words('objectiveInDetail', { code: objective.code })}
                    </Link>
                  }
                >
                  <ActivityList
                    activities={objective.activities}
                    statuses={statuses}
                    tags={plan.choices.tags}
                    plan={publication.plan}
                    labelledBy={`objective-${objective.code}`}
                  />
                </Section>
              ))}
            </Section>
          ))}
          <div className={planStyles.figure}>
            <FigureBlock figure={timeline} />
          </div>
        </>
      )}
    </>
  );
}

/** Says whether a condition is not known here, or whether nothing has all of them. */
function NoMatch({ plan: { unknown, publication } }: { plan: PlanAnswer }) {
  const words = useWords('plan');
  const link = usePublicationLink();
  return (
    <EmptyState title={words('noMatch')} action={<Link to={link('/plan')}>{words('removeAll')}</Link>}>
      {unknown.map(({ name, code }) => (
        <p key={name}>
          {words('unknown', {
            publication: String(publication.number),
            code,
            name: nameFilter(name, words),
          })}
        </p>
      ))}
      <p>{words(unknown.length > 0 ? 'unknownHelp' : 'noMatchHelp')}</p>
    </EmptyState>
  );
}
