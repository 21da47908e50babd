import type { StatusWord } from './answers.ts';
import styles from './activity-page.module.css';
import type { CourseRound } from '#server/domain/finding/say-course.ts';
import { StandText } from './stand-mark.tsx';

/** The status of every round as mark and word, oldest first; an older report that still stands says of when it is. */
export function ActivityCourse({
  rounds,
  statuses,
  lead,
}: {
  rounds: readonly CourseRound[];
  statuses: readonly StatusWord[];
  lead: string;
}) {
  const carried = rounds.some(({ carriedFrom }) => carriedFrom !== null);
  return (
    <>
      <ol className={styles.course} aria-label="Status by round">
        {rounds.map((round) => (
          <li key={round.code} className={styles.round}>
            <span className={styles.roundTitle}>{round.title}</span>
            <span>
              <StandText stand={round} statuses={statuses} />
            </span>
          </li>
        ))}
      </ol>
      {carried ? (
        <p className={styles.note}>
          Where {lead} has not reported for a round, its last status still stands and is marked with the round
          that it is of.
        </p>
      ) : null}
    </>
  );
}
