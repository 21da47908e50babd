import { Link } from 'react-router';
import { Details } from '#app/components/details.tsx';
import { Section } from '#app/components/layout.tsx';
import { LabelWord } from '#app/features/language/label-word.tsx';
import { useWords } from '#app/features/language/use-words.ts';
import { usePublicationLink } from '#app/features/publication/use-publication-link.ts';
import { StatusWord } from '#app/features/status/status-symbol.tsx';
import styles from './activity-page.module.css';
import type { ActivityAnswer } from './answers.ts';
import { nameRound, upperFirst } from '#server/domain/finding/sentence-parts.ts';

type Narrative = ActivityAnswer['narratives'][number];

/** What reporters have released in their own words: the newest round open, earlier ones folded. */
export function ActivityNarratives({ answer }: { answer: ActivityAnswer }) {
  const { rounds, narratives } = answer;
  const words = useWords('activity');
  const byRound = rounds
    .map((round) => ({ ...round, said: narratives.filter((each) => each.round === round.code) }))
    .filter(({ said }) => said.length > 0)
    .toReversed();
  const [newest, ...earlier] = byRound;
  if (!newest) {
    return (
      <Section id="words" title={words('noWords')}>
        <p>{words('noWordsHelp')}</p>
      </Section>
    );
  }
  return (
    <Section id="words" title={words('words', { count: newest.said.length, round: nameRound(newest.title) })}>
      {newest.said.map((narrative) => (
        <Words key={narrative.reporter} narrative={narrative} answer={answer} />
      ))}
      {earlier.map((round) => (
        <Details
          key={round.code}
          summary={words('earlierWords', {
            round: upperFirst(nameRound(round.title)),
            count: round.said.length,
          })}
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
  const words = useWords('activity');
  const { reporter: code, status } = narrative;
  const reporter = answer.reporters.find((each) => each.code === code);
  const word = answer.statuses.find((each) => each.code === status);
  const isState = reporter?.kind === 'state';
  const parts = [
    [words('achievements'), narrative.achievements],
    [words('challenges'), narrative.challenges],
    [words('nextSteps'), narrative.nextSteps],
  ].filter(([, text]) => text);
  return (
    <article className={styles.words}>
      <h3 className={styles.reporter}>
        <Link to={link(isState ? `/states/${code.toLowerCase()}` : `/bodies/${encodeURIComponent(code)}`)}>
          {isState ? (
            <LabelWord list="state" code={code}>
              {reporter?.name ?? code}
            </LabelWord>
          ) : (
            code
          )}
        </Link>
        {code === answer.lead ? <span className={styles.full}> {words('leadBody')}</span> : null}
        {word ? (
          <span className={styles.said}>
            <StatusWord mark={word.mark}>
              <LabelWord list="activity_status" code={word.code}>
                {word.label}
              </LabelWord>
            </StatusWord>
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
