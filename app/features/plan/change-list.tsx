import { Link } from 'react-router';
import { Details } from '#app/components/details.tsx';
import { usePublicationLink } from '#app/features/publication/use-publication-link.ts';
import type { Changes, StatusWord } from './answers.ts';
import styles from './change-list.module.css';
import { sayChange } from '#server/domain/finding/plan-findings.ts';
import { StandMark } from './stand-mark.tsx';

const shownAtOnce = 8;

/** What is done now comes first, then what is late now, then the rest; within each the order of the plan. */
export function sortChanges(
  changes: Changes['activities'],
  statuses: readonly StatusWord[],
): Changes['activities'] {
  const rank = (to: string | null) => {
    const word = statuses.find(({ code }) => code === to);
    return word?.isDone ? 0 : word?.isLate ? 1 : word ? 2 : 3;
  };
  return changes.toSorted((a, b) => rank(a.to) - rank(b.to));
}

/** Activities that stand differently than in the publication before, a sentence each. */
export function ChangeList({ changes, statuses }: { changes: Changes; statuses: readonly StatusWord[] }) {
  const sorted = sortChanges(changes.activities, statuses);
  const rest = sorted.slice(shownAtOnce);
  return (
    <>
      <Sentences changes={sorted.slice(0, shownAtOnce)} statuses={statuses} />
      {rest.length > 0 ? (
        <Details summary={rest.length === 1 ? '1 more' : `${rest.length} more`} flush>
          <Sentences changes={rest} statuses={statuses} />
        </Details>
      ) : null}
      <PlanChanges words="New in the plan" activities={changes.added} linked />
      <PlanChanges words="No longer in the plan" activities={changes.removed} />
    </>
  );
}

function Sentences({
  changes,
  statuses,
}: {
  changes: Changes['activities'];
  statuses: readonly StatusWord[];
}) {
  const link = usePublicationLink();
  if (changes.length === 0) return null;
  return (
    <ul className={styles.list}>
      {changes.map(({ code, title, from, to }) => {
        const word = statuses.find((status) => status.code === to);
        return (
          <li key={code} className={styles.item}>
            <span className={styles.mark}>
              <StandMark mark={to === null ? 'unknown' : (word?.mark ?? 'unknown')} />
            </span>
            <span>
              <Link to={link(`/activities/${code}`)}>
                {code} {title}
              </Link>{' '}
              {sayChange(from?.label ?? null, to === null ? null : (word?.label ?? to))}.
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function PlanChanges({
  words,
  activities,
  linked,
}: {
  words: string;
  activities: readonly { code: string; title: string }[];
  linked?: boolean;
}) {
  const link = usePublicationLink();
  if (activities.length === 0) return null;
  return (
    <p>
      {words}:{' '}
      {activities.map(({ code, title }, index) => (
        <span key={code}>
          {index > 0 ? '; ' : ''}
          {linked ? (
            <Link to={link(`/activities/${code}`)}>
              {code} {title}
            </Link>
          ) : (
            `${code} ${title}`
          )}
        </span>
      ))}
      .
    </p>
  );
}
