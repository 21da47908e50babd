import { Link } from 'react-router';
import { Breadcrumbs } from '#app/components/breadcrumbs.tsx';
import { Section, Split } from '#app/components/layout.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import { YearLine } from '#app/components/year-line.tsx';
import { PublicationLine } from '#app/features/publication/publication-line.tsx';
import { usePublicationLink } from '#app/features/publication/use-publication-link.ts';
import { ActivityCourse } from './activity-course.tsx';
import { sayCourse } from '#server/domain/finding/say-course.ts';
import { ActivityFacts } from './activity-facts.tsx';
import styles from './activity-page.module.css';
import { ActivityNarratives } from './activity-narratives.tsx';
import type { ActivityAnswer } from './answers.ts';
import { LinkedIndicators } from './linked-indicators.tsx';
import { nameRound } from '#server/domain/finding/sentence-parts.ts';
import { describeStand } from '#server/domain/finding/stands.ts';

/** One activity: what it is, who does it, how it went, in the reporters' own released words. */
export function ActivityPage({ answer }: { answer: ActivityAnswer }) {
  const { publication, statuses, activity, area, objective, rounds, narratives, indicators } = answer;
  const link = usePublicationLink();
  const newest = rounds.at(-1);
  const stand = newest ? describeStand(newest, statuses) : null;
  const said = newest
    ? narratives.find(({ round, reporter }) => round === newest.code && reporter === answer.lead)
    : undefined;
  return (
    <>
      <Breadcrumbs
        items={[
          { label: 'Plan', to: link('/plan') },
          { label: `${area.code} ${area.title}`, to: link(`/areas/${area.code}`) },
          {
            label: `${objective.code} ${objective.title}`,
            to: link(`/areas/${area.code}#objective-${objective.code}`),
          },
        ]}
      />
      <PageHeading
        kicker={`Activity ${activity.code}`}
        lead={activity.description || undefined}
        meta={<PublicationLine publication={publication} />}
      >
        {activity.title}
      </PageHeading>
      <Split asideLabel="Facts about the activity" aside={<ActivityFacts answer={answer} />}>
        <section aria-labelledby="course">
          <h2 id="course" className={styles.first}>
            {sayCourse(rounds, statuses, activity.years)}
          </h2>
          {stand?.isLate ? (
            said?.challenges ? (
              <blockquote className={styles.reason}>
                <p>{said.challenges}</p>
                <footer>
                  {answer.lead}, {nameRound(newest?.title ?? '')}
                </footer>
              </blockquote>
            ) : (
              <p>{answer.lead}, the lead body, has released no words on why.</p>
            )
          ) : null}
          <ActivityCourse rounds={rounds} statuses={statuses} lead={answer.lead} />
          <div className={styles.years}>
            <YearLine
              from={publication.plan.firstYear}
              to={publication.plan.lastYear}
              years={activity.years}
            />
          </div>
        </section>
        <ActivityNarratives answer={answer} />
        {indicators.length > 0 ? (
          <Section id="indicators" title="How its effect is measured">
            <LinkedIndicators indicators={indicators} round={publication.round.title} />
          </Section>
        ) : null}
      </Split>
      <nav aria-label="Neighbours in the plan" className={styles.neighbours}>
        {answer.previous ? (
          <Link to={link(`/activities/${answer.previous.code}`)}>
            <span className={styles.direction}>Before it</span> {answer.previous.code} {answer.previous.title}
          </Link>
        ) : (
          <span />
        )}
        {answer.next ? (
          <Link to={link(`/activities/${answer.next.code}`)} className={styles.next}>
            <span className={styles.direction}>After it</span> {answer.next.code} {answer.next.title}
          </Link>
        ) : null}
      </nav>
    </>
  );
}
