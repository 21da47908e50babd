import { Details, Section } from '#app/components/layout.tsx';
import type { LensPage } from '#app/contract.ts';
import { FoldedFigure } from '#app/features/figure/figure-block.tsx';
import { useWords, type Words } from '#app/features/language/use-words.ts';
import { English, useLabel, useLanguage } from '#app/features/language/language-context.tsx';
import { describeDays } from '#app/features/library/library-words.ts';
import { StatusText } from '#app/features/plan/activity-list.tsx';
import { usePublicationLink } from '#app/features/publication/link.ts';
import { Link } from '#app/features/publication/public-link.tsx';
import { countStatuses, type StatusWord } from '#server/domain/plan/activity-status.calculations.ts';
import { describeActivityStatus, getNoStatus } from '#server/domain/finding/describe-status.ts';
import type { DrawnFigure } from '#server/domain/figure/figure.types.ts';
import styles from './lens.module.css';

type Aim = LensPage['aims'][number];
type ReleasedResult = { code: string } & NonNullable<Aim['activities'][number]['result']>;

/** The aims of cooperation between two states: each with its activities by status, its last step and its results. */
export function CooperationAims({
  aims,
  statuses,
  pairs,
}: Pick<LensPage, 'aims' | 'statuses'> & {
  /** The matrix of pairs of states. */
  pairs: DrawnFigure | undefined;
}) {
  const words = useWords('situation');
  const libraryWords = useWords('library');
  const language = useLanguage();
  const label = useLabel();
  const link = usePublicationLink();
  const whenOf = (step: Aim['lastStep']) => (step ? describeDays(step, language, libraryWords) : '');
  if (aims.length === 0) return <FoldedFigure figure={pairs} />;
  return (
    <Section id="aims" title={words('aimsTitle')} lead={<p>{words('aimsLead')}</p>}>
      <ul className={styles.aims}>
        {aims.map(({ aim, activities, lastStep }) => (
          <li key={aim}>
            <h3 className={styles.aim}>{words(`aim_${aim}`)}</h3>
            <Details summary={describeAim(activities, whenOf(lastStep), statuses, words, label)} flush>
              <ul className={styles.plain}>
                {activities.map((activity) => (
                  <li key={activity.code}>
                    <Link to={link(`/activities/${activity.code}`)}>
                      {activity.code} <English>{activity.title}</English>
                    </Link>
                    <div>
                      <StatusText stand={activity} statuses={statuses} />
                    </div>
                  </li>
                ))}
              </ul>
              <dl>
                <dt>{words('lastStep')}</dt>
                <dd>
                  {lastStep ? (
                    <>
                      <Link to={link(`/library/${lastStep.code}`)}>
                        <English>{lastStep.title}</English>
                      </Link>
                      {whenOf(lastStep) ? `, ${whenOf(lastStep)}` : null}
                    </>
                  ) : (
                    words('noStep')
                  )}
                </dd>
                <dt>{words('result')}</dt>
                <dd>
                  <Results activities={activities} />
                </dd>
              </dl>
            </Details>
          </li>
        ))}
      </ul>
      <FoldedFigure figure={pairs} />
    </Section>
  );
}

/** Each status of an aim's activities with its number, and the day of the last step. */
function describeAim(
  activities: Aim['activities'],
  when: string,
  statuses: readonly StatusWord[],
  words: Words<'situation'>,
  label: (list: string, code: string, english: string) => string,
): string {
  const labels = activities.map((activity) =>
    label(
      'activity_status',
      activity.status ?? getNoStatus(activity).code,
      describeActivityStatus(activity, statuses).label,
    ),
  );
  const counted = [...new Set(labels)].map((status) => {
    const count = labels.filter((each) => each === status).length;
    return `${count} ${status.toLowerCase()}`;
  });
  return [
    `${words('aimActivities', { count: countStatuses(activities).total })}: ${counted.join(', ')}`,
    ...(when ? [words('aimLastStep', { when })] : []),
  ].join('; ');
}

/** The first result that has been released, with the others behind it. */
function Results({ activities }: Pick<Aim, 'activities'>) {
  const words = useWords('situation');
  const said = activities.flatMap(({ code, result }) => (result ? [{ code, ...result }] : []));
  const [first, ...others] = said;
  if (!first) return words('noResult');
  return (
    <>
      <Result {...first} />
      {others.length > 0 ? (
        <Details summary={words('moreResults', { count: others.length })}>
          {others.map((other) => (
            <Result key={other.code} {...other} />
          ))}
        </Details>
      ) : null}
    </>
  );
}

function Result({ code, reporter, words: text }: ReleasedResult) {
  const words = useWords('situation');
  const label = useLabel();
  return (
    <p>
      <English>{text}</English>{' '}
      <span className={styles.by}>
        {words('resultFrom', {
          activity: code,
          reporter: reporter.kind === 'state' ? label('state', reporter.code, reporter.name) : reporter.code,
        })}
      </span>
    </p>
  );
}
