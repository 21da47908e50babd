import { Link } from 'react-router';
import { useWords } from '#app/features/language/use-words.ts';
import { usePublicationLink } from '#app/features/publication/use-publication-link.ts';
import type { ActivityAnswer } from './answers.ts';

/** How a thing of the plan was amended: reworded, added, ended or merged into another, and from when. */
export function Amendments({ amendments }: { amendments: ActivityAnswer['amendments'] }) {
  const words = useWords('activity');
  const link = usePublicationLink();
  if (amendments.length === 0) return null;
  return (
    <ul>
      {amendments.map(({ kind, round, roundTitle, before, mergedInto }) => (
        <li key={`${kind} ${round}`}>
          {kind === 'reworded'
            ? before === null
              ? words('amended', { round: roundTitle })
              : words('reworded', { round: roundTitle, before })
            : null}
          {kind === 'added' ? words('addedFrom', { round: roundTitle }) : null}
          {kind === 'ended' ? words('endedFrom', { round: roundTitle }) : null}
          {kind === 'merged' && mergedInto !== null
            ? words.rich('mergedInto', {
                round: roundTitle,
                activity: <Link to={link(`/activities/${mergedInto}`)}>{mergedInto}</Link>,
              })
            : null}
        </li>
      ))}
    </ul>
  );
}
