import { Fragment, type ReactNode } from 'react';
import { LocalDate } from '#app/features/language/term.tsx';
import { Tag } from '#app/components/tag.tsx';
import type { RecommendationLine } from '#app/contract.ts';
import { English, LabelWord } from '#app/features/language/language-context.tsx';
import { useWords } from '#app/features/language/use-words.ts';
import { usePublicationLink } from '#app/features/publication/link.ts';
import { Link } from '#app/features/publication/public-link.tsx';
import { decideState } from '#server/domain/recommendation/outcome.rules.ts';
import styles from './recommendation-list.module.css';

/** Names by code: those of states, bodies and activities. */
type Names = Record<'states' | 'bodies' | 'activities', Record<string, string>>;

interface RecommendationListProps {
  items: readonly RecommendationLine[];
  names: Names;
  /** With the study or event of each, where they are of several. */
  withStudy?: boolean | undefined;
}

/** What was recommended, and what became of it with each state and body. For any public page. */
export function RecommendationList({ items, names, withStudy }: RecommendationListProps) {
  const words = useWords('recommendation');
  const link = usePublicationLink();
  return (
    <ol className={styles.list}>
      {items.map((item) => (
        <li key={`${item.item} ${item.code}`} id={`${item.item}-${item.code}`} className={styles.item}>
          <div>
            <p className={styles.text}>
              <span className={styles.code}>{item.code}</span> <English>{item.text}</English>
            </p>
            <Facts>
              {withStudy ? (
                <Link to={link(`/library/${item.item}`)}>
                  <English>{item.itemTitle}</English>
                </Link>
              ) : null}
              {item.place ? <English>{item.place}</English> : null}
              {item.madeOn ? words.rich('madeOn', { date: <LocalDate iso={item.madeOn} /> }) : null}
              {item.activities.length > 0
                ? words.rich('about', { activities: <Codes codes={item.activities} names={names} /> })
                : null}
            </Facts>
          </div>
          <ul className={styles.outcomes}>
            {item.outcomes.map((outcome) => (
              <OutcomeLine
                key={outcome.by}
                id={`${item.item}-${item.code}-${outcome.by}`}
                outcome={outcome}
                names={names}
              />
            ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}

type OutcomeLineProps = { id: string; outcome: RecommendationLine['outcomes'][number]; names: Names };

/** What one state or body said, and how far it has come. */
function OutcomeLine({ id, outcome: { by, response, status, overdue, dueOn }, names }: OutcomeLineProps) {
  const words = useWords('recommendation');
  const link = usePublicationLink();
  const state = names.states[by];
  const due =
    response === null ? (overdue ? 'responseWasDue' : 'responseDue') : overdue ? 'actionWasDue' : 'actionDue';
  return (
    <li id={id} className={styles.outcome}>
      <p className={styles.verdict}>
        <Link to={link(state === undefined ? `/bodies/${by}` : `/states/${by.toLowerCase()}`)}>
          {state === undefined ? (
            by
          ) : (
            <LabelWord list="state" code={by}>
              {state}
            </LabelWord>
          )}
        </Link>{' '}
        <Tag emphasis={response === null ? 'quiet' : 'normal'}>{words(decideState(response))}</Tag>
        {status ? (
          <>
            {' '}
            <Tag emphasis={status.status === 'done' ? 'done' : 'normal'}>{words(status.status)}</Tag>
          </>
        ) : null}
        {overdue ? (
          <>
            {' '}
            <Tag emphasis="strong">{words('overdue')}</Tag>
          </>
        ) : null}
      </p>
      {response?.reason ? (
        <p>
          <English>{response.reason}</English>
        </p>
      ) : null}
      {status?.note ? (
        <p>
          <English>{status.note}</English>
        </p>
      ) : null}
      <Facts>
        {response ? words.rich('responded', { date: <LocalDate iso={response.on} /> }) : null}
        {dueOn ? words.rich(due, { date: <LocalDate iso={dueOn} /> }) : null}
        {status
          ? words.rich('asOfStatus', { status: words(status.status), date: <LocalDate iso={status.on} /> })
          : null}
        {response && response.activities.length > 0
          ? words.rich('carriedOut', { activities: <Codes codes={response.activities} names={names} /> })
          : null}
        {response && response.indicators.length > 0
          ? words.rich('measured', { indicators: <Codes codes={response.indicators} folder="indicators" /> })
          : null}
        {response ? words.rich('source', { source: <English>{response.source}</English> }) : null}
      </Facts>
    </li>
  );
}

/** Links of activities, with their titles, or of indicators. */
function Codes({
  codes,
  names,
  folder = 'activities',
}: {
  codes: readonly string[];
  names?: Names;
  folder?: 'activities' | 'indicators';
}) {
  const link = usePublicationLink();
  return codes.map((code, at) => (
    <Fragment key={code}>
      {at > 0 ? ', ' : ''}
      <Link to={link(`/${folder}/${code}`)}>
        {code} {names?.activities[code] === undefined ? null : <English>{names.activities[code]}</English>}
      </Link>
    </Fragment>
  ));
}

/** Facts in one line, without those that are not known. */
function Facts({ children }: { children: readonly ReactNode[] }) {
  const known = children.filter((child) => child !== null);
  if (known.length === 0) return null;
  return (
    <p className={styles.facts}>
      {known.map((child, at) => (
        // oxlint-disable-next-line no-array-index-key -- the order is fixed and nothing has a state
        <Fragment key={at}>
          {at > 0 ? ' · ' : ''}
          {child}
        </Fragment>
      ))}
    </p>
  );
}
