import { Link } from 'react-router';
import { Details } from '#app/components/details.tsx';
import { useWords } from '#app/features/language/use-words.ts';
import { usePublicationLink } from '#app/features/publication/use-publication-link.ts';
import type { Changes, StatusWord } from './answers.ts';
import styles from './change-list.module.css';
import { describeChange } from '#server/domain/finding/plan-findings.ts';
import { shorten } from '#server/domain/finding/sentence-parts.ts';
import { StatusSymbolOf } from './activity-status.tsx';

const shownAtOnce = 8;
const shortLength = 160;

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
  const words = useWords('overview');
  const sorted = sortChanges(changes.activities, statuses);
  const rest = sorted.slice(shownAtOnce);
  return (
    <>
      <Sentences changes={sorted.slice(0, shownAtOnce)} statuses={statuses} />
      {rest.length > 0 ? (
        <Details summary={words('more', { count: rest.length })} flush>
          <Sentences changes={rest} statuses={statuses} />
        </Details>
      ) : null}
      <PlanChanges what={words('added')} activities={changes.added} linked />
      <PlanChanges what={words('removed')} activities={changes.removed} />
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
      {changes.map(({ code, title, from, to, reason }) => {
        const word = statuses.find((status) => status.code === to);
        return (
          <li key={code} className={styles.item}>
            <span className={styles.mark}>
              <StatusSymbolOf mark={to === null ? 'unknown' : (word?.mark ?? 'unknown')} />
            </span>
            <div>
              <Link to={link(`/activities/${code}`)}>
                {code} {title}
              </Link>{' '}
              {describeChange(from?.label ?? null, to === null ? null : (word?.label ?? to))}.
              {reason ? <Why reason={reason} /> : null}
            </div>
          </li>
        );
      })}
    </ul>
  );
}

/** What a reporter has released on where the activity stands now. */
function Why({ reason }: { reason: NonNullable<Changes['activities'][number]['reason']> }) {
  const { kind, code, name } = reason.reporter;
  return (
    <blockquote className={styles.why}>
      {shorten(reason.words, shortLength)}{' '}
      <cite className={styles.who}>{kind === 'state' ? name : code}</cite>
    </blockquote>
  );
}

function PlanChanges({
  what,
  activities,
  linked,
}: {
  what: string;
  activities: readonly { code: string; title: string }[];
  linked?: boolean;
}) {
  const link = usePublicationLink();
  if (activities.length === 0) return null;
  return (
    <p>
      {what}:{' '}
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
