import { Fragment } from 'react';
import { Link } from 'react-router';
import { usePublicationLink } from '#app/features/publication/use-publication-link.ts';
import { Legend } from '#app/features/status/status-legend.tsx';
import type { OverviewAnswer, StandCounts, StatusWord } from './answers.ts';
import { sayRow } from '#server/domain/finding/plan-findings.ts';
import styles from './plan-picture.module.css';
import { StandMark } from './stand-mark.tsx';
import { describeStand, noStatus } from '#server/domain/finding/stands.ts';

type Activity = OverviewAnswer['activities'][number];

/** The objective's code within an activity's: "A1" of "A1.1". Only sets a gap between groups. */
const groupOf = (code: string) => code.split('.')[0];

/**
 * The whole plan at a glance: areas as rows, activities as marks in their order, each a link that bears its name. A
 * table first; the name of a mark appears under its row on hover and focus, without scripts.
 */
export function PlanPicture({
  areas,
  activities,
  statuses,
  caption,
}: {
  areas: readonly { code: string; title: string; counts: StandCounts }[];
  activities: readonly Activity[];
  statuses: readonly StatusWord[];
  caption: string;
}) {
  const link = usePublicationLink();
  const occurring = new Set(activities.map(({ status }) => status));
  const unreported = activities.some(({ status, due }) => status === null && due);
  const undue = activities.some(({ status, due }) => status === null && !due);
  return (
    <>
      <table className={styles.picture}>
        <caption className={styles.caption}>{caption}</caption>
        <tbody>
          {areas.map((area) => (
            <tr key={area.code}>
              <th scope="row" className={styles.area}>
                <Link to={link(`/areas/${area.code}`)}>
                  <span className={styles.areaCode}>{area.code}</span> {area.title}
                </Link>
              </th>
              <td className={styles.cell}>
                <ul className={styles.marks}>
                  {activities
                    .filter((activity) => activity.area === area.code)
                    .map((activity, index, all) => (
                      <Fragment key={activity.code}>
                        {index > 0 && groupOf(activity.code) !== groupOf(all[index - 1]?.code ?? '') ? (
                          <li className={styles.gap} aria-hidden="true" />
                        ) : null}
                        <MarkLink
                          activity={activity}
                          statuses={statuses}
                          to={link(`/activities/${activity.code}`)}
                        />
                      </Fragment>
                    ))}
                </ul>
                <p className={styles.sum}>{sayRow(area.counts, statuses)}</p>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Legend
        statuses={[
          ...statuses.filter(({ code }) => occurring.has(code)),
          ...(unreported ? [noStatus.notReported] : []),
        ]}
      />
      {undue ? <p className={styles.note}>– Not due yet: the activity begins in a later round.</p> : null}
    </>
  );
}

function MarkLink({
  activity,
  statuses,
  to,
}: {
  activity: Activity;
  statuses: readonly StatusWord[];
  to: string;
}) {
  const { label, mark } = describeStand(activity, statuses);
  return (
    <li className={styles.item}>
      <Link to={to} className={styles.mark}>
        <StandMark mark={mark} />
        <span className={styles.code}>{activity.code}</span>
        <span className={styles.name}>
          {' '}
          {activity.title}: {label}
          {activity.carriedFrom ? ` (as of ${activity.carriedFrom})` : ''}
        </span>
      </Link>
    </li>
  );
}
