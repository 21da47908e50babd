import { Link } from 'react-router';
import { Details } from '#app/components/details.tsx';
import { Section } from '#app/components/layout.tsx';
import { usePublicationLink } from '#app/features/publication/use-publication-link.ts';
import { StatusWord } from '#app/features/status/status-mark.tsx';
import styles from './activity-page.module.css';
import type { ActivityAnswer } from './answers.ts';
import { countOf, nameRound, upperFirst } from '#server/domain/finding/sentence-parts.ts';

type Narrative = ActivityAnswer['narratives'][number];

/** What reporters have released in their own words: the newest round open, earlier ones folded. */
export function ActivityNarratives({ answer }: { answer: ActivityAnswer }) {
  const { rounds, narratives } = answer;
  const byRound = rounds
    .map((round) => ({ ...round, said: narratives.filter((each) => each.round === round.code) }))
    .filter(({ said }) => said.length > 0)
    .toReversed();
  const [newest, ...earlier] = byRound;
  if (!newest) {
    return (
      <Section id="words" title="No reporter has released words on it">
        <p>
          Reports hold achievements, challenges and next steps. They are shown here once the reporter has
          agreed.
        </p>
      </Section>
    );
  }
  return (
    <Section
      id="words"
      title={`${countOf(newest.said.length, 'reporter')} on ${nameRound(newest.title)}, in their own words`}
    >
      {newest.said.map((narrative) => (
        <Words key={narrative.reporter} narrative={narrative} answer={answer} />
      ))}
      {earlier.map((round) => (
        <Details
          key={round.code}
          summary={`${upperFirst(nameRound(round.title))}: ${countOf(round.said.length, 'reporter')}`}
        >
          {round.said.map((narrative) => (
            <Words key={narrative.reporter} narrative={narrative} answer={answer} />
          ))}
        </Details>
      ))}
    </Section>
  );
}

function Words({ narrative, answer }: { narrative: Narrative; answer: ActivityAnswer }) {
  const link = usePublicationLink();
  const { reporter: code, status } = narrative;
  const reporter = answer.reporters.find((each) => each.code === code);
  const word = answer.statuses.find((each) => each.code === status);
  const isState = reporter?.kind === 'state';
  const parts = [
    ['Achievements', narrative.achievements],
    ['Challenges', narrative.challenges],
    ['Next steps', narrative.nextSteps],
  ].filter(([, text]) => text);
  return (
    <article className={styles.words}>
      <h3 className={styles.reporter}>
        <Link to={link(isState ? `/states/${code.toLowerCase()}` : `/bodies/${code}`)}>
          {isState ? (reporter?.name ?? code) : code}
        </Link>
        {code === answer.lead ? <span className={styles.full}> lead body</span> : null}
        {word ? (
          <span className={styles.said}>
            <StatusWord mark={word.mark}>{word.label}</StatusWord>
          </span>
        ) : null}
      </h3>
      <dl className={styles.parts}>
        {parts.map(([term, text]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </article>
  );
}
