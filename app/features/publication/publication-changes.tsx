import { Link } from '#app/features/publication/public-link.tsx';
import { Details, Section } from '#app/components/layout.tsx';
import type { ChangedFigure, ChangedStatus, PublicationPage } from '#app/contract.ts';
import { noStatus } from '#server/domain/finding/describe-status.ts';
import { describeChange } from '#server/domain/finding/plan-findings.ts';
import { English } from '#app/features/language/language-context.tsx';
import { useWords } from '#app/features/language/use-words.ts';
import { StatusSymbolOf } from '#app/features/plan/activity-list.tsx';
import { withPublication } from './link.ts';
import styles from './publication.module.css';
import { isNewRound, describeFigureChange } from './publication-words.tsx';
import { buildComparisonPath } from './read-comparison.ts';

const shownAtOnce = 8;

/** How a publication differs from the one before it, in sentences: corrections first. */
export function PublicationChanges({ page }: { page: PublicationPage }) {
  const words = useWords('publication');
  const { changes, publication, rounds } = page;
  if (!changes) {
    return (
      <Section id="changes" title={words('changesFirst')}>
        <p>{words('changesFirstText')}</p>
      </Section>
    );
  }
  const corrected = changes.figures.filter((change) => !isNewRound(change, changes.newRounds));
  const added = changes.figures.filter((change) => isNewRound(change, changes.newRounds));
  const roundOf = new Map(rounds.map((round) => [round.code, round]));
  const formatFigure = (change: ChangedFigure) => (
    <>
      <Link to={withPublication(`/indicators/${change.indicator}`, publication.number)}>
        {change.indicator} <English>{change.title}</English>
      </Link>{' '}
      <English>{describeFigureChange(change, roundOf.get(change.round))}.</English>
    </>
  );
  const isSame = changes.figures.length === 0 && changes.statuses.length === 0 && changes.otherFigures === 0;
  return (
    <Section
      id="changes"
      title={words('changesSince', { number: String(changes.since) })}
      lead={
        isSame ? (
          words('changesNone')
        ) : (
          <Link to={buildComparisonPath({ from: changes.since, to: publication.number })}>
            {words('changesAll')}
          </Link>
        )
      }
    >
      {corrected.length > 0 || changes.otherFigures > 0 ? (
        <Section level={3} id="corrected" title={words('changesFigures')}>
          <Sentences
            items={corrected}
            keyOf={({ indicator, round }) => `${indicator}-${round}`}
            say={formatFigure}
          />
          {changes.otherFigures > 0 ? <p>{words('changesOther', { count: changes.otherFigures })}</p> : null}
        </Section>
      ) : null}
      {changes.statuses.length > 0 ? (
        <Section level={3} id="statuses" title={words('changesStatuses', { count: changes.statuses.length })}>
          <Sentences
            items={changes.statuses}
            keyOf={({ activity }) => activity}
            say={(change) => <StatusChange change={change} number={publication.number} />}
          />
        </Section>
      ) : null}
      {added.length > 0 ? (
        <Section level={3} id="new-figures" title={words('changesNewFigures', { count: added.length })}>
          <Sentences
            items={added}
            keyOf={({ indicator, round }) => `${indicator}-${round}`}
            say={formatFigure}
          />
        </Section>
      ) : null}
      <PlanChange say="changesAdded" things={[...changes.added.activities, ...changes.added.indicators]} />
      <PlanChange
        say="changesRemoved"
        things={[...changes.removed.activities, ...changes.removed.indicators]}
      />
    </Section>
  );
}

interface SentencesProps<T> {
  items: readonly T[];
  keyOf: (item: T) => string;
  say: (item: T) => React.ReactNode;
}

/** The first few in view, the rest folded. */
function Sentences<T>({ items, keyOf, say }: SentencesProps<T>) {
  const words = useWords('publication');
  const list = (some: readonly T[]) => (
    <ul className={styles.sentences}>
      {some.map((item) => (
        <li key={keyOf(item)}>{say(item)}</li>
      ))}
    </ul>
  );
  if (items.length === 0) return null;
  return (
    <>
      {list(items.slice(0, shownAtOnce))}
      {items.length > shownAtOnce ? (
        <Details summary={words('more', { count: String(items.length - shownAtOnce) })} flush>
          {list(items.slice(shownAtOnce))}
        </Details>
      ) : null}
    </>
  );
}

function StatusChange({ change, number }: { change: ChangedStatus; number: number }) {
  return (
    <span className={styles.marked}>
      <span className={styles.mark}>
        <StatusSymbolOf mark={change.after?.mark ?? (change.left ? noStatus[change.left].mark : 'unknown')} />
      </span>
      <span>
        <Link to={withPublication(`/activities/${change.activity}`, number)}>
          {change.activity} <English>{change.title}</English>
        </Link>{' '}
        <English>
          {describeChange(change.before?.label ?? null, change.after?.label ?? null, change.left)}.
        </English>
      </span>
    </span>
  );
}

function PlanChange({
  say,
  things,
}: {
  say: 'changesAdded' | 'changesRemoved';
  things: readonly { code: string; title: string }[];
}) {
  const words = useWords('publication');
  if (things.length === 0) return null;
  const named = things.map(({ code, title }) => `${code} ${title}`).join('; ');
  return <p>{words.rich(say, { things: <English>{named}</English> })}</p>;
}
