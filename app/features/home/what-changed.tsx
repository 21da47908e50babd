import type { Changes, OverviewAnswer } from '#app/contract.ts';
import { Details, Section } from '#app/components/layout.tsx';
import { English, useEnglishLang } from '#app/features/language/language-context.tsx';
import { useWords } from '#app/features/language/use-words.ts';
import { AmendmentLine } from '#app/features/plan/amendments.tsx';
import { StatusSymbolOf } from '#app/features/plan/activity-list.tsx';
import { usePublicationLink } from '#app/features/publication/link.ts';
import { Link } from '#app/features/publication/public-link.tsx';
import { noStatus } from '#server/domain/finding/describe-status.ts';
import { describeChange } from '#server/domain/finding/plan-findings.ts';
import { formatList } from '#server/domain/language/list-format.ts';
import styles from './home.module.css';

const changesAtOnce = 4;

/** Activities that stand otherwise than in the publication before, a sentence each; completed ones come first. */
export function WhatChanged({
  overview: { changes, statuses, publication },
}: {
  overview: Pick<OverviewAnswer, 'changes' | 'statuses' | 'publication'>;
}) {
  const words = useWords('home');
  const english = useEnglishLang();
  const link = usePublicationLink();
  if (!changes) {
    return (
      <Section id="changes" title={words('changesFirst')}>
        <p>{words('changesFirstText')}</p>
      </Section>
    );
  }
  const rank = (to: string | null) => {
    const word = statuses.find(({ code }) => code === to);
    return word?.isDone ? 0 : word?.isLate ? 1 : word ? 2 : 3;
  };
  const sorted = changes.activities.toSorted((a, b) => rank(a.to) - rank(b.to));
  const rest = sorted.slice(changesAtOnce);
  const named = (activities: readonly { code: string; title: string }[]) => (
    <English>{formatList(activities.map(({ code, title }) => `${code} ${title}`))}</English>
  );
  const { number } = changes.since;
  return (
    <Section id="changes" title={words('changesTitle', { count: sorted.length, number: String(number) })}>
      <Moved changes={sorted.slice(0, changesAtOnce)} statuses={statuses} />
      {rest.length + changes.reworded.length > 0 ? (
        <Details summary={words('changesMore', { count: rest.length + changes.reworded.length })} flush>
          <Moved changes={rest} statuses={statuses} />
          {changes.reworded.map(({ code, title, ...amendment }) => (
            <p key={`${code} ${amendment.round}`}>
              <Link to={link(`/activities/${code}`)} lang={english}>
                {code} {title}
              </Link>
              : <AmendmentLine amendment={amendment} />
            </p>
          ))}
        </Details>
      ) : null}
      {changes.added.length > 0 ? <p>{words.rich('added', { activities: named(changes.added) })}</p> : null}
      {changes.removed.length > 0 ? (
        <p>{words.rich('removed', { activities: named(changes.removed) })}</p>
      ) : null}
      <p className={styles.way}>
        <Link to={link(`/publications/compare?from=${number}&to=${publication.number}`)}>
          {words('changesAll', { from: String(number), to: String(publication.number) })}
        </Link>
      </p>
    </Section>
  );
}

function Moved({
  changes,
  statuses,
}: {
  changes: Changes['activities'];
  statuses: OverviewAnswer['statuses'];
}) {
  const link = usePublicationLink();
  if (changes.length === 0) return null;
  return (
    <ul className={styles.list} lang="en">
      {changes.map(({ code, title, from, to, left }) => {
        const word = statuses.find((status) => status.code === to);
        return (
          <li key={code} className={styles.moved}>
            <span>
              <StatusSymbolOf mark={left ? noStatus[left].mark : (word?.mark ?? 'unknown')} />
            </span>
            <div>
              <Link to={link(`/activities/${code}`)}>
                {code} {title}
              </Link>{' '}
              {describeChange(from?.label ?? null, to === null ? null : (word?.label ?? to), left)}.
            </div>
          </li>
        );
      })}
    </ul>
  );
}
