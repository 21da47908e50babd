import { Link } from 'react-router';
import { useWords } from '#app/features/language/use-words.ts';
import { usePublicationLink } from '#app/features/publication/use-publication-link.ts';
import { shorten } from '#server/domain/finding/sentence-parts.ts';
import type { LateActivity, StatusWord } from './answers.ts';
import styles from './late-list.module.css';
import { StatusText } from './activity-status.tsx';

/** Enough for two or three lines of a phone. */
const shortLength = 220;

/** Late activities, each with the released words of a reporter on what stands in the way. */
export function LateList({
  late,
  statuses,
  short,
}: {
  late: readonly LateActivity[];
  statuses: readonly StatusWord[];
  /** Shortens the words and leads to the whole of them. */
  short?: boolean | undefined;
}) {
  const link = usePublicationLink();
  return (
    <ul className={styles.list}>
      {late.map((activity) => (
        <li key={activity.code} className={styles.item}>
          <p className={styles.what}>
            <Link to={link(`/activities/${activity.code}`)}>
              <span className={styles.code}>{activity.code}</span> {activity.title}
            </Link>
          </p>
          <p className={styles.status}>
            <StatusText stand={activity} statuses={statuses} />
          </p>
          <Reason activity={activity} short={short} />
        </li>
      ))}
    </ul>
  );
}

function Reason({ activity, short }: { activity: LateActivity; short: boolean | undefined }) {
  const words = useWords('plan');
  const link = usePublicationLink();
  const { reason, lead } = activity;
  if (!reason) return <p className={styles.silent}>{words('noReason')}</p>;
  const { kind, code, name } = reason.reporter;
  const reporter = kind === 'state' ? name : code;
  const said = short ? shorten(reason.words, shortLength) : reason.words;
  const rest =
    said !== reason.words.trim()
      ? words('wholeWords')
      : reason.others > 0
        ? words('moreSay', { count: reason.others })
        : null;
  return (
    <blockquote className={styles.reason}>
      <p>{said}</p>
      <footer>
        {reason.isLead ? words('leadSays', { reporter }) : words('otherSays', { reporter, lead })}
        {rest ? (
          <>
            {' · '}
            <Link to={link(`/activities/${activity.code}#words`)}>{rest}</Link>
          </>
        ) : null}
      </footer>
    </blockquote>
  );
}
