import { Link } from 'react-router';
import { DataTable } from '#app/components/data-table.tsx';
import { Definitions } from '#app/components/definitions.tsx';
import { Section } from '#app/components/layout.tsx';
import type { Comparison } from '#app/contract.ts';
import { LabelWord } from '#app/features/language/label-word.tsx';
import { useWords } from '#app/features/language/use-words.ts';
import { StatusSymbolOf } from '#app/features/plan/activity-status.tsx';
import { joinWords } from '#server/domain/finding/sentence-parts.ts';
import { noStatus } from '#server/domain/finding/describe-status.ts';
import styles from './compare.module.css';
import { withPublication } from './link.ts';

type PlanStatus = Comparison['statuses'][number]['now'];

/** Activities that stand otherwise, were added, removed, or are worded or planned otherwise. */
export function CompareActivities({ comparison }: { comparison: Comparison }) {
  const words = useWords('publication');
  const { from, to, statuses, reworded, addedActivities, removedActivities } = comparison;
  const isSame = [statuses, reworded, addedActivities, removedActivities].every(({ length }) => length === 0);
  return (
    <Section id="activities" title={words('activitiesTitle')}>
      {isSame ? <p>{words('activitiesNone')}</p> : null}
      {statuses.length > 0 ? (
        <Section
          level={3}
          id="statuses"
          title={words('statusesTitle', { count: statuses.length })}
          lead={words('statusesLead', { from: from.roundCode, to: to.roundCode })}
        >
          <DataTable
            caption={words('statusesTitle', { count: statuses.length })}
            captionHidden
            narrow="stack"
            rows={statuses}
            rowKey={({ code }) => code}
            columns={[
              {
                key: 'activity',
                header: words('activityColumn'),
                rowHeader: true,
                cell: ({ code, title }) => (
                  <Link to={withPublication(`/activities/${code}`, to.number)}>
                    {code} {title}
                  </Link>
                ),
              },
              {
                key: 'before',
                header: words('beforeColumn', { number: String(from.number) }),
                nowrap: true,
                cell: ({ before }) => <StatusWord standing={before} />,
              },
              {
                key: 'now',
                header: words('beforeColumn', { number: String(to.number) }),
                nowrap: true,
                cell: ({ now }) => <StatusWord standing={now} />,
              },
            ]}
          />
        </Section>
      ) : null}
      <NamedList
        id="added"
        title={words('addedTitle')}
        things={addedActivities}
        path="/activities"
        number={to.number}
      />
      <NamedList
        id="removed"
        title={words('removedTitle')}
        things={removedActivities}
        path="/activities"
        number={from.number}
      />
      {reworded.length > 0 ? (
        <Section level={3} id="reworded" title={words('rewordedTitle')}>
          <ul>
            {reworded.map(({ code, title, parts, before }) => (
              <li key={code}>
                <Link to={withPublication(`/activities/${code}`, to.number)}>
                  {code} {title}
                </Link>
                . {words('rewordedParts', { parts: joinWords(parts) })}{' '}
                {parts.includes('title') ? words('rewordedTitleWas', { title: before.title }) : null}
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
    </Section>
  );
}

function StatusWord({ standing: { status, due } }: { standing: PlanStatus }) {
  const none = due ? noStatus.notReported : noStatus.notDue;
  return (
    <span className={styles.status}>
      <StatusSymbolOf mark={status?.mark ?? none.mark} />
      <LabelWord list="activity_status" code={status?.code ?? none.code}>
        {status?.label ?? none.label}
      </LabelWord>
    </span>
  );
}

interface NamedListProps {
  id: string;
  title: string;
  things: readonly { code: string; title: string }[];
  path: string;
  number: number;
}

function NamedList({ id, title, things, path, number }: NamedListProps) {
  if (things.length === 0) return null;
  return (
    <Section level={3} id={id} title={title}>
      <ul>
        {things.map((thing) => (
          <li key={thing.code}>
            <Link to={withPublication(`${path}/${thing.code}`, number)}>
              {thing.code} {thing.title}
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** Indicators that are defined otherwise, new or gone. Nothing where there is none. */
export function CompareDefinitions({ comparison }: { comparison: Comparison }) {
  const words = useWords('publication');
  const { from, to, redefined, addedIndicators, removedIndicators } = comparison;
  if (redefined.length + addedIndicators.length + removedIndicators.length === 0) return null;
  return (
    <Section id="definitions" title={words('definitionsTitle')}>
      {redefined.map(({ code, title, parts, before, now }) => (
        <Section
          key={code}
          level={3}
          id={`definition-${code}`}
          title={
            <Link to={withPublication(`/indicators/${code}`, to.number)}>
              {code} {title}
            </Link>
          }
        >
          <p>{parts.length > 0 ? words('redefinedParts', { parts: joinWords(parts) }) : words('renamed')}</p>
          {before.title === now.title ? null : <p>{words('rewordedTitleWas', { title: before.title })}</p>}
          {parts.includes('definition') ? (
            <Definitions
              items={[
                { term: words('wasDefined'), description: before.definition },
                { term: words('isDefined'), description: now.definition },
              ]}
            />
          ) : null}
        </Section>
      ))}
      <NamedList
        id="added-indicators"
        title={words('addedTitle')}
        things={addedIndicators}
        path="/indicators"
        number={to.number}
      />
      <NamedList
        id="removed-indicators"
        title={words('removedTitle')}
        things={removedIndicators}
        path="/indicators"
        number={from.number}
      />
    </Section>
  );
}
