import { Link } from 'react-router';
import { Breadcrumbs } from '#app/components/breadcrumbs.tsx';
import { Section, Split } from '#app/components/layout.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import { FigureBlock } from '#app/features/figure/figure-block.tsx';
import { LabelWord } from '#app/features/language/label-word.tsx';
import { useWords } from '#app/features/language/use-words.ts';
import { LibraryList } from '#app/features/library/library-list.tsx';
import { ReleasedEvidence } from '#app/features/library/released-evidence.tsx';
import { PublicationLine } from '#app/features/publication/publication-line.tsx';
import { usePublicationLink } from '#app/features/publication/use-publication-link.ts';
import { Amendments } from './amendments.tsx';
import { ActivityFacts } from './activity-facts.tsx';
import styles from './activity-page.module.css';
import { ActivityNarratives } from './activity-narratives.tsx';
import type { ActivityAnswer } from './answers.ts';
import { LinkedIndicators } from './linked-indicators.tsx';
import { nameRound } from '#server/domain/finding/sentence-parts.ts';
import { describeActivityStatus } from '#server/domain/finding/describe-status.ts';

/** One activity: what it is, who does it, how it went, in the reporters' own released words. */
export function ActivityPage({ answer }: { answer: ActivityAnswer }) {
  const { publication, statuses, activity, area, objective, rounds, narratives, indicators } = answer;
  const link = usePublicationLink();
  const words = useWords('activity');

  const newest = rounds.at(-1);
  const stand = newest ? describeActivityStatus(newest, statuses) : null;
  const said = newest
    ? narratives.find(({ round, reporter }) => round === newest.code && reporter === answer.lead)
    : undefined;
  return (
    <>
      <Breadcrumbs
        items={[
          { label: words('plan'), to: link('/plan') },
          { label: `${area.code} ${area.title}`, to: link(`/areas/${area.code}`) },
          {
            label: `${objective.code} ${objective.title}`,
            to: link(`/objectives/${objective.code}`),
          },
        ]}
      />
      <PageHeading
        kicker={words('kicker', { code: activity.code })}
        lead={activity.description || undefined}
        meta={<PublicationLine publication={publication} />}
      >
        {activity.title}
      </PageHeading>
      <Split asideLabel={words('facts')} aside={<ActivityFacts answer={answer} />}>
        <FigureBlock figure={answer.figures[`${activity.code}.course`]} tableShown />
        {stand?.isLate ? (
          said?.challenges ? (
            <blockquote className={styles.reason}>
              <p>{said.challenges}</p>
              <footer>
                {words('said', { reporter: answer.lead, round: nameRound(newest?.title ?? '') })}
              </footer>
            </blockquote>
          ) : (
            <p className={styles.reason}>{words('lateSilent', { lead: answer.lead })}</p>
          )
        ) : null}
        {answer.amendments.length > 0 ? (
          <Section id="amended" level={3} title={words('amendments')}>
            <Amendments amendments={answer.amendments} />
          </Section>
        ) : null}
        <WordChanges answer={answer} />
        <ActivityNarratives answer={answer} />
        {indicators.length > 0 ? (
          <Section id="indicators" title={words('indicators')}>
            <LinkedIndicators indicators={indicators} round={publication.round.title} />
          </Section>
        ) : null}
        {answer.evidence.length > 0 ? (
          <Section id="evidence" title={words('evidence')}>
            <ReleasedEvidence items={answer.evidence} />
          </Section>
        ) : null}
        {answer.library.length > 0 ? (
          <Section id="library" title={words('library')}>
            <LibraryList items={answer.library} />
          </Section>
        ) : null}
      </Split>
      <nav aria-label={words('neighbours')} className={styles.neighbours}>
        {answer.previous ? (
          <Link to={link(`/activities/${answer.previous.code}`)}>
            <span className={styles.direction}>{words('before')}</span> {answer.previous.code}{' '}
            {answer.previous.title}
          </Link>
        ) : (
          <span />
        )}
        {answer.next ? (
          <Link to={link(`/activities/${answer.next.code}`)} className={styles.next}>
            <span className={styles.direction}>{words('after')}</span> {answer.next.code} {answer.next.title}
          </Link>
        ) : null}
      </nav>
    </>
  );
}

/** What compares with care: status words that meant or were called something else before. */
function WordChanges({ answer: { wordChanges } }: { answer: ActivityAnswer }) {
  const words = useWords('activity');
  if (wordChanges.length === 0) return null;
  return (
    <Section id="words-changed" level={3} title={words('changedWords')}>
      <ul>
        {wordChanges.map(({ code, publication, before, now, countsOtherwise }) => {
          const named = (
            <LabelWord list="activity_status" code={code}>
              {now}
            </LabelWord>
          );
          return (
            <li key={code}>
              {before === now
                ? null
                : words.rich('changedWord', { now: named, before, publication: String(publication) })}{' '}
              {countsOtherwise
                ? words.rich('changedCount', { now: named, publication: String(publication) })
                : null}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
