import { Fragment } from 'react';
import { Link } from '#app/features/publication/public-link.tsx';
import type { PublishedAmendment } from '#app/contract.ts';
import { English, useLabel } from '#app/features/language/language-context.tsx';
import { useWords } from '#app/features/language/use-words.ts';
import { usePublicationLink } from '#app/features/publication/link.ts';

/** How a thing of the plan was amended: reworded, added, ended, merged into another, split or taken up again, and from when. */
export function Amendments({ amendments }: { amendments: readonly PublishedAmendment[] }) {
  if (amendments.length === 0) return null;
  return (
    <ul>
      {amendments.map((amendment) => (
        <li key={`${amendment.kind} ${amendment.round}`}>
          <AmendmentLine amendment={amendment} />
        </li>
      ))}
    </ul>
  );
}

/** One amendment as a sentence. */
export function AmendmentLine({ amendment }: { amendment: PublishedAmendment }) {
  const words = useWords('activity');
  const label = useLabel();
  const { kind, before, mergedInto, splitInto, splitFrom } = amendment;
  const round = label('round', amendment.round, amendment.roundTitle);
  if (kind === 'reworded') {
    return before === null
      ? words('amended', { round })
      : words.rich('reworded', { round, before: <English>{before}</English> });
  }
  if (kind === 'merged' && mergedInto !== null) {
    return words.rich('mergedInto', { round, activity: <ActivityLinks codes={[mergedInto]} /> });
  }
  if (kind === 'split') {
    return words.rich('splitInto', { round, activities: <ActivityLinks codes={splitInto} /> });
  }
  if (kind === 'added') {
    return splitFrom === null
      ? words('addedFrom', { round })
      : words.rich('splitFrom', { round, activity: <ActivityLinks codes={[splitFrom]} /> });
  }
  return words(kind === 'resumed' ? 'resumedFrom' : 'endedFrom', { round });
}

function ActivityLinks({ codes }: { codes: readonly string[] }) {
  const link = usePublicationLink();
  return codes.map((code, at) => (
    <Fragment key={code}>
      {at > 0 ? ', ' : null}
      <Link to={link(`/activities/${code}`)}>{code}</Link>
    </Fragment>
  ));
}
