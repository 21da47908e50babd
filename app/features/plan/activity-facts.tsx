import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Definitions } from '#app/components/definitions.tsx';
import { yearRuns } from '#app/components/year-runs.ts';
import type { ActivityAnswer } from '#app/contract.ts';
import { LabelWord } from '#app/features/language/label-word.tsx';
import { useWords } from '#app/features/language/use-words.ts';
import { usePublicationLink } from '#app/features/publication/use-publication-link.ts';
import styles from './activity-page.module.css';

/** Who leads, who works with them, who takes part, and what the activity rests on. */
export function ActivityFacts({ answer }: { answer: ActivityAnswer }) {
  const { activity, lead, cooperating, states, allStates, partners, lenses } = answer;
  const link = usePublicationLink();
  const words = useWords('activity');
  const names = new Map(answer.reporters.map(({ code, name }) => [code, name]));
  const body = (code: string) => (
    <>
      <Link to={link(`/bodies/${encodeURIComponent(code)}`)}>{code}</Link>{' '}
      <span className={styles.full}>{names.get(code)}</span>
    </>
  );
  const items: { term: string; description: ReactNode }[] = [
    { term: words('lead'), description: body(lead) },
  ];
  const add = (term: string, description: ReactNode) => items.push({ term, description });
  add(words('plannedFor'), yearRuns(activity.years));
  if (cooperating.length > 0) {
    add(
      words('cooperating'),
      <ul className={styles.plain}>
        {cooperating.map((code) => (
          <li key={code}>{body(code)}</li>
        ))}
      </ul>,
    );
  }
  if (states.length > 0) {
    add(
      words('takingPart'),
      states.length === allStates ? (
        words('allStates', { count: String(allStates) })
      ) : (
        <ul className={styles.plain}>
          {states.map((code) => (
            <li key={code}>
              <Link to={link(`/states/${code.toLowerCase()}`)}>
                <LabelWord list="state" code={code}>
                  {names.get(code) ?? code}
                </LabelWord>
              </Link>
            </li>
          ))}
        </ul>
      ),
    );
  }
  if (partners.length > 0) {
    add(
      words('partners'),
      <ul className={styles.plain}>
        {partners.map(({ slug, name }) => (
          <li key={slug}>
            <Link to={link(`/partners/${slug}`)}>{name}</Link>
          </li>
        ))}
      </ul>,
    );
  }
  if (activity.articles.length > 0) {
    add(
      words('articles'),
      <ul className={styles.plain}>
        {activity.articles.map(({ code, title }) => (
          <li key={code}>
            {code} {title}
          </li>
        ))}
      </ul>,
    );
  }
  if (activity.tags.length > 0) {
    add(
      words('tags'),
      <ul className={styles.plain}>
        {activity.tags.map(({ code, title }) => (
          <li key={code}>
            <Link to={link(`/plan?tag=${encodeURIComponent(code)}`)}>{title}</Link>
          </li>
        ))}
      </ul>,
    );
  }
  if (lenses.length > 0) {
    add(
      words('topic'),
      <ul className={styles.plain}>
        {lenses.map(({ code, title }) => (
          <li key={code}>
            <Link to={link(`/lens/${code}`)}>{title}</Link>
          </li>
        ))}
      </ul>,
    );
  }
  if (activity.basis) add(words('basis'), activity.basis);
  return <Definitions items={items} layout="under" />;
}
