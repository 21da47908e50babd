import { Link } from 'react-router';
import { yearRuns } from '#app/components/year-runs.ts';
import { VisuallyHidden } from '#app/components/visually-hidden.tsx';
import { useWords } from '#app/features/language/use-words.ts';
import { usePublicationLink } from '#app/features/publication/use-publication-link.ts';
import styles from './activity-list.module.css';
import type { ListedActivity, StatusWord } from './answers.ts';
import { StatusText } from './activity-status.tsx';

export interface ActivityListProps {
  activities: readonly ListedActivity[];
  statuses: readonly StatusWord[];
  /** The words for the activities' tags; without them no tags are shown. */
  tags?: readonly { code: string; title: string }[];
  plan: { firstYear: number; lastYear: number };
  labelledBy?: string | undefined;
}

/** Activities one under the other: what, who leads, when, and how it stands. */
export function ActivityList({ activities, statuses, tags = [], plan, labelledBy }: ActivityListProps) {
  const link = usePublicationLink();
  const words = useWords('plan');
  return (
    <ul className={styles.list} aria-labelledby={labelledBy}>
      {activities.map((activity) => (
        <li key={activity.code} className={styles.row}>
          <div className={styles.what}>
            <Link to={link(`/activities/${activity.code}`)}>
              <span className={styles.code}>{activity.code}</span> {activity.title}
            </Link>
            <p className={styles.facts}>
              {words('ledBy')}{' '}
              <Link to={link(`/bodies/${encodeURIComponent(activity.lead)}`)}>{activity.lead}</Link>
              {tags
                .filter(({ code }) => activity.tags.includes(code))
                .map(({ code, title }) => (
                  <span key={code} className={styles.tag}>
                    {title}
                  </span>
                ))}
            </p>
          </div>
          <div className={styles.status}>
            <StatusText stand={activity} statuses={statuses} />
          </div>
          <Years plan={plan} years={activity.years} />
        </li>
      ))}
    </ul>
  );
}

/** The years of an activity as blocks on the line of the plan, and in words. */
function Years({ plan, years }: { plan: { firstYear: number; lastYear: number }; years: readonly number[] }) {
  const words = useWords('plan');
  const length = plan.lastYear - plan.firstYear + 1;
  return (
    <div className={styles.years}>
      <VisuallyHidden>{words('years')} </VisuallyHidden>
      <svg
        className={styles.line}
        viewBox={`0 0 ${length * 10} 6`}
        preserveAspectRatio="none"
        aria-hidden="true"
        focusable="false"
      >
        <path d={`M0 3H${length * 10}`} className={styles.whole} />
        <path
          d={years.map((year) => `M${(year - plan.firstYear) * 10 + 0.5} 3h9`).join('')}
          className={styles.part}
        />
      </svg>
      <span>{yearRuns(years)}</span>
    </div>
  );
}
