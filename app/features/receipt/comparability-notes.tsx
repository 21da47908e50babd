import { Link } from 'react-router';
import { useWords } from '#app/features/language/use-words.ts';
import { nameRound } from '#server/domain/finding/sentence-parts.ts';
import type { ComparabilityNote } from '#server/domain/receipt/comparability.calculations.ts';
import styles from './receipt.module.css';

/** What to know before comparing: kind, whom it is about and from when, and the note. Nothing where there is none. */
export function ComparabilityNotes({ notes }: { notes: readonly ComparabilityNote[] }) {
  const words = useWords('receipt');
  if (notes.length === 0) return null;
  return (
    <ul className={styles.notes}>
      {notes.map(({ kind, note, reporter, round, publication }) => (
        <li key={`${kind}-${reporter?.code}-${round?.code}-${publication}`}>
          <strong>
            {[
              words(`kind_${kind}`),
              reporter?.name,
              round ? words('fromRound', { round: nameRound(round.title) }) : null,
            ]
              .filter(Boolean)
              .join(', ')}
          </strong>
          <br />
          {note}
          {publication === null || publication < 2 ? null : (
            <>
              {' '}
              <Link to={`/publications/compare?from=${publication - 1}&to=${publication}`}>
                {words('seeChange')}
              </Link>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}
